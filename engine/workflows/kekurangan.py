"""One gap in a record: from being found to its one end. One table, each row a sentence.

Sources: seed 003 (Hatta 2008: assembling checks the forms and how they are filled; incomplete ones go back, and have
14 days), FACTS A3.6 and B5. Who completes a gap does not verify it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID

from engine.workflow import TETAP, Larangan, Move, Workflow
from engine.workflows.pengatur_waktu import penanda
from schemas.commands import kekurangan as ask
from schemas.events import kekurangan as told
from schemas.message import Event
from schemas.names import (
    BerkasId,
    JenisTenggat,
    KeadaanKekurangan,
    Peran,
    PeranMesin,
    PetugasId,
)

S = KeadaanKekurangan


class Kekurangan(NamedTuple):
    """One gap: which item of which record, who must complete it, and when each step of it was."""

    id: str
    keadaan: KeadaanKekurangan = S.BARU
    versi: int = 0
    berkas: BerkasId | None = None
    kunjungan: str | None = None
    butir: str = ""
    penanggung_jawab: PetugasId | None = None
    penemu: PetugasId | None = None
    """Who found it."""
    versi_daftar: int = 0
    """The version of the checklist it was found against."""
    jatuh_tempo: datetime | None = None
    lewat: bool = False
    """That due time has passed, and the ledger says so."""
    penyelesai: PetugasId | None = None
    """Who last said it was completed."""
    dilengkapi: datetime | None = None
    """When that was; None while it is open."""
    ditolak: int = 0
    """How often that did not hold."""
    selesai: datetime | None = None
    """When it came to its end, whichever."""
    sebab: str | None = None
    """Why it was last refused, or struck off."""
    sejak: datetime | None = None
    """Since when it is as it is, and whose it is."""
    terakhir: datetime | None = None
    """The effective time of the last fact that moved it."""
    terdaftar: datetime | None = None


class Pencatatan(ask.Catat):
    """The wish to record a gap, with what policy adds; `engine/handlers` fetches it."""

    versi_daftar: int
    jatuh_tempo: datetime


class Kelewatan(ask.TandaiLewat):
    """The wish to tell it late, with what is known of the delay."""

    susulan: bool | None


# ── guards: sentences about a gap and a command; the name is the refusal's kode ─────────────────────

REKAM_MEDIS: Final = frozenset({Peran.PEREKAM_MEDIS})
KEPALA: Final = frozenset({Peran.KEPALA})
MESIN: Final = frozenset({PeranMesin.SISTEM})
STAF: Final = REKAM_MEDIS | {Peran.DOKTER, Peran.PETUGAS_UNIT, Peran.PETUGAS_PENDAFTARAN, Peran.KEPALA}


def penanggung_jawab_sendiri(kekurangan: Kekurangan, command: ask.NyatakanDilengkapi) -> bool:
    """Said by whoever must complete it; record staff may say it on their behalf."""
    return command.pelaku.id == kekurangan.penanggung_jawab or not command.pelaku.peran.isdisjoint(REKAM_MEDIS | MESIN)


def bukan_penanggung_jawab(kekurangan: Kekurangan, command: ask.Verifikasi) -> bool:
    """Nobody verifies what they had to complete themselves."""
    return command.pelaku.id != kekurangan.penanggung_jawab


def petugas_lain(kekurangan: Kekurangan, command: ask.Alihkan) -> bool:
    """Handed on means to somebody else."""
    return command.penanggung_jawab != kekurangan.penanggung_jawab


def tempo_lain(kekurangan: Kekurangan, command: ask.JadwalkanUlang) -> bool:
    """Due at another time means another time."""
    return command.jatuh_tempo != kekurangan.jatuh_tempo


# ── the table ───────────────────────────────────────────────────────────────────────────────────────

BELUM_SELESAI: Final = (S.TERBUKA, S.DILENGKAPI)
"""A gap that keeps its record from being complete."""
SELESAI: Final = (S.DIVERIFIKASI, S.DIHAPUSKAN)

_MOVES: Final = (
    Move(ask.Catat, S.BARU, S.TERBUKA, told.KekuranganTercatat, oleh=REKAM_MEDIS | MESIN),
    Move(
        ask.NyatakanDilengkapi,
        S.TERBUKA,
        S.DILENGKAPI,
        told.KekuranganDinyatakanLengkap,
        oleh=STAF | MESIN,
        jika=(penanggung_jawab_sendiri,),
    ),
    Move(
        ask.Verifikasi,
        S.DILENGKAPI,
        S.DIVERIFIKASI,
        told.KekuranganDiverifikasi,
        oleh=REKAM_MEDIS | MESIN,
        jika=(bukan_penanggung_jawab,),
    ),
    Move(ask.Tolak, S.DILENGKAPI, S.TERBUKA, told.KekuranganDitolak, oleh=REKAM_MEDIS | MESIN),
    Move(ask.Hapuskan, BELUM_SELESAI, S.DIHAPUSKAN, told.KekuranganDihapuskan, oleh=REKAM_MEDIS | KEPALA | MESIN),
    # what moves nothing
    Move(
        ask.Alihkan,
        BELUM_SELESAI,
        TETAP,
        told.KekuranganDialihkan,
        oleh=REKAM_MEDIS | KEPALA,
        jika=(petugas_lain,),
    ),
    Move(
        ask.JadwalkanUlang,
        BELUM_SELESAI,
        TETAP,
        told.KekuranganDijadwalkanUlang,
        oleh=KEPALA | MESIN,
        jika=(tempo_lain,),
    ),
    Move(ask.Pindahkan, BELUM_SELESAI, TETAP, told.KekuranganDipindahkan, oleh=MESIN),
    Move(ask.TandaiLewat, S.TERBUKA, TETAP, told.KekuranganLewatTenggat, oleh=MESIN),
)


def settle(kekurangan: Kekurangan, event: Event) -> Kekurangan:
    """The gap after the fact: a row of `DIAM` or of `BERPINDAH`, nothing else."""
    if (still := DIAM.get(type(event))) is not None:
        return kekurangan._replace(versi=event.versi, **still(event))
    efektif = _efektif(event)
    changed: dict[str, Any] = {"versi": event.versi, "keadaan": event.ke, "terakhir": efektif, "sejak": efektif}
    return kekurangan._replace(**changed | BERPINDAH[type(event)](kekurangan, event))


def _efektif(event: Event) -> datetime:
    return min(event.terjadi_pada, event.dicatat_pada)


DIAM: Final[dict[type[Event], Callable[[Any], dict[str, Any]]]] = {
    told.KekuranganDialihkan: lambda e: {"penanggung_jawab": e.penanggung_jawab, "sejak": _efektif(e)},
    told.KekuranganDijadwalkanUlang: lambda e: {"jatuh_tempo": e.jatuh_tempo, "lewat": False},
    told.KekuranganDipindahkan: lambda e: {"berkas": e.berkas},
    told.KekuranganLewatTenggat: lambda _: {"lewat": True},
}
"""Facts that leave the gap in its state."""

BERPINDAH: Final[dict[type[Event], Callable[[Kekurangan, Any], dict[str, Any]]]] = {
    told.KekuranganTercatat: lambda _, e: {
        "berkas": e.berkas,
        "kunjungan": e.kunjungan,
        "butir": e.butir,
        "penanggung_jawab": e.penanggung_jawab,
        "penemu": e.pelaku,
        "versi_daftar": e.versi_daftar,
        "jatuh_tempo": e.jatuh_tempo,
        "terdaftar": _efektif(e),
    },
    told.KekuranganDinyatakanLengkap: lambda _, e: {"penyelesai": e.pelaku, "dilengkapi": _efektif(e)},
    told.KekuranganDiverifikasi: lambda _, e: {"selesai": _efektif(e)},
    told.KekuranganDitolak: lambda k, e: {"dilengkapi": None, "ditolak": k.ditolak + 1, "sebab": e.sebab},
    told.KekuranganDihapuskan: lambda _, e: {"selesai": _efektif(e), "sebab": e.sebab},
}
"""Facts that move the gap: what each changes besides state and times."""

KEKURANGAN: Final = Workflow(
    settle=settle,
    moves=_MOVES,
    larangan=(Larangan(ask.Catat, (*BELUM_SELESAI, *SELESAI), "kekurangan_sudah_ada"),),
    tak_disebut=frozenset({ask.JadwalkanUlang, ask.Pindahkan, ask.TandaiLewat}),
    hal="Kekurangan",
)


def belum_selesai(kekurangan: Kekurangan) -> bool:
    """Does it keep its record from being complete?"""
    return kekurangan.keadaan in BELUM_SELESAI


# ── the one deadline ────────────────────────────────────────────────────────────────────────────────

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-6b6572616e67")
"""The name space of the ids of a timer's wishes about gaps."""
Berjalan = Mapping[JenisTenggat, datetime]
TIDAK_ADA: Final[Berjalan] = MappingProxyType({})


def berjalan(kekurangan: Kekurangan) -> Berjalan:
    """An open gap is owed. One that is said to be completed waits for record staff, which is not its owner's delay."""
    if kekurangan.keadaan is S.TERBUKA and kekurangan.jatuh_tempo is not None and not kekurangan.lewat:
        return {JenisTenggat.KEKURANGAN: kekurangan.jatuh_tempo}
    return TIDAK_ADA


tanda_lewat: Final = penanda(ask.TandaiLewat, RUMPUN)
"""The timer's wish."""
