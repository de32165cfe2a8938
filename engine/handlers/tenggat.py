"""When what a command begins must be done, by the policy in force; and whether what a timer tells late is late."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from engine import tables as t
from engine.aturan_tempo import AwalTempo
from engine.facts import Facts
from engine.prepared import Read
from engine.refusals import Refusal
from engine.rows.kunjungan import record_of as kunjungan_of
from engine.tempo import efektif
from engine.workflows.awal_tempo import awal, mulai_kembali, mulai_melengkapi
from engine.workflows.berkas import BERKAS, Berkas
from engine.workflows.kunjungan import Kunjungan, terjadi
from engine.workflows.tenggat_berkas import Kelewatan, Ketidaklengkapan, Penerimaan, Penjadwalan, berjalan, tempo
from schemas.commands import berkas as ask
from schemas.message import Command
from schemas.names import BerkasId, JenisTenggat, Keadaan

_k = t.kunjungan.c
_MULAI = Read(
    select(t.jejak.c.dicatat_pada)
    .join(t.tenggat, (t.tenggat.c.subjek == t.jejak.c.subjek) & (t.tenggat.c.versi == t.jejak.c.versi))
    .where(
        t.tenggat.c.subjek == bindparam("subjek"),
        t.tenggat.c.jenis == bindparam("jenis"),
        t.tenggat.c.jatuh_tempo == bindparam("jatuh_tempo"),
    ),
    ("subjek", "jenis", "jatuh_tempo"),
)


def kembali_sebelum(berkas: Berkas, command: ask.TerimaDiUnit, facts: Facts, now: datetime) -> Command | Refusal:
    """A unit that receives a record owes it back; how soon depends on its kind, and on whether the patient is there."""
    due = _kembali(berkas, command.unit, efektif(command.terjadi_pada, now), facts)[1]
    return Penerimaan.model_construct(**command.__dict__, kembali_sebelum=due)  # every part was validated already


def lengkap_sebelum(
    berkas: Berkas, command: ask.NyatakanTidakLengkap, facts: Facts, now: datetime
) -> Command | Refusal:
    """A record found incomplete must be completed."""
    mulai = melengkapi_sejak(berkas.id, command.kunjungan, efektif(command.terjadi_pada, now), facts)
    due = facts.jatuh_tempo(mulai, facts.aturan.tenggat.kelengkapan)
    return Ketidaklengkapan.model_construct(**command.__dict__ | {"jatuh_tempo": due, "tempo_sejak": mulai})


def melengkapi_sejak(berkas: BerkasId, kunjungan: str | None, dinyatakan: datetime, facts: Facts) -> datetime:
    """What the days to complete something that is found missing now are counted from."""
    pilihan = facts.aturan.tenggat.awal_kelengkapan.pilihan
    visit: Kunjungan | None = facts.catatan("kunjungan", kunjungan) if kunjungan else None
    diterima = awal(facts.riwayat(berkas)).diterima if pilihan is AwalTempo.DITERIMA else None
    pulang = visit.keluar if visit else None
    return mulai_melengkapi(pilihan, dinyatakan, pulang=pulang, diterima=diterima, dikembalikan=None)


def jadwal_ulang(berkas: Berkas, command: ask.JadwalkanUlang, facts: Facts, now: datetime) -> Command | Refusal:
    """A deadline of a folder, reckoned anew by what is known now. One that was told late and stays so is left alone."""
    if BERKAS.roles(ask.JadwalkanUlang).isdisjoint(command.pelaku.peran):
        return command  # the table says who may
    if command.kebijakan is not None and not facts.kebijakan_berlaku(command.kebijakan):
        return Refusal("kebijakan_tidak_berlaku", "kebijakan")
    home = command.tenggat is JenisTenggat.PENGEMBALIAN
    owed, old = tempo(berkas, command.tenggat)
    if not owed:
        return Refusal("tenggat_tidak_berjalan")
    mulai, due = _kembali_lagi(berkas, facts) if home else _melengkapi_lagi(berkas, facts)
    late = berkas.kembali_lewat if home else berkas.tempo_lewat
    if due == old or (late and due is not None and due <= now):
        return Refusal("tenggat_tetap")
    return Penjadwalan.model_construct(**command.__dict__, jatuh_tempo=due, tempo_sejak=mulai)


def sudah_lewat(berkas: Berkas, command: ask.TandaiLewat, facts: Facts, now: datetime) -> Command | Refusal:
    """A deadline is told late while it runs, and not before it is due."""
    if BERKAS.roles(ask.TandaiLewat).isdisjoint(command.pelaku.peran):
        return command  # the table says who may
    if berjalan(berkas).get(command.tenggat) != command.jatuh_tempo:
        return Refusal("tenggat_tidak_berjalan")
    if now < command.jatuh_tempo:
        return Refusal("belum_jatuh_tempo")
    late = susulan(berkas.id, command.tenggat, command.jatuh_tempo, facts, now)
    return Kelewatan.model_construct(**command.__dict__, susulan=late or None)


def susulan(subjek: str, tenggat: JenisTenggat, jatuh_tempo: datetime, facts: Facts, now: datetime) -> bool:
    """Is it told later than policy tolerates? What was due before it was known to run could not be told earlier."""
    tolerated = facts.aturan.tenggat.toleransi.batas
    if now - jatuh_tempo <= tolerated:
        return False
    began = _MULAI.run(facts.connection, (subjek, tenggat, jatuh_tempo))
    return bool(began) and now - max(jatuh_tempo, began[0][0]) > tolerated  # without a row: begun in this batch


def _kembali_lagi(berkas: Berkas, facts: Facts) -> tuple[datetime | None, datetime | None]:
    """Anew, for a folder that a unit has or has just sent on."""
    diterima = berkas.sejak if berkas.keadaan is Keadaan.DI_POLI else awal(facts.riwayat(berkas.id)).di_unit
    if diterima is None or berkas.lokasi is None:
        return berkas.kembali_sebelum, berkas.kembali_sebelum
    return _kembali(berkas, berkas.lokasi, diterima, facts)


def _kembali(berkas: Berkas, unit: str, diterima: datetime, facts: Facts) -> tuple[datetime | None, datetime | None]:
    """Since when, and until when, that unit may keep it."""
    jenis = facts.jenis_unit(unit)
    limit = facts.aturan.tenggat.pengembalian_dari(jenis)
    mulai: datetime | None = diterima
    if limit.mulai is AwalTempo.PULANG and berkas.pasien is not None:
        mulai = mulai_kembali(diterima, _kunjungan(berkas.pasien, jenis, facts))
    return mulai, None if mulai is None else facts.jatuh_tempo(mulai, limit)


def _melengkapi_lagi(berkas: Berkas, facts: Facts) -> tuple[datetime | None, datetime | None]:
    found = awal(facts.riwayat(berkas.id))
    if found.dinyatakan is None:
        return None, berkas.jatuh_tempo
    visit: Kunjungan | None = facts.catatan("kunjungan", found.kunjungan) if found.kunjungan else None
    mulai = mulai_melengkapi(
        facts.aturan.tenggat.awal_kelengkapan.pilihan,
        found.dinyatakan,
        pulang=visit.keluar if visit else None,
        diterima=found.diterima,
        dikembalikan=found.dikembalikan,
    )
    return mulai, facts.jatuh_tempo(mulai, facts.aturan.tenggat.kelengkapan)


_KOLOM: Final = tuple(_k[name] for name in Kunjungan._fields)


def _kunjungan(pasien: str, jenis: str, facts: Facts) -> list[Kunjungan]:
    """The patient's visits of that kind, as the tables and this batch tell it."""
    kin = facts.rumpun(pasien)
    pending: dict[str, Kunjungan] = facts.pending.sesudah.get("kunjungan", {})
    query = select(*_KOLOM).where(_k.pasien.in_(kin), _k.jenis == jenis)
    found = {row[0]: kunjungan_of(row) for row in facts.connection.execute(query)} | pending
    return [one for one in found.values() if one.pasien in kin and one.jenis == jenis and terjadi(one)]
