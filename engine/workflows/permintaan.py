"""A request for a folder: from being asked to its one end. One table, each row a sentence.

Sources: seed 002 (SOP Puskesmas: the folder is sought after registration and brought to the poli), FACTS B3
(Kepmenkes 129/2008: 10 minutes for rawat jalan, 15 for rawat inap). What a scan tells of the folder reaches the
request by a reaction, so a person never says that a folder was sent or received.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID

from engine.workflow import TETAP, Larangan, Move, Workflow
from engine.workflows.pengatur_waktu import penanda
from schemas.commands import permintaan as ask
from schemas.events import permintaan as told
from schemas.message import Event
from schemas.names import (
    SEMUA_UNIT,
    AsalPermintaan,
    BerkasId,
    JenisKunjungan,
    JenisTenggat,
    KeadaanAwal,
    KeadaanPermintaan,
    KodeUnit,
    Peran,
    PeranMesin,
    PetugasId,
    SebabTidakTerpenuhi,
)

S = KeadaanPermintaan


class Permintaan(NamedTuple):
    """One request: which folder, for which unit, and when each step of it was."""

    id: str
    keadaan: KeadaanPermintaan = S.BARU
    versi: int = 0
    berkas: BerkasId | None = None
    unit: KodeUnit | None = None
    kunjungan: str | None = None
    dibutuhkan_pada: datetime | None = None
    """When it is needed: the queue of a folder is in this order."""
    asal: AsalPermintaan | None = None
    layanan: JenisKunjungan | None = None
    keadaan_awal: KeadaanAwal | None = None
    sasaran: datetime | None = None
    """When the folder should be there; None where no clock runs."""
    berlaku_sampai: datetime | None = None
    pencari: PetugasId | None = None
    """Who looks for it, while somebody said so."""
    dikirim: datetime | None = None
    """When the folder left for the unit; None while it has not, or no longer does."""
    diterima: datetime | None = None
    """When the unit received it; never filled by anything else."""
    selesai: datetime | None = None
    """When it came to its end, whichever."""
    sebab: str | None = None
    """Why it ended without the folder, where somebody said so."""
    sejak: datetime | None = None
    terakhir: datetime | None = None
    """The effective time of the last fact that moved it."""
    terdaftar: datetime | None = None
    """When it was asked: the clock of its provision starts here."""


class Permohonan(ask.Buat):
    """The wish to ask for a folder, with what policy and the folder's own state add; `engine/handlers` fetches it."""

    dibutuhkan_pada: datetime
    keadaan_awal: KeadaanAwal
    awal_sejak: datetime
    sasaran: datetime | None
    berlaku_sampai: datetime


class Kekedaluwarsaan(ask.Kedaluwarsakan):
    """The wish to tell it expired, with what is known of the delay."""

    susulan: bool | None


# ── guards: sentences about a request and a command; the name is the refusal's kode ─────────────────

PENDAFTARAN: Final = frozenset({Peran.PETUGAS_PENDAFTARAN})
REKAM_MEDIS: Final = frozenset({Peran.PEREKAM_MEDIS})
UNIT: Final = frozenset({Peran.PETUGAS_UNIT, Peran.DOKTER})
MESIN: Final = frozenset({PeranMesin.SISTEM})
LOKET: Final = PENDAFTARAN | REKAM_MEDIS | frozenset({Peran.KEPALA})


def unit_yang_meminta(permintaan: Permintaan, command: Any) -> bool:  # noqa: ANN401 - asking or calling off
    """Unit staff ask for their own unit; the desk and the record room for every one."""
    if command.pelaku.peran & (LOKET | MESIN):
        return True
    unit = getattr(command, "unit", None) or permintaan.unit
    return bool(command.pelaku.unit & {unit, SEMUA_UNIT})


def asal_benar(_permintaan: Permintaan, command: ask.Buat) -> bool:
    """Only registration itself asks in the name of registration."""
    return command.asal is AsalPermintaan.TANGAN or PeranMesin.SISTEM in command.pelaku.peran


def belum_dikerjakan(permintaan: Permintaan, command: ask.Kerjakan) -> bool:
    """Two people do not look for one folder without knowing."""
    return permintaan.pencari is None or permintaan.pencari == command.pelaku.id


def sedang_dikerjakan(permintaan: Permintaan, command: ask.Lepaskan) -> bool:
    """Let go by whoever took it, or by the head."""
    return permintaan.pencari == command.pelaku.id or (
        permintaan.pencari is not None and Peran.KEPALA in command.pelaku.peran
    )


def pulang_tanpa_diterima(permintaan: Permintaan, _command: object) -> bool:
    """What a person or the timer ended stays ended; only "home without a receipt" can turn out to be untrue."""
    return permintaan.sebab == SebabTidakTerpenuhi.PULANG_TANPA_DITERIMA


def diterima_di_jalan(permintaan: Permintaan, command: ask.PenuhiSusulan) -> bool:
    """Received between leaving for the unit and being home again."""
    left, home = permintaan.dikirim, permintaan.selesai
    return left is not None and home is not None and left <= command.diterima_pada <= home


# ── the table ───────────────────────────────────────────────────────────────────────────────────────

TERBUKA: Final = (S.MENUNGGU, S.DIKIRIM)
"""A unit waits for the folder."""
SELESAI: Final = (S.TERPENUHI, S.TIDAK_TERPENUHI, S.DIBATALKAN, S.KEDALUWARSA)

_MOVES: Final = (
    Move(
        ask.Buat,
        S.BARU,
        S.MENUNGGU,
        told.PermintaanDibuat,
        oleh=LOKET | UNIT | MESIN,
        jika=(asal_benar, unit_yang_meminta),
    ),
    Move(ask.Kirim, S.MENUNGGU, S.DIKIRIM, told.PermintaanDikirim, oleh=MESIN),
    Move(ask.BatalKirim, S.DIKIRIM, S.MENUNGGU, told.PengirimanDibatalkan, oleh=MESIN),
    Move(ask.Penuhi, TERBUKA, S.TERPENUHI, told.PermintaanTerpenuhi, oleh=MESIN),
    Move(ask.BatalPenuhi, S.TERPENUHI, S.DIKIRIM, told.PemenuhanDibatalkan, oleh=MESIN),
    Move(ask.TidakPenuhi, S.MENUNGGU, S.TIDAK_TERPENUHI, told.PermintaanTidakTerpenuhi, oleh=LOKET),
    Move(
        ask.TidakPenuhi,
        S.DIKIRIM,
        S.TIDAK_TERPENUHI,
        told.PermintaanTidakTerpenuhi,
        oleh=MESIN,
        arti="Berkas pulang tanpa pernah dipindai masuk di unit yang memintanya; penerimaannya tidak dikarang.",
    ),
    Move(
        ask.BukaLagi,
        S.TIDAK_TERPENUHI,
        S.DIKIRIM,
        told.PermintaanDibukaLagi,
        oleh=MESIN,
        jika=(pulang_tanpa_diterima,),
    ),
    Move(
        ask.PenuhiSusulan,
        S.TIDAK_TERPENUHI,
        S.TERPENUHI,
        told.PermintaanTerpenuhiSusulan,
        oleh=MESIN,
        jika=(pulang_tanpa_diterima, diterima_di_jalan),
    ),
    Move(
        ask.Batalkan,
        TERBUKA,
        S.DIBATALKAN,
        told.PermintaanDibatalkan,
        oleh=LOKET | UNIT | MESIN,
        jika=(unit_yang_meminta,),
    ),
    Move(ask.Kedaluwarsakan, TERBUKA, S.KEDALUWARSA, told.PermintaanKedaluwarsa, oleh=MESIN),
    # what moves nothing
    Move(ask.Kerjakan, S.MENUNGGU, TETAP, told.PermintaanDikerjakan, oleh=REKAM_MEDIS, jika=(belum_dikerjakan,)),
    Move(
        ask.Lepaskan,
        S.MENUNGGU,
        TETAP,
        told.PermintaanDilepaskan,
        oleh=REKAM_MEDIS | frozenset({Peran.KEPALA}),
        jika=(sedang_dikerjakan,),
    ),
    Move(ask.Pindahkan, TERBUKA, TETAP, told.PermintaanDipindahkan, oleh=MESIN),
)


def settle(permintaan: Permintaan, event: Event) -> Permintaan:
    """The request after the fact: a row of `DIAM` or of `BERPINDAH`, nothing else."""
    if (still := DIAM.get(type(event))) is not None:
        return permintaan._replace(versi=event.versi, **still(event))
    efektif = _efektif(event)
    changed: dict[str, Any] = {"versi": event.versi, "keadaan": event.ke, "terakhir": efektif, "sejak": efektif}
    return permintaan._replace(**changed | BERPINDAH[type(event)](event))


def _efektif(event: Event) -> datetime:
    return min(event.terjadi_pada, event.dicatat_pada)


Perubahan = Callable[[Any], dict[str, Any]]

DIAM: Final[dict[type[Event], Perubahan]] = {
    told.PermintaanDikerjakan: lambda e: {"pencari": e.pelaku},
    told.PermintaanDilepaskan: lambda _: {"pencari": None},
    told.PermintaanDipindahkan: lambda e: {"berkas": e.berkas},
}
"""Facts that leave the request in its state."""

BERPINDAH: Final[dict[type[Event], Perubahan]] = {
    told.PermintaanDibuat: lambda e: {
        "berkas": e.berkas,
        "unit": e.unit,
        "kunjungan": e.kunjungan,
        "dibutuhkan_pada": e.dibutuhkan_pada,
        "asal": e.asal,
        "layanan": e.layanan,
        "keadaan_awal": e.keadaan_awal,
        "sasaran": e.sasaran,
        "berlaku_sampai": e.berlaku_sampai,
        "terdaftar": _efektif(e),
    },
    told.PermintaanDikirim: lambda e: {"dikirim": _efektif(e), "pencari": None},
    told.PengirimanDibatalkan: lambda _: {"dikirim": None},
    told.PermintaanTerpenuhi: lambda e: {"diterima": _efektif(e), "selesai": _efektif(e), "pencari": None},
    told.PemenuhanDibatalkan: lambda _: {"diterima": None, "selesai": None},
    told.PermintaanTidakTerpenuhi: lambda e: {"selesai": _efektif(e), "sebab": e.sebab, "pencari": None},
    told.PermintaanDibukaLagi: lambda _: {"selesai": None, "sebab": None},
    told.PermintaanTerpenuhiSusulan: lambda e: {
        "diterima": e.diterima_pada,
        "selesai": e.diterima_pada,
        "sebab": None,
    },
    told.PermintaanDibatalkan: lambda e: {"selesai": _efektif(e), "sebab": e.sebab, "pencari": None},
    told.PermintaanKedaluwarsa: lambda e: {"selesai": _efektif(e), "pencari": None},
}
"""Facts that move the request: what each changes besides state and times."""

PERMINTAAN: Final = Workflow(
    settle=settle,
    moves=_MOVES,
    larangan=(Larangan(ask.Buat, (S.MENUNGGU, S.DIKIRIM, *SELESAI), "permintaan_sudah_ada"),),
    tak_disebut=frozenset(
        {
            ask.Kirim,
            ask.BatalKirim,
            ask.Penuhi,
            ask.BatalPenuhi,
            ask.BukaLagi,
            ask.PenuhiSusulan,
            ask.Pindahkan,
            ask.Kedaluwarsakan,
        }
    ),
    hal="Permintaan",
)

# ── the one deadline ────────────────────────────────────────────────────────────────────────────────

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-70657262746e")
"""The name space of the ids of a timer's wishes about requests."""
Berjalan = Mapping[JenisTenggat, datetime]
TIDAK_ADA: Final[Berjalan] = MappingProxyType({})


def berjalan(permintaan: Permintaan) -> Berjalan:
    """A request that waits runs out; one that ended does not."""
    if permintaan.keadaan in TERBUKA and permintaan.berlaku_sampai is not None:
        return {JenisTenggat.PERMINTAAN: permintaan.berlaku_sampai}
    return TIDAK_ADA


kedaluwarsa: Final = penanda(ask.Kedaluwarsakan, RUMPUN, sebut=False)
"""The timer's wish."""
