"""The search for one missing folder: one table, each row a sentence.

Sources: the field's own complaint (a patient waits while the folder is looked for), and two older systems' words:
"found, waiting for the supervisor" and "claimed returned". A claim is a state of the search: it is never written
into the folder's history as a return nobody saw.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple

from engine.workflow import TETAP, Larangan, Move, Workflow
from engine.workflows.berkas import KEPALA, LOKET, PENYELIA, SIAPA_PUN, SISTEM, UNIT
from schemas.commands import pencarian as ask
from schemas.events import pencarian as told
from schemas.message import Event
from schemas.names import (
    SEMUA_UNIT,
    BerkasId,
    HasilPeriksa,
    KeadaanPencarian,
    KodeUnit,
    PetugasId,
    SebabHenti,
    SebabPencarian,
)

S = KeadaanPencarian


class Pencarian(NamedTuple):
    """One search for one folder."""

    id: str
    keadaan: KeadaanPencarian = S.BARU
    versi: int = 0
    berkas: BerkasId | None = None
    sebab: SebabPencarian | None = None
    pemula: PetugasId | None = None
    """Who began it; a report of loss begins one by itself."""
    diperiksa: int = 0
    """How often a place was searched in vain."""
    unit_klaim: KodeUnit | None = None
    """The unit that says it gave the folder back, while that stands."""
    pengklaim: PetugasId | None = None
    diklaim_pada: datetime | None = None
    klaim_ditolak: int = 0
    """How many such claims did not hold."""
    letak_temuan: str | None = None
    urutan_temuan: int | None = None
    sebab_henti: SebabHenti | None = None
    pemutus: PetugasId | None = None
    """Who ended it: by the find, or by the decision to stop."""
    sejak: datetime | None = None
    terakhir: datetime | None = None
    terdaftar: datetime | None = None


def _mulai(event: told.PencarianDimulai) -> dict[str, Any]:
    return {
        "berkas": event.berkas,
        "sebab": event.sebab,
        "pemula": event.pelaku,
        "terdaftar": min(event.terjadi_pada, event.dicatat_pada),
    }


TANPA_KLAIM: Final[dict[str, Any]] = {"unit_klaim": None, "pengklaim": None, "diklaim_pada": None}

Perubahan = Callable[[Pencarian, Any], dict[str, Any]]

BERUBAH: Final[dict[type[Event], Perubahan]] = {
    told.PencarianDimulai: lambda _, e: _mulai(e),
    told.TempatDiperiksa: lambda p, e: {"diperiksa": p.diperiksa + (e.hasil is HasilPeriksa.TIDAK_ADA)},
    told.PengembalianDiklaim: lambda _, e: {
        "unit_klaim": e.unit,
        "pengklaim": e.pengklaim or e.pelaku,
        "diklaim_pada": min(e.terjadi_pada, e.dicatat_pada),
    },
    told.KlaimDitolak: lambda p, _: TANPA_KLAIM | {"klaim_ditolak": p.klaim_ditolak + 1},
    told.PencarianBerhasil: lambda _, e: {
        "letak_temuan": e.letak,
        "urutan_temuan": e.urutan,
        "sebab_henti": None,
        "pemutus": e.pelaku,
    },
    told.PencarianDihentikan: lambda _, e: {"sebab_henti": e.sebab, "pemutus": e.pelaku},
    told.PencarianDibukaLagi: lambda _p, _e: (
        TANPA_KLAIM | {"letak_temuan": None, "urutan_temuan": None, "sebab_henti": None, "pemutus": None}
    ),
}
"""What each fact changes besides state and times."""


def settle(pencarian: Pencarian, event: Event) -> Pencarian:
    """The search after the fact."""
    efektif = min(event.terjadi_pada, event.dicatat_pada)
    changed: dict[str, Any] = {"versi": event.versi, "keadaan": S(event.ke), "terakhir": efektif}
    if event.ke != event.dari:
        changed["sejak"] = efektif
    return pencarian._replace(**changed | BERUBAH[type(event)](pencarian, event))


# ── guards ──────────────────────────────────────────────────────────────────────────────────────────


def sudah_dicari(pencarian: Pencarian, command: ask.Hentikan) -> bool:
    """Nothing is declared lost before somebody has looked for it."""
    return command.sebab is not SebabHenti.DINYATAKAN_HILANG or pencarian.diperiksa > 0


def laporan_dibatalkan(_pencarian: Pencarian, command: ask.Hentikan) -> bool:
    """By itself a search ends only when its report was undone."""
    return command.sebab is SebabHenti.LAPORAN_KELIRU


def pemula_sendiri(pencarian: Pencarian, command: ask.Batalkan) -> bool:
    """Only who pressed the button takes it back."""
    return pencarian.pemula == command.pelaku.id


def belum_dicari(pencarian: Pencarian, _command: object) -> bool:
    """What was looked for in vain was no slip of the finger."""
    return pencarian.diperiksa == 0


def bertugas_di_unit_klaim(_pencarian: Pencarian, command: ask.KlaimKembali) -> bool:
    """A unit's staff speak for their own unit."""
    return bool(command.pelaku.unit & {command.unit, SEMUA_UNIT})


TERBUKA: Final = (S.BERJALAN, S.DIKLAIM_KEMBALI)
"""Somebody still looks."""

PENCARIAN: Final = Workflow(
    hal="Pencarian",
    settle=settle,
    moves=(
        Move(ask.Mulai, S.BARU, S.BERJALAN, told.PencarianDimulai, oleh=SIAPA_PUN | SISTEM),
        Move(ask.PeriksaTempat, TERBUKA, TETAP, told.TempatDiperiksa, oleh=SIAPA_PUN),
        Move(
            ask.KlaimKembali,
            S.BERJALAN,
            S.DIKLAIM_KEMBALI,
            told.PengembalianDiklaim,
            oleh=UNIT,
            jika=(bertugas_di_unit_klaim,),
        ),
        Move(
            ask.KlaimKembali,
            S.BERJALAN,
            S.DIKLAIM_KEMBALI,
            told.PengembalianDiklaim,
            oleh=LOKET | KEPALA,
            arti="Ruang rekam medis mencatat klaim yang disampaikan unit, misalnya lewat telepon.",
        ),
        Move(ask.TolakKlaim, S.DIKLAIM_KEMBALI, S.BERJALAN, told.KlaimDitolak, oleh=PENYELIA),
        Move(ask.Temukan, TERBUKA, S.DITEMUKAN, told.PencarianBerhasil, oleh=SIAPA_PUN | SISTEM),
        Move(
            ask.Temukan,
            S.DIHENTIKAN,
            S.DITEMUKAN,
            told.PencarianBerhasil,
            oleh=SIAPA_PUN | SISTEM,
            arti="Berkas yang sudah tidak dicari lagi ternyata ditemukan.",
        ),
        Move(
            ask.Batalkan,
            S.BERJALAN,
            S.DIHENTIKAN,
            told.PencarianDihentikan,
            oleh=SIAPA_PUN,
            jika=(belum_dicari, pemula_sendiri),
        ),
        Move(ask.BukaLagi, S.DITEMUKAN, S.BERJALAN, told.PencarianDibukaLagi, oleh=SISTEM),
        Move(ask.Hentikan, TERBUKA, S.DIHENTIKAN, told.PencarianDihentikan, oleh=KEPALA, jika=(sudah_dicari,)),
        Move(
            ask.Hentikan,
            TERBUKA,
            S.DIHENTIKAN,
            told.PencarianDihentikan,
            oleh=SISTEM,
            jika=(laporan_dibatalkan,),
            arti="Laporan hilangnya diurungkan; tidak ada lagi yang dicari.",
        ),
    ),
    larangan=(Larangan(ask.KlaimKembali, (S.DIKLAIM_KEMBALI,), "sudah_diklaim"),),
)
