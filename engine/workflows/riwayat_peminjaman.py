"""What a loan is, the wishes about it with what their handlers found, and how each fact changes it.

The table of its moves is `peminjaman.py`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from schemas.commands import peminjaman as ask
from schemas.commands.berkas import KembalikanPinjaman, VerifikasiTemuan
from schemas.events import peminjaman as told
from schemas.message import Command, Event
from schemas.names import BerkasId, KeadaanPeminjaman, Keperluan, KodeUnit, Peran, PetugasId, PihakLuar, UuidSubjek

S = KeadaanPeminjaman


class Peminjaman(NamedTuple):
    """One loan of one folder. The name of an outside borrower is no part of it: it stands in the row beside."""

    id: str
    keadaan: KeadaanPeminjaman = S.BARU
    versi: int = 0
    berkas: BerkasId | None = None
    peminjam: PetugasId | None = None
    """The member of staff who borrows; None: somebody from outside."""
    pihak: PihakLuar | None = None
    unit: KodeUnit | None = None
    """The unit the folder goes to."""
    keperluan: Keperluan | None = None
    jatuh_tempo: datetime | None = None
    izin_sampai: datetime | None = None
    """Until when an approved loan may be collected."""
    pengaju: PetugasId | None = None
    """Who asked; somebody else approves."""
    pemutus: PetugasId | None = None
    """Who approved or said no."""
    perpanjangan: int = 0
    """How many times it was extended."""
    diserahkan: datetime | None = None
    dikembalikan: datetime | None = None
    sejak: datetime | None = None
    """When it entered its present state."""
    terakhir: datetime | None = None
    terdaftar: datetime | None = None


# ── the wishes with what their handlers found ───────────────────────────────────────────────────────


class Pengajuan(ask.Ajukan):
    """The request, with what policy says of it."""

    perlu_izin: bool
    izin_sampai: datetime | None


class Persetujuan(ask.Setujui):
    """The approval: who may give it, and until when the folder may be collected."""

    penyetuju: frozenset[Peran]
    izin_sampai: datetime


class Penolakan(ask.Tolak):
    """The no, and who may say it."""

    penyetuju: frozenset[Peran]


class Perpanjangan(ask.Perpanjang):
    """The extension: who may give it, and how many there may be."""

    penyetuju: frozenset[Peran]
    batas: int
    berkas: BerkasId


class Kepulangan(KembalikanPinjaman):
    """The folder's return, with the loan that ends with it."""

    peminjaman: UuidSubjek


class Temuan(VerifikasiTemuan):
    """A lost folder's being found, with the loan it was lost from."""

    peminjaman: UuidSubjek


DENGAN_PINJAMAN: Final[Mapping[type[Command], type[Kepulangan | Temuan]]] = MappingProxyType(
    {KembalikanPinjaman: Kepulangan, VerifikasiTemuan: Temuan}
)


# ── how each fact changes it ────────────────────────────────────────────────────────────────────────


def _tamat(event: Event) -> dict[str, Any]:
    del event
    return {"izin_sampai": None}


SETELAH: Final[Mapping[type[Event], Callable[[Any], dict[str, Any]]]] = MappingProxyType(
    {
        told.PeminjamanDiajukan: lambda e: {
            "berkas": e.berkas,
            "peminjam": e.peminjam,
            "pihak": e.pihak,
            "unit": e.unit,
            "keperluan": e.keperluan,
            "jatuh_tempo": e.jatuh_tempo,
            "izin_sampai": e.izin_sampai,
            "pengaju": e.pelaku,
            "terdaftar": min(e.terjadi_pada, e.dicatat_pada),
        },
        told.PeminjamanDisetujui: lambda e: {"izin_sampai": e.izin_sampai, "pemutus": e.pelaku},
        told.PeminjamanDitolak: lambda e: {"pemutus": e.pelaku},
        told.PeminjamanDibatalkan: _tamat,
        told.PeminjamanDiserahkan: lambda e: {"izin_sampai": None, "diserahkan": min(e.terjadi_pada, e.dicatat_pada)},
        told.PeminjamanDikembalikan: lambda e: {"dikembalikan": min(e.terjadi_pada, e.dicatat_pada)},
        told.IzinPinjamKedaluwarsa: _tamat,
    }
)
"""What a fact changes besides state and times. Adding an event means adding a row."""


def settle(pinjam: Peminjaman, event: Event) -> Peminjaman:
    """The loan after the fact."""
    efektif = min(event.terjadi_pada, event.dicatat_pada)
    if isinstance(event, told.PeminjamanDiperpanjang):
        return pinjam._replace(
            versi=event.versi,
            jatuh_tempo=event.jatuh_tempo,
            perpanjangan=pinjam.perpanjangan + 1,
        )
    changed: dict[str, Any] = {"versi": event.versi, "keadaan": event.ke, "sejak": efektif, "terakhir": efektif}
    return pinjam._replace(**changed | SETELAH[type(event)](event))
