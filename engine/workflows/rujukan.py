"""A referral, from the draft to its closing: one table for both sides, each row a sentence.

Sources: Permenkes 1/2012 (pasal 7 vertical and horizontal, pasal 13 stabilise and ask first, pasal 15 the letter), BPJS
panduan praktis (levels, five exceptions, whom nurses and midwives may refer to), SOP of a Puskesmas (form, register,
number), seed 004 (a place is known to be free before the patient is sent); FACTS B11.

Who refers takes the sender's steps, who receives the receiver's; a step of the other side is the same wish, told by the
peer (`PeranMesin.SEKUTU`) from any state it may cross on the way. Of a referral on paper both are kept by hand.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from engine.workflow import TETAP, Larangan, Move, Workflow
from engine.workflows.riwayat_rujukan import (
    LEWAT,
    Kedatangan,
    Kelewatan,
    Pelayanan,
    Pemasukan,
    Pembalasan,
    Penerimaan,
    Pengiriman,
    Penyusunan,
    Perbaikan,
    Rujukan,
    bersama,
    settle,
)
from schemas.commands import rujukan as ask
from schemas.events import rujukan as told
from schemas.message import Command, Pelaku
from schemas.names import (
    SEMUA_UNIT,
    SISTEM,
    AlasanTutupRujukan,
    ArahRujukan,
    Cara,
    JalurRujukan,
    JenisTenggat,
    KeadaanRujukan,
    KeadaanTempat,
    LangkahPenerima,
    Pengecualian,
    Peran,
    PeranMesin,
    PerintahId,
    TingkatFasyankes,
)

S = KeadaanRujukan


# ── guards: sentences about a record and a command; the name is the refusal's kode ──────────────────


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
    known = command.tempat_tidur in {KeadaanTempat.ADA, KeadaanTempat.TIDAK_PERLU}
    return known or (command.alasan_tempat or rujukan.alasan_tempat) is not None


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


# ── the table ───────────────────────────────────────────────────────────────────────────────────────

DOKTER: Final = frozenset({Peran.DOKTER})
UNIT: Final = DOKTER | {Peran.PETUGAS_UNIT}
KEPALA: Final = frozenset({Peran.KEPALA})
LOKET: Final = frozenset({Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS})
MESIN: Final = frozenset({PeranMesin.SISTEM})
SEKUTU: Final = frozenset({PeranMesin.SEKUTU})

MENUNGGU: Final = (S.DIKIRIM, S.DITERIMA)
"""Sent, and the patient is not there."""
HADIR: Final = (S.TIBA, S.DILAYANI)
"""The patient is there, and the answer is not written."""
BELUM_HADIR: Final = (*MENUNGGU, S.DITOLAK, S.TIDAK_DATANG, S.DIBATALKAN)
"""From all of these a patient may come after all: nobody at the door is sent away by a state."""
TERBUKA: Final = (S.DISUSUN, *MENUNGGU, *HADIR, S.DIBALAS)
"""Somebody still has something to do."""
_KIRIM: Final = (
    milik_perujuk,
    unit_yang_merujuk,
    jenjang_dipatuhi,
    pengecualian_selaras,
    penerima_dihubungi,
    perawat_ke_dokter_fktp,
    tempat_beralasan,
)
_TELANJUR: Final = "Kabar yang bersilang di jalan: langkahnya dicatat, keadaannya tetap."

RUJUKAN: Final = Workflow(
    settle=settle,
    hal="Rujukan",
    moves=(
        # whoever refers
        Move(ask.Susun, S.BARU, S.DISUSUN, told.RujukanDisusun, oleh=UNIT, jika=(unit_yang_merujuk,)),
        Move(
            ask.Perbaiki,
            S.DISUSUN,
            S.DISUSUN,
            told.RujukanDiperbaiki,
            oleh=UNIT,
            jika=(milik_perujuk, unit_yang_merujuk),
        ),
        Move(ask.Kirim, S.DISUSUN, S.DIKIRIM, told.RujukanDikirim, oleh=UNIT, jika=_KIRIM),
        Move(
            ask.Batalkan,
            (S.DISUSUN, *MENUNGGU),
            S.DIBATALKAN,
            told.RujukanDibatalkan,
            oleh=UNIT | KEPALA,
            jika=(milik_perujuk, unit_yang_merujuk),
        ),
        Move(
            ask.Tutup,
            (*HADIR, S.DIBALAS),
            S.DITUTUP,
            told.RujukanDitutup,
            oleh=UNIT | KEPALA,
            jika=(milik_perujuk, unit_yang_merujuk, alasan_tutup_cocok),
        ),
        # whoever receives
        Move(
            ask.Masuk,
            S.BARU,
            S.DIKIRIM,
            told.RujukanMasuk,
            oleh=SEKUTU,
            jika=(perujuk_yang_mengirim,),
        ),
        Move(
            ask.Masuk,
            S.BARU,
            S.DIKIRIM,
            told.RujukanMasuk,
            oleh=UNIT | LOKET,
            arti="Surat rujukan yang dibawa pasien dicatat.",
        ),
        Move(ask.Terima, S.DIKIRIM, S.DITERIMA, told.RujukanDiterima, oleh=UNIT | KEPALA, jika=(milik_penerima,)),
        Move(
            ask.Terima,
            S.DITERIMA,
            S.DITERIMA,
            told.RujukanDiterima,
            oleh=UNIT | KEPALA,
            jika=(milik_penerima,),
            arti="Janji tempat tidur diperbarui.",
        ),
        Move(ask.Tolak, S.DIKIRIM, S.DITOLAK, told.RujukanDitolak, oleh=UNIT | KEPALA, jika=(milik_penerima,)),
        Move(
            ask.Tiba,
            BELUM_HADIR,
            S.TIBA,
            told.RujukanTiba,
            oleh=UNIT | LOKET,
            jika=(milik_penerima, pasien_disebut),
        ),
        Move(ask.Layani, S.TIBA, S.DILAYANI, told.RujukanDilayani, oleh=UNIT | MESIN, jika=(milik_penerima,)),
        Move(
            ask.TidakDatang,
            S.DITERIMA,
            S.TIDAK_DATANG,
            told.RujukanTidakDatang,
            oleh=UNIT | LOKET | KEPALA | MESIN,
            jika=(milik_penerima,),
        ),
        Move(
            ask.Balas,
            HADIR,
            S.DIBALAS,
            told.RujukanDibalas,
            oleh=UNIT | LOKET,
            jika=(milik_penerima, dokter_atau_kertas),
        ),
        Move(
            ask.Balas,
            S.DITUTUP,
            TETAP,
            told.RujukanDibalas,
            oleh=DOKTER,
            jika=(milik_penerima, belum_dibalas),
            arti="Jawaban yang ditulis sesudah perujuk menutup rujukannya tetap dikirim dan disimpan.",
        ),
        # told by the peer, from every state it may cross
        Move(
            ask.Masuk,
            (*MENUNGGU, S.DITOLAK, S.TIDAK_DATANG, *HADIR, S.DIBALAS),
            TETAP,
            told.RujukanSuratMenyusul,
            oleh=SEKUTU,
            jika=(perujuk_yang_mengirim, dari_perujuk),
            arti="Surat yang sudah dicatat dari kertas menyusul lewat hub.",
        ),
        Move(ask.Terima, MENUNGGU, S.DITERIMA, told.RujukanDiterima, oleh=SEKUTU, jika=(dari_penerima,)),
        Move(
            ask.Terima,
            S.DIBATALKAN,
            TETAP,
            told.RujukanDiterima,
            oleh=SEKUTU,
            jika=(dari_penerima,),
            arti=_TELANJUR,
        ),
        Move(ask.Tolak, S.DIKIRIM, S.DITOLAK, told.RujukanDitolak, oleh=SEKUTU, jika=(dari_penerima,)),
        Move(ask.Tolak, S.DIBATALKAN, TETAP, told.RujukanDitolak, oleh=SEKUTU, jika=(dari_penerima,), arti=_TELANJUR),
        Move(ask.Tiba, (*BELUM_HADIR, S.TIBA), S.TIBA, told.RujukanTiba, oleh=SEKUTU, jika=(dari_penerima,)),
        Move(ask.Layani, HADIR, S.DILAYANI, told.RujukanDilayani, oleh=SEKUTU, jika=(dari_penerima,)),
        Move(ask.Layani, S.DITUTUP, TETAP, told.RujukanDilayani, oleh=SEKUTU, jika=(dari_penerima,), arti=_TELANJUR),
        Move(
            ask.TidakDatang,
            S.DITERIMA,
            S.TIDAK_DATANG,
            told.RujukanTidakDatang,
            oleh=SEKUTU,
            jika=(dari_penerima,),
        ),
        Move(
            ask.TidakDatang,
            S.DIBATALKAN,
            TETAP,
            told.RujukanTidakDatang,
            oleh=SEKUTU,
            jika=(dari_penerima,),
            arti=_TELANJUR,
        ),
        Move(ask.Balas, (*HADIR, S.DIBALAS), S.DIBALAS, told.RujukanDibalas, oleh=SEKUTU, jika=(dari_penerima,)),
        Move(ask.Balas, S.DITUTUP, TETAP, told.RujukanDibalas, oleh=SEKUTU, jika=(dari_penerima,), arti=_TELANJUR),
        Move(
            ask.Batalkan,
            (*MENUNGGU, S.DITOLAK, S.TIDAK_DATANG),
            S.DIBATALKAN,
            told.RujukanDibatalkan,
            oleh=SEKUTU,
            jika=(dari_perujuk,),
        ),
        Move(
            ask.Batalkan,
            (*HADIR, S.DIBALAS),
            TETAP,
            told.RujukanDibatalkan,
            oleh=SEKUTU,
            jika=(dari_perujuk,),
            arti="Pembatalan yang bersilang dengan kedatangan: pasiennya sudah ada, pelayanan berjalan terus.",
        ),
        Move(ask.Tutup, (*HADIR, S.DIBALAS), S.DITUTUP, told.RujukanDitutup, oleh=SEKUTU, jika=(dari_perujuk,)),
        # the clocks
        Move(ask.TandaiLewat, (*MENUNGGU, *HADIR), TETAP, told.RujukanLewatTenggat, oleh=MESIN),
        Move(ask.HabiskanJanji, S.DITERIMA, TETAP, told.RujukanJanjiHabis, oleh=MESIN),
    ),
    larangan=(
        Larangan(ask.Kirim, (S.DIKIRIM, S.DITERIMA, S.DITOLAK), "rujukan_sudah_dikirim"),
        Larangan(ask.Perbaiki, (S.DIKIRIM, S.DITERIMA, S.DITOLAK), "rujukan_sudah_dikirim"),
        Larangan(ask.Batalkan, (*HADIR, S.DIBALAS), "pasien_sudah_tiba"),
        Larangan(ask.Terima, (S.DIBATALKAN,), "rujukan_dibatalkan"),
        Larangan(ask.Tolak, (S.DIBATALKAN,), "rujukan_dibatalkan"),
    ),
    tak_disebut=frozenset({ask.TandaiLewat, ask.HabiskanJanji, ask.Masuk}),
)


# ── what others ask of a referral, so that nobody else compares states ──────────────────────────────


def terbuka(rujukan: Rujukan) -> bool:
    """Does somebody still have something to do?"""
    return rujukan.keadaan in TERBUKA


def menunggu_jawaban(rujukan: Rujukan) -> bool:
    """Sent, and neither accepted nor refused?"""
    return rujukan.keadaan is S.DIKIRIM


def ditunggu(rujukan: Rujukan) -> bool:
    """Is the patient still waited for?"""
    return rujukan.keadaan in MENUNGGU


def hadir(rujukan: Rujukan) -> bool:
    """Is the patient there, and the answer not written?"""
    return rujukan.keadaan in HADIR


def naskah(rujukan: Rujukan) -> bool:
    """Is it still a draft?"""
    return rujukan.keadaan is S.DISUSUN


def milik_kami(rujukan: Rujukan, command: type[Command]) -> bool:
    """Is this step one of our side's?"""
    return issubclass(command, PERUJUK if rujukan.arah is ArahRujukan.KELUAR else PENERIMA)


PERUJUK: Final = (ask.Kirim, ask.Batalkan, ask.Tutup)
"""What whoever refers tells the receiver of."""
PENERIMA: Final = (ask.Terima, ask.Tolak, ask.Tiba, ask.Layani, ask.TidakDatang, ask.Balas)
"""What whoever receives tells the sender of."""


# ── the deadlines ───────────────────────────────────────────────────────────────────────────────────

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-72756a756b61")
"""The name space of the ids of what a timer asks of referrals."""
TENGGAT: Final = frozenset({*LEWAT, JenisTenggat.JANJI_TEMPAT_TIDUR})
_BATAS: Final = {
    JenisTenggat.JAWAB_RUJUKAN: ("jawab_sebelum", (S.DIKIRIM,)),
    JenisTenggat.DATANG_RUJUKAN: ("datang_sebelum", (S.DITERIMA,)),
    JenisTenggat.BALAS_RUJUKAN: ("balas_sebelum", HADIR),
}


def berjalan(rujukan: Rujukan) -> Mapping[JenisTenggat, datetime]:
    """The deadlines that run: to answer, to come, to write back; and the promise of a bed."""
    found = {
        kind: due
        for kind, (name, states) in _BATAS.items()
        if rujukan.keadaan in states
        and not getattr(rujukan, LEWAT[kind])
        and (due := getattr(rujukan, name)) is not None
    }
    if rujukan.janji_sampai is not None and rujukan.keadaan is S.DITERIMA:
        found[JenisTenggat.JANJI_TEMPAT_TIDUR] = rujukan.janji_sampai
    return found


def tanda_lewat(
    subjek: str, tenggat: JenisTenggat, jatuh_tempo: datetime, versi: int, percobaan: int = 0
) -> ask.TandaiLewat | ask.HabiskanJanji:
    """The timer's wish: always the same for the same deadline, so that it is granted once."""
    key = PerintahId(str(uuid5(RUMPUN, f"{subjek}/{tenggat}/{versi}/{percobaan}")))
    timer = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))
    if tenggat is JenisTenggat.JANJI_TEMPAT_TIDUR:
        return ask.HabiskanJanji(
            command_id=key, subjek=subjek, pelaku=timer, cara=Cara.SISTEM, janji_sampai=jatuh_tempo
        )
    return ask.TandaiLewat(
        command_id=key, subjek=subjek, pelaku=timer, cara=Cara.SISTEM, tenggat=tenggat, jatuh_tempo=jatuh_tempo
    )


__all__ = [
    "RUJUKAN",
    "TENGGAT",
    "Kedatangan",
    "Kelewatan",
    "Pelayanan",
    "Pemasukan",
    "Pembalasan",
    "Penerimaan",
    "Pengiriman",
    "Penyusunan",
    "Perbaikan",
    "Rujukan",
    "berjalan",
    "bersama",
    "settle",
    "tanda_lewat",
]
