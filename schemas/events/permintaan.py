"""What happened to a request for a folder. Fields are copied by name from the command that was granted."""

from typing import ClassVar

from schemas.message import Event, Waktu
from schemas.names import (
    AsalPermintaan,
    JenisKunjungan,
    JenisTenggat,
    KeadaanAwal,
    KeadaanPermintaan,
    KodeUnitSah,
    SebabBatal,
    SebabTidakTerpenuhi,
    UuidBerkas,
    UuidSubjek,
)


class PeristiwaPermintaan(Event):
    """A fact about a request."""

    dari: KeadaanPermintaan
    ke: KeadaanPermintaan


class PermintaanDibuat(PeristiwaPermintaan):
    """A unit needs a folder."""

    jenis: ClassVar[str] = "permintaan.dibuat.v1"
    berkas: UuidBerkas
    unit: KodeUnitSah
    kunjungan: UuidSubjek | None = None
    dibutuhkan_pada: Waktu
    asal: AsalPermintaan
    layanan: JenisKunjungan | None = None
    keadaan_awal: KeadaanAwal
    """Where the folder was when it was asked for: why providing it may take long."""
    awal_sejak: Waktu
    """Since when it was there."""
    sasaran: Waktu | None = None
    """When it should be there, by the policy in force at that moment; None where no clock runs."""
    berlaku_sampai: Waktu
    """When it expires unfulfilled, by the policy in force at that moment."""


class PermintaanDikirim(PeristiwaPermintaan):
    """The folder was pulled and is on its way to the unit."""

    jenis: ClassVar[str] = "permintaan.dikirim.v1"


class PengirimanDibatalkan(PeristiwaPermintaan):
    """The folder is not on its way any more; the unit waits again."""

    jenis: ClassVar[str] = "permintaan.pengiriman_dibatalkan.v1"


class PermintaanTerpenuhi(PeristiwaPermintaan):
    """The unit received the folder."""

    jenis: ClassVar[str] = "permintaan.terpenuhi.v1"


class PemenuhanDibatalkan(PeristiwaPermintaan):
    """The receipt was undone; the folder is on its way still."""

    jenis: ClassVar[str] = "permintaan.pemenuhan_dibatalkan.v1"


class PermintaanTidakTerpenuhi(PeristiwaPermintaan):
    """It cannot be fulfilled."""

    jenis: ClassVar[str] = "permintaan.tidak_terpenuhi.v1"
    sebab: SebabTidakTerpenuhi


class PermintaanDibukaLagi(PeristiwaPermintaan):
    """The return was undone: the folder is on its way to the unit still."""

    jenis: ClassVar[str] = "permintaan.dibuka_lagi.v1"


class PermintaanTerpenuhiSusulan(PeristiwaPermintaan):
    """The unit had received it after all: its scan came late. Told when it came; `diterima_pada` is when it was."""

    jenis: ClassVar[str] = "permintaan.terpenuhi_susulan.v1"
    diterima_pada: Waktu


class PermintaanDibatalkan(PeristiwaPermintaan):
    """The folder is not needed any more."""

    jenis: ClassVar[str] = "permintaan.dibatalkan.v1"
    sebab: SebabBatal


class PermintaanDikerjakan(PeristiwaPermintaan):
    """Somebody looks for the folder: `pelaku`."""

    jenis: ClassVar[str] = "permintaan.dikerjakan.v1"


class PermintaanDilepaskan(PeristiwaPermintaan):
    """Nobody looks for it now."""

    jenis: ClassVar[str] = "permintaan.dilepaskan.v1"


class PermintaanDipindahkan(PeristiwaPermintaan):
    """The folder was merged; the request follows what is in it."""

    jenis: ClassVar[str] = "permintaan.dipindahkan.v1"
    berkas: UuidBerkas


class PermintaanKedaluwarsa(PeristiwaPermintaan):
    """It ran out unfulfilled. Told once by the timer, never by a person."""

    jenis: ClassVar[str] = "permintaan.kedaluwarsa.v1"
    tenggat: JenisTenggat
    jatuh_tempo: Waktu
    susulan: bool | None = None
    """True where it was told later than policy tolerates."""
