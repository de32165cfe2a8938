"""A referral, from the draft to its closing: one table for both sides, each row a sentence.

Sources: Permenkes 1/2012 (pasal 7 vertical and horizontal, pasal 13 stabilise and ask first, pasal 15 the letter), BPJS
panduan praktis (levels, five exceptions, whom nurses and midwives may refer to), SOP of a Puskesmas (form, register,
number), seed 004 (a place is known to be free before the patient is sent); FACTS B11.

Who refers takes the sender's steps, who receives the receiver's; a step of the other side is the same wish, told by the
peer (`PeranMesin.SEKUTU`) from any state it may cross on the way. Of a referral on paper both are kept by hand.
"""

from typing import Final

from engine.workflow import TETAP, Larangan, Move, Workflow
from engine.workflows.maksud_rujukan import (
    Kedatangan,
    Kelewatan,
    Pelayanan,
    Pemasukan,
    Pembalasan,
    Penerimaan,
    Pengiriman,
    Penyusunan,
    Perbaikan,
)
from engine.workflows.riwayat_rujukan import Rujukan, bersama, settle
from engine.workflows.syarat_rujukan import (
    alasan_tutup_cocok,
    belum_dibalas,
    dari_penerima,
    dari_perujuk,
    dokter_atau_kertas,
    jenjang_dipatuhi,
    milik_penerima,
    milik_perujuk,
    pasien_disebut,
    penerima_dihubungi,
    pengecualian_selaras,
    perawat_ke_dokter_fktp,
    perujuk_yang_mengirim,
    tempat_beralasan,
    unit_yang_merujuk,
)
from engine.workflows.tenggat_rujukan import TENGGAT, berjalan, tanda_lewat
from schemas.commands import rujukan as ask
from schemas.events import rujukan as told
from schemas.message import Command
from schemas.names import ArahRujukan, KeadaanRujukan, Peran, PeranMesin

S = KeadaanRujukan


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


def baru_tiba(rujukan: Rujukan) -> bool:
    """Is the patient there, and care not told to have begun?"""
    return rujukan.keadaan is S.TIBA


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
