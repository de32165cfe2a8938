"""An outbreak report (W1) of one disease, at one level of its chain.

Sources: Permenkes 1501/2010 (W1 within 24 hours, one form for all levels, one disease each; an office declares the
outbreak by issuing W1), seed 004 (Puskesmas → Dinkes kabupaten → provinsi → Kementerian). The same report is the same
subject at every level. Each level has a copy of its own; neighbours tell each other what they did with theirs.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from engine.workflow import Larangan, Move, Workflow
from engine.workflows.pengatur_waktu import penanda
from engine.workflows.riwayat_w1 import W1, Penerimaan, Penerusan, Pengiriman, Penutupan, Penyusunan, settle
from engine.workflows.sinyal import MESIN, SEKUTU, SURVEILANS
from schemas.commands import w1 as ask
from schemas.events import w1 as told
from schemas.names import JenisTenggat, KeadaanW1, PeranMesin

S = KeadaanW1
_RUANG: Final = UUID("6a656a61-6b00-5000-8000-77316c617075")
TERBUKA: Final = (S.DISUSUN, S.DIKIRIM, S.DITERIMA, S.DITERUSKAN)
BEREDAR: Final = (S.DIKIRIM, S.DITERIMA, S.DITERUSKAN)


# ── guards ──────────────────────────────────────────────────────────────────────────────────────────


def milik_pelapor(w1: W1, command: ask.Perbarui) -> bool:
    """Its counts are changed by whoever composed it, and by nobody else."""
    told_by_peer = PeranMesin.SEKUTU in command.pelaku.peran
    return told_by_peer == bool(w1.pengirim)


def ada_yang_sakit(_w1: W1, command: ask.Susun | ask.Perbarui) -> bool:
    """An outbreak has cases."""
    return command.bawah + command.atas > 0


def mati_tidak_melebihi_sakit(_w1: W1, command: ask.Susun | ask.Perbarui) -> bool:
    """Who died of it was ill of it."""
    return command.mati <= command.bawah + command.atas


def dari_tetangga(w1: W1, command: ask.Tandai) -> bool:
    """What other levels did is told by the level next to us."""
    return command.pengirim in {w1.pengirim, w1.tujuan}


def milik_penyata(w1: W1, command: Penutupan) -> bool:
    """Closed by the office that declared it; where nobody has, by whoever has it. A neighbour tells it."""
    if PeranMesin.SEKUTU in command.pelaku.peran:
        return command.pengirim in {w1.pengirim, w1.tujuan}
    return w1.penyata in {None, command.fasyankes}


# ── the table ───────────────────────────────────────────────────────────────────────────────────────

W1_: Final = Workflow(
    settle=settle,
    hal="W1",
    moves=(
        Move(
            ask.Susun,
            S.BARU,
            S.DISUSUN,
            told.W1Disusun,
            oleh=SURVEILANS,
            jika=(ada_yang_sakit, mati_tidak_melebihi_sakit),
        ),
        Move(
            ask.Perbarui,
            TERBUKA,
            None,
            told.W1Diperbarui,
            oleh=SURVEILANS | SEKUTU,
            jika=(milik_pelapor, ada_yang_sakit, mati_tidak_melebihi_sakit),
        ),
        Move(
            ask.Perbarui,
            S.DITUTUP,
            None,
            told.W1Diperbarui,
            oleh=SEKUTU,
            jika=(milik_pelapor, ada_yang_sakit, mati_tidak_melebihi_sakit),
            arti="Angka yang diperbarui pelapor sampai sesudah W1 ditutup di sini: semua tingkat berakhir sama.",
        ),
        Move(ask.Batalkan, S.DISUSUN, S.DIBATALKAN, told.W1Dibatalkan, oleh=SURVEILANS),
        Move(ask.Kirim, S.DISUSUN, S.DIKIRIM, told.W1Dikirim, oleh=SURVEILANS),
        Move(ask.Masuk, S.BARU, S.DITERIMA, told.W1Diterima, oleh=SEKUTU),
        Move(ask.Teruskan, S.DITERIMA, S.DITERUSKAN, told.W1Diteruskan, oleh=SURVEILANS),
        Move(ask.Tandai, (*BEREDAR, S.DITUTUP), None, told.W1Ditandai, oleh=SEKUTU, jika=(dari_tetangga,)),
        Move(ask.Tutup, BEREDAR, S.DITUTUP, told.W1Ditutup, oleh=SURVEILANS | SEKUTU, jika=(milik_penyata,)),
        Move(ask.TandaiLewat, TERBUKA, None, told.W1LewatTenggat, oleh=MESIN),
    ),
    larangan=(
        Larangan(ask.Batalkan, (*BEREDAR, S.DITUTUP), "w1_sudah_dikirim"),
        Larangan(ask.Kirim, (S.DIKIRIM,), "w1_sudah_dikirim"),
        Larangan(ask.Teruskan, (S.DITERUSKAN,), "w1_sudah_diteruskan"),
    ),
    tak_disebut=frozenset({ask.TandaiLewat, ask.Tandai}),
)


def berjalan(w1: W1) -> Mapping[JenisTenggat, datetime]:
    """The deadlines that run: until it was sent on, then until the level above says it has it."""
    if w1.keadaan in {S.DISUSUN, S.DITERIMA} and w1.kirim_sebelum and not w1.lewat_kirim:
        return {JenisTenggat.W1: w1.kirim_sebelum}
    if w1.keadaan in {S.DIKIRIM, S.DITERUSKAN} and w1.tanda_sebelum and w1.tanda_pada is None and not w1.lewat_tanda:
        return {JenisTenggat.W1_TANDA: w1.tanda_sebelum}
    return {}


tanda_lewat: Final = penanda(ask.TandaiLewat, _RUANG)
"""The timer's wish."""


__all__ = ["W1", "W1_", "Penerimaan", "Penerusan", "Pengiriman", "Penutupan", "Penyusunan", "berjalan", "tanda_lewat"]
