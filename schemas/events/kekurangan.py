"""What happened to a gap in a record. Fields are copied by name from the command that was granted."""

from typing import ClassVar

from schemas.message import Event, Waktu
from schemas.names import (
    Butir,
    JenisTenggat,
    KeadaanKekurangan,
    SebabAlih,
    SebabHapus,
    SebabTolak,
    UuidBerkas,
    UuidPetugas,
    UuidSubjek,
)


class PeristiwaKekurangan(Event):
    """A fact about a gap."""

    dari: KeadaanKekurangan
    ke: KeadaanKekurangan


class KekuranganTercatat(PeristiwaKekurangan):
    """An item was found missing; `pelaku` found it, a named person must complete it."""

    jenis: ClassVar[str] = "kekurangan.tercatat.v1"
    berkas: UuidBerkas
    kunjungan: UuidSubjek | None = None
    butir: Butir
    penanggung_jawab: UuidPetugas
    versi_daftar: int
    """The version of the checklist that was in force."""
    jatuh_tempo: Waktu
    """When it must be completed, by the policy in force at that moment."""


class KekuranganDinyatakanLengkap(PeristiwaKekurangan):
    """Said to be completed; somebody else looks."""

    jenis: ClassVar[str] = "kekurangan.dinyatakan_lengkap.v1"


class KekuranganDiverifikasi(PeristiwaKekurangan):
    """Seen to be complete."""

    jenis: ClassVar[str] = "kekurangan.diverifikasi.v1"


class KekuranganDitolak(PeristiwaKekurangan):
    """Seen to be incomplete still."""

    jenis: ClassVar[str] = "kekurangan.ditolak.v1"
    sebab: SebabTolak


class KekuranganDihapuskan(PeristiwaKekurangan):
    """Struck off without having been completed."""

    jenis: ClassVar[str] = "kekurangan.dihapuskan.v1"
    sebab: SebabHapus


class KekuranganDialihkan(PeristiwaKekurangan):
    """Somebody else answers for it."""

    jenis: ClassVar[str] = "kekurangan.dialihkan.v1"
    penanggung_jawab: UuidPetugas
    sebab: SebabAlih


class KekuranganDijadwalkanUlang(PeristiwaKekurangan):
    """Due at another time."""

    jenis: ClassVar[str] = "kekurangan.dijadwalkan_ulang.v1"
    jatuh_tempo: Waktu


class KekuranganDipindahkan(PeristiwaKekurangan):
    """Its folder was merged; it follows what is in it."""

    jenis: ClassVar[str] = "kekurangan.dipindahkan.v1"
    berkas: UuidBerkas


class KekuranganLewatTenggat(PeristiwaKekurangan):
    """Its due time passed and it is missing still. Told once by the timer, never by a person."""

    jenis: ClassVar[str] = "kekurangan.lewat_tenggat.v1"
    tenggat: JenisTenggat
    jatuh_tempo: Waktu
    susulan: bool | None = None
    """True where it was told later than policy tolerates."""
