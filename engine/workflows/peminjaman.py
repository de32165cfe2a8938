"""A loan, from the request to the folder's return: one table, each row a sentence.

Sources: Dirjen Yanmed 2006 (bon peminjaman: who, what for, until when, both signatures); that a second loan is refused
while the folder is out (SIMRS Khanza "masih dipinjam", OpenMRS one pending request, Invenio ItemNotAvailableError).
Neither who approves nor how long a loan lasts is fixed nationally: `policies/peminjaman.yaml`.

The folder moves by its own table (`berkas.pinjamkan`, `berkas.kembalikan_pinjaman`); a loan follows it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from engine.workflow import Larangan, Move, Workflow
from engine.workflows.pengatur_waktu import penanda
from engine.workflows.riwayat_berkas import Berkas
from engine.workflows.riwayat_peminjaman import (
    DENGAN_PINJAMAN,
    Peminjaman,
    Pengajuan,
    Penolakan,
    Perpanjangan,
    Persetujuan,
    settle,
)
from schemas.commands import peminjaman as ask
from schemas.events import peminjaman as told
from schemas.names import (
    JenisTenggat,
    Keadaan,
    KeadaanPeminjaman,
    Pembawa,
    Peran,
    PeranMesin,
)

S = KeadaanPeminjaman


# ── guards ──────────────────────────────────────────────────────────────────────────────────────────


def perlu_izin(_pinjam: Peminjaman, command: Pengajuan) -> bool:
    """Policy wants somebody to approve."""
    return command.perlu_izin


def tanpa_izin(_pinjam: Peminjaman, command: Pengajuan) -> bool:
    """Policy wants nobody to approve."""
    return not command.perlu_izin


def penyetuju_pinjam(_pinjam: Peminjaman, command: Persetujuan | Penolakan | Perpanjangan) -> bool:
    """Decided by a role policy names for this purpose; by any supervisor where it names none."""
    return not command.penyetuju or not command.penyetuju.isdisjoint(command.pelaku.peran)


def bukan_pengaju(pinjam: Peminjaman, command: Any) -> bool:  # noqa: ANN401 - any deciding command
    """Nobody decides about their own request, nor about what they borrow themselves."""
    return command.pelaku.id not in {pinjam.pengaju, pinjam.peminjam}


def pengaju_atau_penyelia(pinjam: Peminjaman, command: ask.Batalkan) -> bool:
    """Called off by who asked, who borrows, or a supervisor."""
    own = command.pelaku.id in {pinjam.pengaju, pinjam.peminjam}
    return own or not PENYELIA.isdisjoint(command.pelaku.peran)


def masih_bisa_diperpanjang(pinjam: Peminjaman, command: Perpanjangan) -> bool:
    """Extended no more often than policy allows."""
    return pinjam.perpanjangan < command.batas


def batas_lebih_lama(pinjam: Peminjaman, command: ask.Perpanjang) -> bool:
    """An extension ends later than what it extends."""
    return pinjam.jatuh_tempo is None or command.jatuh_tempo > pinjam.jatuh_tempo


# ── the table ───────────────────────────────────────────────────────────────────────────────────────

PENYELIA: Final = frozenset({Peran.KEPALA, Peran.PEREKAM_MEDIS})
SIAPA_PUN: Final = PENYELIA | {Peran.PETUGAS_PENDAFTARAN, Peran.PETUGAS_UNIT, Peran.DOKTER}
MESIN: Final = frozenset({PeranMesin.SISTEM})
TERBUKA: Final = (S.DIAJUKAN, S.DISETUJUI)
BERLAKU: Final = (S.DISETUJUI, S.DISERAHKAN)
"""The states in which a loan stands: while one does, no other loan of that folder is granted."""


PEMINJAMAN: Final = Workflow(
    settle=settle,
    hal="Peminjaman",
    moves=(
        Move(ask.Ajukan, S.BARU, S.DIAJUKAN, told.PeminjamanDiajukan, oleh=SIAPA_PUN, jika=(perlu_izin,)),
        Move(
            ask.Ajukan,
            S.BARU,
            S.DISETUJUI,
            told.PeminjamanDiajukan,
            oleh=SIAPA_PUN,
            jika=(tanpa_izin,),
            arti="Keperluan ini tidak memerlukan izin menurut kebijakan; berkas boleh langsung diambil peminjam.",
        ),
        Move(
            ask.Setujui,
            S.DIAJUKAN,
            S.DISETUJUI,
            told.PeminjamanDisetujui,
            oleh=PENYELIA,
            jika=(bukan_pengaju, penyetuju_pinjam),
        ),
        Move(
            ask.Tolak,
            S.DIAJUKAN,
            S.DITOLAK,
            told.PeminjamanDitolak,
            oleh=PENYELIA,
            jika=(bukan_pengaju, penyetuju_pinjam),
        ),
        Move(
            ask.Batalkan,
            TERBUKA,
            S.DIBATALKAN,
            told.PeminjamanDibatalkan,
            oleh=SIAPA_PUN,
            jika=(pengaju_atau_penyelia,),
        ),
        Move(ask.Serahkan, S.DISETUJUI, S.DISERAHKAN, told.PeminjamanDiserahkan, oleh=MESIN),
        Move(
            ask.Perpanjang,
            S.DISERAHKAN,
            None,
            told.PeminjamanDiperpanjang,
            oleh=PENYELIA,
            jika=(bukan_pengaju, penyetuju_pinjam, masih_bisa_diperpanjang, batas_lebih_lama),
        ),
        Move(ask.Kembalikan, S.DISERAHKAN, S.DIKEMBALIKAN, told.PeminjamanDikembalikan, oleh=MESIN),
        Move(
            ask.Kembalikan,
            S.DISETUJUI,
            S.DIKEMBALIKAN,
            told.PeminjamanDikembalikan,
            oleh=MESIN,
            arti="Berkas sudah kembali sebelum penyerahannya sempat dicatat di sini; penyerahan tidak dikarang.",
        ),
        Move(ask.KedaluwarsakanIzin, S.DISETUJUI, S.KEDALUWARSA_IZIN, told.IzinPinjamKedaluwarsa, oleh=MESIN),
    ),
    larangan=(
        Larangan(ask.Batalkan, (S.DISERAHKAN,), "pinjaman_sudah_diserahkan"),
        Larangan(ask.Setujui, (S.DISETUJUI, S.DISERAHKAN), "pinjaman_sudah_diputus"),
        Larangan(ask.Tolak, (S.DISETUJUI, S.DITOLAK, S.DISERAHKAN), "pinjaman_sudah_diputus"),
    ),
    tak_disebut=frozenset({ask.Serahkan, ask.Kembalikan, ask.KedaluwarsakanIzin}),
)


def menunggu_izin(pinjam: Peminjaman) -> bool:
    """Asked for, and not decided?"""
    return pinjam.keadaan is S.DIAJUKAN


def diserahkan(pinjam: Peminjaman) -> bool:
    """Handed over, and not back?"""
    return pinjam.keadaan is S.DISERAHKAN


def sedang_dipinjam(berkas: Berkas) -> bool:
    """Is the folder out on loan?"""
    return berkas.keadaan is Keadaan.DIPINJAM


def bisa_keluar(berkas: Berkas) -> bool:
    """Is it paper, which alone can be carried away?"""
    return berkas.pembawa is Pembawa.FISIK


def berlaku(pinjam: Peminjaman) -> bool:
    """Does this loan stand: granted, and not over?"""
    return pinjam.keadaan in BERLAKU


def menunggu_diambil(pinjam: Peminjaman) -> bool:
    """Granted, and the folder not handed over yet?"""
    return pinjam.keadaan is S.DISETUJUI


# ── the deadline: approved, and never collected ─────────────────────────────────────────────────────

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-70696e6a616d")
"""The name space of the ids of what a timer asks of loans."""


def berjalan(pinjam: Peminjaman) -> Mapping[JenisTenggat, datetime]:
    """The deadline that runs, if any. The due time of the loan itself is a deadline of the folder, which is out."""
    return {JenisTenggat.IZIN_PINJAM: pinjam.izin_sampai} if pinjam.izin_sampai else {}


izin_habis: Final = penanda(ask.KedaluwarsakanIzin, RUMPUN, batas="izin_sampai", sebut=False)
"""The timer's wish."""


__all__ = [
    "DENGAN_PINJAMAN",
    "PEMINJAMAN",
    "Peminjaman",
    "Pengajuan",
    "Penolakan",
    "Perpanjangan",
    "Persetujuan",
    "berjalan",
    "berlaku",
    "bisa_keluar",
    "diserahkan",
    "izin_habis",
    "menunggu_diambil",
    "menunggu_izin",
    "sedang_dipinjam",
]
