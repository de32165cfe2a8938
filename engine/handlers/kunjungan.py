"""What commands about a visit need to know beyond that visit: the patient, the queue, the beds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from engine import tables as t
from engine.facts import Facts
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.rows.kunjungan import record_of
from engine.workflow import said
from engine.workflows.kunjungan import (
    BERLANGSUNG,
    Kunjungan,
    Pemindahan,
    Pendaftaran,
    Pengkodean,
    Perawatan,
    PerubahanBayar,
    berlangsung,
    boleh_dirawat,
    menaungi_kelahiran,
    menempati,
    terjadi,
)
from schemas.commands import kunjungan as ask
from schemas.message import Command
from schemas.names import AsalPasien, JenisKelamin, JenisKunjungan, KeadaanKunjungan, KelasRawat, KodeUnit, Peran

MENERIMA: dict[JenisKunjungan, frozenset[str]] = {
    JenisKunjungan.RAWAT_JALAN: frozenset({"rawat_jalan", "penunjang"}),
    JenisKunjungan.GAWAT_DARURAT: frozenset({"gawat_darurat"}),
}
"""Which kinds of unit take which kind of visit."""
_k = t.kunjungan.c
_KOLOM = tuple(_k[name] for name in Kunjungan._fields)


def daftar(_kunjungan: Kunjungan, command: ask.Daftarkan, facts: Facts, now: datetime) -> Command | Refusal:
    """A patient of ours, a unit that takes them, not twice a day; with the queue number."""
    saat = command.terjadi_pada or now
    refusal = (
        _susulan_ditolak(saat, now)
        or _pasien_ditolak(facts, command.pasien)
        or _unit_ditolak(command, facts)
        or _cara_bayar_ditolak(command.cara_bayar)
        or dokter_ditolak(command.dokter, facts)
        or _datang_ditolak(command.datang_pada, saat)
    )
    if refusal:
        return refusal
    tanggal = _tanggal(saat, facts, now)
    rumpun = facts.rumpun(command.pasien)
    if refusal := _ganda(_terbuka(facts, rumpun), command.unit, tanggal, facts):
        return refusal
    return Pendaftaran.model_construct(
        **command.__dict__,
        tanggal=tanggal,
        antrean=_antrean(facts, command.unit, tanggal),
        kunjungan_baru=not command.pasien_lama and _pertama(facts, rumpun, tanggal),
    )


def rawat(_kunjungan: Kunjungan, command: ask.MasukRawatInap, facts: Facts, now: datetime) -> Command | Refusal:
    """From a visit of this patient here, with a note of a doctor of ours, into a free bed."""
    saat = command.terjadi_pada or now
    refusal = (
        _susulan_ditolak(saat, now)
        or _pasien_ditolak(facts, command.pasien)
        or _cara_bayar_ditolak(command.cara_bayar)
        or dokter_ditolak(command.dokter, facts)
        or _datang_ditolak(command.datang_pada, saat)
    )
    if refusal:
        return refusal
    rumpun = facts.rumpun(command.pasien)
    asal: Kunjungan | None = facts.catatan("kunjungan", command.asal)
    tanggal = _tanggal(saat, facts, now)
    if command.bayi_lahir:
        refusal = _kelahiran_ditolak(facts, asal, rumpun, command.datang_pada or saat)
    else:
        refusal = _asal_ditolak(facts, asal, rumpun)
    if refusal := refusal or _sedang_dirawat(_terbuka(facts, rumpun), facts):
        return refusal
    bed = _tempat_tidur(facts, command.tempat_tidur, bayi=command.bayi_lahir)
    if isinstance(bed, Refusal) or asal is None:
        return bed if isinstance(bed, Refusal) else Refusal("asal_tidak_sah", "asal")
    unit, kelas = bed
    return Perawatan.model_construct(
        **command.__dict__,
        jenis_kunjungan=JenisKunjungan.RAWAT_INAP,
        unit=unit,
        unit_asal=asal.unit,
        kelas=kelas,
        asal_pasien=AsalPasien.DATANG_SENDIRI if command.bayi_lahir else asal.asal_pasien,
        surat_rujukan=not command.bayi_lahir and asal.surat_rujukan,
        tanggal=tanggal,
        kunjungan_baru=command.bayi_lahir,
    )


def layani(_kunjungan: Kunjungan, command: ask.Layani, facts: Facts, _now: datetime) -> Command | Refusal:
    """By a doctor of ours, where one is named."""
    return dokter_ditolak(command.dokter, facts) or command


def pindah(kunjungan: Kunjungan, command: ask.Pindahkan, facts: Facts, _now: datetime) -> Command | Refusal:
    """Into a free bed; the fact tells both places."""
    if kunjungan.tempat_tidur is None or kunjungan.kelas is None or command.tempat_tidur == kunjungan.tempat_tidur:
        return command  # the table says why not
    bed = _tempat_tidur(facts, command.tempat_tidur, bayi=kunjungan.bayi_lahir)
    if isinstance(bed, Refusal):
        return bed
    return Pemindahan.model_construct(
        **command.__dict__,
        unit=bed[0],
        kelas=bed[1],
        dari_unit=kunjungan.unit,
        dari_kelas=kunjungan.kelas,
        dari_tempat_tidur=kunjungan.tempat_tidur,
    )


def meninggal_nanti(command: ask.Selesaikan, now: datetime) -> Refusal | None:
    """Nobody dies later than it is told."""
    if command.meninggal_pada is not None and command.meninggal_pada > (command.terjadi_pada or now):
        return Refusal("meninggal_belum_terjadi", "meninggal_pada")
    return None


def buka_lagi(kunjungan: Kunjungan, command: ask.BukaLagi, facts: Facts, _now: datetime) -> Command | Refusal:
    """As before its end: the bed must still be free, and the patient not registered anew."""
    if kunjungan.tempat_tidur is not None:
        bed = _tempat_tidur(facts, kunjungan.tempat_tidur, bayi=kunjungan.bayi_lahir)
        if isinstance(bed, Refusal):
            return bed
    return _bentrok(kunjungan, _kini(kunjungan.pasien, facts), facts) or command


def kenali(kunjungan: Kunjungan, command: ask.Kenali, facts: Facts, _now: datetime) -> Command | Refusal:
    """Only who was unknown, or merged, turns out to be another."""
    if refusal := _pasien_ditolak(facts, command.pasien):
        return refusal
    semula = _pasien(facts, kunjungan.pasien)
    if semula is not None and semula.dikenal and semula.digabung_ke is None:
        return Refusal("pasien_sudah_dikenal", "pasien")
    if not berlangsung(kunjungan):
        return command
    return _bentrok(kunjungan, command.pasien, facts) or command


def bayar(kunjungan: Kunjungan, command: ask.UbahCaraBayar, _facts: Facts, _now: datetime) -> Command | Refusal:
    """One of the payers in use; the fact tells the former one too."""
    if refusal := _cara_bayar_ditolak(command.cara_bayar):
        return refusal
    return PerubahanBayar.model_construct(**command.__dict__, dari_cara_bayar=kunjungan.cara_bayar)


def kodekan(_kunjungan: Kunjungan, command: ask.Kodekan, _facts: Facts, _now: datetime) -> Command | Refusal:
    """What may be told of the codes: how many, and whether the main case is new."""
    return Pengkodean.model_construct(
        **command.__dict__, jumlah_kode=len(command.kode), kasus_baru=command.kode[0].kasus_baru
    )


def batal(kunjungan: Kunjungan, command: ask.Batalkan, facts: Facts, _now: datetime) -> Command | Refusal:
    """Not while an admission stands on it."""
    return Refusal("ada_rawat_inap") if _rawat_inap_dari(facts, kunjungan.id) else command


# ── the facts ───────────────────────────────────────────────────────────────────────────────────────


def _pasien(facts: Facts, pasien: str) -> Any:  # noqa: ANN401 - the record of the patients' workflow
    return facts.catatan("pasien", pasien)


def _kini(pasien: str, facts: Facts) -> str:
    """Who this patient is now: where the pointers of merged entries end."""
    seen = set[str]()
    while pasien not in seen and (record := _pasien(facts, pasien)) is not None and record.digabung_ke is not None:
        seen.add(pasien)
        pasien = record.digabung_ke
    return pasien


def _pasien_ditolak(facts: Facts, pasien: str) -> Refusal | None:
    record = _pasien(facts, pasien)
    if record is None:
        return Refusal("pasien_tidak_ada", "pasien")
    return Refusal("pasien_sudah_digabung", "pasien") if record.digabung_ke is not None else None


def _unit_ditolak(command: ask.Daftarkan, facts: Facts) -> Refusal | None:
    if not facts.unit_dikenal(command.unit):
        return Refusal("unit_tidak_dikenal", "unit", {"unit": command.unit})
    if facts.jenis_unit(command.unit) not in MENERIMA[command.jenis_kunjungan]:
        words: dict[str, str | int] = {"unit": facts.nama_unit(command.unit), "jenis": said(command.jenis_kunjungan)}
        return Refusal("unit_bukan_jenisnya", "unit", words)
    return None


def _asal_ditolak(facts: Facts, asal: Kunjungan | None, rumpun: tuple[str, ...]) -> Refusal | None:
    """Admitted from a visit of this patient here, once."""
    if asal is None or asal.pasien not in rumpun or not boleh_dirawat(asal):
        return Refusal("asal_tidak_sah", "asal")
    return Refusal("asal_sudah_dipakai", "asal") if _rawat_inap_dari(facts, asal.id) else None


def _kelahiran_ditolak(facts: Facts, ibu: Kunjungan | None, rumpun: tuple[str, ...], lahir: datetime) -> Refusal | None:
    """Born to an inpatient here, somebody else than her, and never here before."""
    if ibu is None or not menaungi_kelahiran(ibu, lahir):
        return Refusal("ibu_tidak_dirawat", "asal")
    if ibu.pasien in rumpun:
        return Refusal("bayi_pasien_sendiri", "pasien")
    sex = select(t.pasien.c.jenis_kelamin).where(t.pasien.c.id == _kini(ibu.pasien, facts))
    if facts.connection.execute(sex).scalar_one_or_none() == JenisKelamin.LAKI_LAKI:
        return Refusal("ibu_laki_laki", "asal")
    visits = _yang(facts, _k.pasien.in_(rumpun), lambda visit: visit.pasien in rumpun and terjadi(visit))
    return Refusal("bayi_sudah_berkunjung", "pasien") if visits else None


def _cara_bayar_ditolak(cara_bayar: str) -> Refusal | None:
    pembayar = kebijakan().kunjungan.pembayar
    if cara_bayar in pembayar:
        return None
    words: dict[str, str | int] = {"cara_bayar": cara_bayar, "bisa": ", ".join(pembayar)}
    return Refusal("cara_bayar_tidak_dikenal", "cara_bayar", words)


def dokter_ditolak(dokter: str | None, facts: Facts) -> Refusal | None:
    """A doctor of ours, where one is named."""
    if dokter is None:
        return None
    query = select(t.petugas.c.peran).where(t.petugas.c.id == dokter, t.petugas.c.aktif)
    peran = facts.connection.execute(query).scalar_one_or_none()
    return None if peran and Peran.DOKTER in peran else Refusal("bukan_dokter", "dokter")


def _datang_ditolak(datang_pada: datetime | None, saat: datetime) -> Refusal | None:
    if datang_pada is None:
        return None
    if datang_pada > saat:
        return Refusal("datang_belum_terjadi", "datang_pada")
    batas = kebijakan().kunjungan.datang_sebelum.batas
    return (
        Refusal("datang_terlalu_lama", "datang_pada", {"jam": jam_dari(batas)}) if saat - datang_pada > batas else None
    )


def _susulan_ditolak(saat: datetime, now: datetime) -> Refusal | None:
    """An outage is caught up with afterwards; a year that was mistyped is not."""
    batas = kebijakan().kunjungan.susulan.batas
    return Refusal("susulan_terlalu_lama", "terjadi_pada", {"hari": batas.days}) if now - saat > batas else None


def jam_dari(lama: timedelta) -> int:
    """A length of time in whole hours, as a sentence says it."""
    return int(lama / timedelta(hours=1))


def _tanggal(saat: datetime, facts: Facts, now: datetime) -> str:
    """The day on the facility's clock; a fact never counts later than it was recorded."""
    return min(saat, now).astimezone(facts.zona).date().isoformat()


def _yang(facts: Facts, where: ColumnElement[bool], wanted: Callable[[Kunjungan], bool]) -> list[Kunjungan]:
    """The visits of which this holds, as the table and this batch tell them."""
    found = {row[0]: record_of(row) for row in facts.connection.execute(select(*_KOLOM).where(where))}
    found |= facts.pending.sesudah.get("kunjungan", {})
    return [kunjungan for kunjungan in found.values() if wanted(kunjungan)]


def _terbuka(facts: Facts, rumpun: tuple[str, ...]) -> list[Kunjungan]:
    """The visits of a patient, and of whoever was merged into them, that go on."""
    where = _k.pasien.in_(rumpun) & _k.keadaan.in_(BERLANGSUNG)
    return _yang(facts, where, lambda visit: visit.pasien in rumpun and berlangsung(visit))


def _ganda(visits: list[Kunjungan], unit: str, tanggal: str, facts: Facts) -> Refusal | None:
    """One open visit a unit and day."""
    for visit in visits:
        if visit.unit == unit and visit.tanggal == tanggal:
            return Refusal("kunjungan_ganda", "unit", {"unit": facts.nama_unit(unit), "antrean": visit.antrean or "-"})
    return None


def _sedang_dirawat(visits: list[Kunjungan], facts: Facts) -> Refusal | None:
    """Nobody lies in two beds."""
    for visit in visits:
        if visit.jenis is JenisKunjungan.RAWAT_INAP:
            bed = visit.tempat_tidur or "-"
            return Refusal("sedang_dirawat", "pasien", {"unit": facts.nama_unit(visit.unit), "tempat_tidur": bed})
    return None


def _bentrok(kunjungan: Kunjungan, pasien: str, facts: Facts) -> Refusal | None:
    """Would this visit, as one of that patient's that goes on, stand beside another that it must not?"""
    others = [visit for visit in _terbuka(facts, facts.rumpun(pasien)) if visit.id != kunjungan.id]
    if kunjungan.jenis is JenisKunjungan.RAWAT_INAP:
        return _sedang_dirawat(others, facts)
    return _ganda(others, kunjungan.unit, kunjungan.tanggal, facts)


def _pertama(facts: Facts, rumpun: tuple[str, ...], tanggal: str) -> bool:
    """The first visit ever: none before it, and no folder from an earlier day (an import brings folders only)."""
    pending: dict[str, Kunjungan] = facts.pending.sesudah.get("kunjungan", {})
    if any(visit.pasien in rumpun and terjadi(visit) for visit in pending.values()):
        return False
    kept = select(_k.id).where(_k.pasien.in_(rumpun), _k.keadaan != KeadaanKunjungan.DIBATALKAN)
    found = facts.connection.execute(kept.limit(len(pending) + 1)).scalars()  # what this batch changed was looked at
    if any(id_ not in pending for id_ in found):
        return False
    query = select(func.min(t.berkas.c.terdaftar)).where(t.berkas.c.pasien.in_(rumpun))
    earliest = facts.connection.execute(query).scalar()
    return earliest is None or earliest.astimezone(facts.zona).date().isoformat() >= tanggal


def _antrean(facts: Facts, unit: str, tanggal: str) -> int:
    """The next number of this unit's day. A cancelled visit keeps its own: a number is called once."""
    pending = facts.pending.sesudah.get("kunjungan", {}).values()
    here = [visit for visit in pending if visit.unit == unit and visit.tanggal == tanggal and visit.antrean]
    given = max((visit.antrean or 0 for visit in here), default=0)
    if any(visit.versi == 1 for visit in here):  # registered by this batch: its number is the highest there is
        return given + 1
    query = select(func.max(_k.antrean)).where(_k.tanggal == tanggal, _k.unit == unit)
    return max(given, facts.connection.execute(query).scalar() or 0) + 1


def _tempat_tidur(facts: Facts, kode: str, *, bayi: bool) -> tuple[KodeUnit, KelasRawat] | Refusal:
    """The ward and class of a bed that is in use, free, and for such a patient: newborns lie and are counted apart."""
    bed = t.tempat_tidur.c
    query = select(bed.unit, bed.kelas, bed.bayi).where(bed.kode == kode, bed.sampai.is_(None))
    row = facts.connection.execute(query).first()
    if row is None:
        return Refusal("tempat_tidur_tidak_ada", "tempat_tidur", {"tempat_tidur": kode})
    if row.bayi is not bayi:
        sebab = "tempat_tidur_bukan_bayi" if bayi else "tempat_tidur_bayi"
        return Refusal(sebab, "tempat_tidur", {"tempat_tidur": kode})
    if _yang(facts, _k.tempat_tidur == kode, lambda visit: menempati(visit, kode)):
        return Refusal("tempat_tidur_terisi", "tempat_tidur", {"tempat_tidur": kode})
    return row.unit, KelasRawat(row.kelas)


def _rawat_inap_dari(facts: Facts, asal: str) -> list[Kunjungan]:
    return _yang(facts, _k.asal == asal, lambda visit: visit.asal == asal and terjadi(visit))
