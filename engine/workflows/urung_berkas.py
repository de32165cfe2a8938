"""Undo: the way back of each daily move of a record, made from the table of its moves itself."""

from collections.abc import Sequence
from typing import Final

from engine.workflow import Guard, Move
from engine.workflows.riwayat_berkas import Berkas
from schemas.commands import berkas as ask
from schemas.events import berkas as told
from schemas.names import Keadaan, Peran, PeranMesin


class Pemulihan(ask.Urungkan):
    """The wish to undo, with the facts its guards need; `engine/handlers` fetches them."""

    versi_diurungkan: int
    pulihan: told.Pulihan
    baru: bool


def gerak_sendiri(berkas: Berkas, command: Pemulihan) -> bool:
    """Only the one who made the move undoes it."""
    return berkas.pelaku_terakhir == command.pelaku.id


def masih_baru(_berkas: Berkas, command: Pemulihan) -> bool:
    """Only a fresh move is undone; the limit is policy."""
    return command.baru


def _pulih_ke(keadaan: Keadaan) -> Guard:
    def tidak_ada_gerak(_berkas: Berkas, command: Pemulihan) -> bool:
        return command.pulihan.keadaan is keadaan

    return tidak_ada_gerak


DAPAT_DIURUNGKAN: Final = frozenset(
    {
        ask.Ambil,
        ask.BatalAmbil,
        ask.TerimaDiUnit,
        ask.Alihkan,
        ask.KirimKembali,
        ask.TerimaKembali,
        ask.Rakit,
        ask.NyatakanLengkap,
        ask.NyatakanTidakLengkap,
        ask.KembalikanKeUnit,
        ask.Lengkapi,
        ask.Simpan,
        ask.LaporkanHilang,
        ask.Temukan,
    }
)
"""The daily moves; loans, retention and destruction are not taken back."""


def jalan_balik(moves: Sequence[Move], *, oleh: frozenset[Peran | PeranMesin]) -> tuple[Move, ...]:
    """One row for each way a daily move went: from where it led, back to where it came from."""
    return tuple(
        Move(
            ask.Urungkan,
            dest,
            source,
            told.GerakDiurungkan,
            oleh=oleh,
            jika=(gerak_sendiri, masih_baru, _pulih_ke(Keadaan(source))),
        )
        for source, dest in dict.fromkeys(
            (source, move.dest)
            for move in moves
            if move.command in DAPAT_DIURUNGKAN and move.dest is not None
            for source in move.sources
        )
    )
