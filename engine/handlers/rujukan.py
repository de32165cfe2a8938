"""What steps of a referral need to know beyond it: the facilities and their levels, the patient, the clocks.

The sender's own steps, and the letter's number and completeness; the receiver's are `rujukan_terima.py`.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from engine import tables as t
from engine.facility import read as fasyankes
from engine.facts import Facts
from engine.handlers.kunjungan import dokter_ditolak
from engine.handlers.rujukan_tempat import tempat
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.tempo import efektif
from engine.views import sekutu
from engine.views.identitas_surat import identitas_surat
from engine.workflows.rujukan import Pengiriman, Penyusunan, Perbaikan, Rujukan, naskah
from schemas.commands import rujukan as ask
from schemas.commands.berkas import Salin
from schemas.commands.surat import IsiSurat
from schemas.message import Command
from schemas.names import JalurRujukan, JenisRujukan, Pengecualian, PeranMesin, TingkatFasyankes

NAMA: Final = "rujukan"
_BELUM: Final = Refusal("fasyankes_belum_ada")


def bukan_kabar(_rujukan: Rujukan, command: ask.PerintahRujukan, _facts: Facts, _now: datetime) -> Command | Refusal:
    """Only a peer speaks for a peer."""
    told = command.pengirim is not None or command.menurut_pengirim is not None
    if told and PeranMesin.SEKUTU not in command.pelaku.peran:
        return Refusal("bukan_kabar_sekutu", "pengirim")
    return command


def menyusun(_rujukan: Rujukan, command: ask.Susun, facts: Facts, _now: datetime) -> Command | Refusal:
    """A draft about a patient of ours, to another facility that is known."""
    pasien = facts.catatan("pasien", command.pasien)
    if pasien is None:
        return Refusal("pasien_tidak_ada", "pasien")
    if pasien.digabung_ke is not None:
        return Refusal("pasien_sudah_digabung", "pasien")
    if command.kunjungan is not None:
        visit = facts.catatan("kunjungan", command.kunjungan)
        if visit is None:
            return Refusal("kunjungan_tidak_dikenal", "kunjungan")
        if visit.pasien not in facts.rumpun(command.pasien):
            return Refusal("kunjungan_pasien_lain", "kunjungan")
    levels = _jenjang(command, facts)
    return levels if isinstance(levels, Refusal) else Penyusunan.model_construct(**command.__dict__, **levels)


def memperbaiki(rujukan: Rujukan, command: ask.Perbaiki, facts: Facts, _now: datetime) -> Command | Refusal:
    """As the first draft."""
    if not naskah(rujukan):
        return command  # the table says why not
    levels = _jenjang(command, facts)
    return levels if isinstance(levels, Refusal) else Perbaikan.model_construct(**command.__dict__, **levels)


def _jenjang(command: ask.Tulisan, facts: Facts) -> dict[str, Any] | Refusal:
    """Both facilities and their levels; what people chose from lists is in them."""
    kami = fasyankes(facts.connection)
    if kami is None:
        return _BELUM
    if command.tujuan == kami.kode:
        return Refusal("tujuan_sendiri", "tujuan")
    tujuan = sekutu.satu(facts.connection, command.tujuan)
    if tujuan is None:
        return Refusal("fasyankes_tidak_dikenal", "tujuan", {"tujuan": command.tujuan})
    if not facts.unit_dikenal(command.unit):
        return Refusal("unit_tidak_dikenal", "unit", {"unit": command.unit})
    if refusal := dokter_ditolak(command.dokter, facts):
        return refusal
    if refusal := pilihan_ditolak(command.pengecualian, command.kemampuan):
        return refusal
    own = sekutu.tingkat_kami(facts.connection)
    return {
        "perujuk": kami.kode,
        "tingkat_perujuk": own,
        "tingkat_tujuan": tujuan.tingkat,
        "jenis_rujukan": jenis_rujukan(own, tujuan.tingkat),
    }


def jenis_rujukan(perujuk: TingkatFasyankes | None, tujuan: TingkatFasyankes | None) -> JenisRujukan | None:
    """On one level or between levels (Permenkes 1/2012 pasal 7); None where a level is not known."""
    if perujuk is None or tujuan is None:
        return None
    return JenisRujukan.HORIZONTAL if perujuk == tujuan else JenisRujukan.VERTIKAL


def pilihan_ditolak(pengecualian: Pengecualian | None, kemampuan: str | None) -> Refusal | None:
    """What policy offers no more is not chosen."""
    aturan = kebijakan().rujukan
    if pengecualian is not None and pengecualian not in aturan.pengecualian_aktif:
        return Refusal("pengecualian_tidak_dipakai", "pengecualian", {"pengecualian": pengecualian.value})
    if kemampuan is not None and kemampuan not in aturan.kemampuan_aktif:
        return Refusal("kemampuan_tidak_dikenal", "kemampuan", {"kemampuan": kemampuan})
    return None


def mengirim(rujukan: Rujukan, command: ask.Kirim, facts: Facts, now: datetime) -> Command | Refusal:
    """The letter is whole; it gets its number, and the patient's identity as the index has it now."""
    if not naskah(rujukan):
        return command  # the table says why not
    kami = fasyankes(facts.connection)
    tujuan = sekutu.satu(facts.connection, rujukan.tujuan)
    if kami is None or tujuan is None:
        return _BELUM if kami is None else Refusal("fasyankes_tidak_dikenal", "tujuan", {"tujuan": rujukan.tujuan})
    isi = facts.connection.execute(
        select(t.rujukan_surat.c.isi).where(t.rujukan_surat.c.rujukan == rujukan.id)
    ).scalar()
    if isi is None or rujukan.id in facts.pending.sesudah.get(NAMA, {}):
        return Refusal("naskah_baru_berubah")
    identitas = identitas_surat(facts.connection, rujukan.pasien or "")
    if identitas is None:
        return Refusal("pasien_tidak_ada", "pasien")
    surat = IsiSurat.model_validate_json(isi)
    aturan = kebijakan()
    if kurang := aturan.surat_rujukan.kurang(surat, darurat=rujukan.darurat):
        words: dict[str, str | int] = {"kurang": ", ".join(KOLOM[name] for name in kurang), "jumlah": len(kurang)}
        return Refusal("surat_belum_lengkap", f"surat.{kurang[0]}", words)
    dokter = rujukan.dokter or command.pelaku.id
    mulai = efektif(command.terjadi_pada, now)
    bulan = f"{mulai.astimezone(facts.zona):%Y-%m}"
    urut = _urut(facts, bulan)
    return Pengiriman.model_construct(
        **command.__dict__
        | {
            "alasan_tempat": command.alasan_tempat or rujukan.alasan_tempat,
            "tujuan": rujukan.tujuan,
            "darurat": rujukan.darurat,
            "jalur": JalurRujukan.FEDERASI if tujuan.tersambung else JalurRujukan.SURAT,
            "urut": urut,
            "bulan": bulan,
            "nomor": aturan.surat_rujukan.nomor.tulis(urut, bulan),
            "dokter": dokter,
            "tempat_tidur": tempat(facts.connection, rujukan, now),
            "jawab_sebelum": facts.jatuh_tempo(mulai, aturan.rujukan.jawab.untuk(darurat=rujukan.darurat)),
            "nama_perujuk": kami.nama,
            "identitas": identitas,
            "surat": surat if surat.dokter else surat.model_copy(update={"dokter": nama_petugas(dokter, facts)}),
        }
    )


KOLOM: Final = {
    "layanan_tujuan": "poli atau spesialis tujuan",
    "anamnesis": "anamnesis dan pemeriksaan fisik",
    "diagnosis": "diagnosis kerja",
    "kode_diagnosis": "kode diagnosis",
    "terapi": "terapi atau tindakan yang sudah diberikan",
    "maksud": "tujuan rujukan",
    "kesadaran": "kesadaran",
    "tekanan_darah": "tekanan darah",
    "nadi": "nadi",
    "suhu": "suhu",
    "pernapasan": "pernapasan",
    "nyeri": "nyeri",
    "keadaan_umum": "keadaan umum",
    "alergi": "alergi",
    "laboratorium": "laboratorium",
    "radiologi": "radiologi",
    "dokter": "nama tenaga kesehatan",
    "pendamping": "pendamping",
}
"""The columns of a letter, as a refusal and the page say them."""


def nama_petugas(petugas: str, facts: Facts) -> str | None:
    """How somebody of ours is called, as a letter is signed."""
    nama: str | None = facts.connection.execute(select(t.petugas.c.nama).where(t.petugas.c.id == petugas)).scalar()
    return nama


def _urut(facts: Facts, bulan: str) -> int:
    """The next number of the month or the year: under the ledger's lock, so that no two letters bear one."""
    kurun = kebijakan().surat_rujukan.nomor.kurun(bulan)
    c = t.rujukan.c
    query = select(func.max(c.urut)).where(c.bulan >= kurun, c.bulan <= f"{kurun}~")
    kept = facts.connection.execute(query).scalar() or 0
    pending = facts.pending.sesudah.get(NAMA, {}).values()
    last: int = max([kept, *(one.urut for one in pending if one.urut and one.bulan.startswith(kurun))])
    return last + 1


def salinan_untuk(berkas: Any, command: Salin, facts: Facts, _now: datetime) -> Command | Refusal:  # noqa: ANN401 - a folder
    """A copy goes along with a referral of the folder's own patient."""
    rujukan: Rujukan | None = facts.catatan(NAMA, command.rujukan)
    if rujukan is None:
        return Refusal("rujukan_tidak_dikenal", "rujukan")
    if berkas.pasien is None or berkas.pasien not in facts.rumpun(rujukan.pasien or ""):
        return Refusal("rujukan_pasien_lain", "rujukan")
    return command
