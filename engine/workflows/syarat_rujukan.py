"""When a step of a referral may be taken: sentences about a record and a command, each the name of its refusal.

Sources: Permenkes 1/2012, BPJS panduan praktis, seed 004 (FACTS B11). The table of moves is `rujukan.py`.
"""

from typing import Any

from engine.workflows.maksud_rujukan import Pengiriman
from engine.workflows.riwayat_rujukan import Rujukan
from schemas.commands import rujukan as ask
from schemas.names import (
    SEMUA_UNIT,
    AlasanTutupRujukan,
    ArahRujukan,
    JalurRujukan,
    KeadaanTempat,
    LangkahPenerima,
    Pengecualian,
    Peran,
    TingkatFasyankes,
)


def milik_perujuk(rujukan: Rujukan, _command: object) -> bool:
    """A step of whoever refers, taken there."""
    return rujukan.arah is ArahRujukan.KELUAR


def milik_penerima(rujukan: Rujukan, _command: object) -> bool:
    """A step of whoever receives, taken there; of a letter on paper its sender keeps the status by hand."""
    return rujukan.arah is ArahRujukan.MASUK or rujukan.jalur is JalurRujukan.SURAT


def dokter_atau_kertas(rujukan: Rujukan, command: ask.Balas) -> bool:
    """A doctor writes the answer; one that came back on paper anybody writes down."""
    return Peran.DOKTER in command.pelaku.peran or rujukan.arah is ArahRujukan.KELUAR


def dari_penerima(rujukan: Rujukan, command: ask.PerintahRujukan) -> bool:
    """Told by the facility it was sent to, and by no other."""
    return rujukan.arah is ArahRujukan.KELUAR and command.pengirim == rujukan.tujuan


def dari_perujuk(rujukan: Rujukan, command: ask.PerintahRujukan) -> bool:
    """Told by the facility it came from, and by no other."""
    return rujukan.arah is ArahRujukan.MASUK and command.pengirim == rujukan.perujuk


def perujuk_yang_mengirim(_rujukan: Rujukan, command: ask.Masuk) -> bool:
    """Nobody sends a referral in the name of another facility."""
    return command.pengirim == command.perujuk


def unit_yang_merujuk(rujukan: Rujukan, command: Any) -> bool:  # noqa: ANN401 - a draft or any step of the sender
    """By the unit that refers, or the head."""
    unit = getattr(command, "unit", None) or rujukan.unit
    return Peran.KEPALA in command.pelaku.peran or bool(command.pelaku.unit & {unit, SEMUA_UNIT})


def jenjang_dipatuhi(rujukan: Rujukan, _command: object) -> bool:
    """Level by level, unless one of the five exceptions is given (BPJS panduan praktis; FACTS B11)."""
    own, other = rujukan.tingkat_perujuk, rujukan.tingkat_tujuan
    if own is None or other is None or other - own <= 1:
        return True
    return rujukan.darurat or rujukan.pengecualian is not None


def pengecualian_selaras(rujukan: Rujukan, _command: object) -> bool:
    """Who says "emergency" as the exception refers an emergency."""
    return rujukan.pengecualian is not Pengecualian.GAWAT_DARURAT or rujukan.darurat


def penerima_dihubungi(rujukan: Rujukan, _command: object) -> bool:
    """Of an emergency the receiver was asked beforehand (Permenkes 1/2012 pasal 13)."""
    return not rujukan.darurat or rujukan.dihubungi is not None


def perawat_ke_dokter_fktp(rujukan: Rujukan, command: ask.Kirim) -> bool:
    """A nurse or midwife refers to a doctor of the first level only, unless it is an emergency or a special problem."""
    return (
        Peran.DOKTER in command.pelaku.peran
        or rujukan.darurat
        or rujukan.pengecualian in {Pengecualian.GAWAT_DARURAT, Pengecualian.KEKHUSUSAN_MASALAH}
        or rujukan.tingkat_tujuan == TingkatFasyankes.PERTAMA
    )


def tempat_beralasan(rujukan: Rujukan, command: Pengiriman) -> bool:
    """A place without a known free bed is chosen with a reason (seed 004)."""
    if command.tempat_tidur in {KeadaanTempat.ADA, KeadaanTempat.TIDAK_PERLU}:
        return True
    asked = command.tempat_tidur is KeadaanTempat.TIDAK_DIKETAHUI and rujukan.dihubungi is not None
    return asked or command.alasan_tempat is not None


def pasien_disebut(rujukan: Rujukan, command: ask.Tiba) -> bool:
    """Whoever comes is somebody in the receiver's own index."""
    return rujukan.arah is ArahRujukan.KELUAR or command.pasien is not None


def alasan_tutup_cocok(rujukan: Rujukan, command: ask.Tutup) -> bool:
    """Closed with the answer where there is one, and without where there is none."""
    answered = rujukan.langkah_penerima is LangkahPenerima.DIBALAS
    return answered is (command.alasan_tutup is AlasanTutupRujukan.BALASAN_DITERIMA)


def belum_dibalas(rujukan: Rujukan, _command: object) -> bool:
    """It is answered once."""
    return rujukan.langkah_penerima is not LangkahPenerima.DIBALAS
