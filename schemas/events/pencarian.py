"""What happened in a search for a missing folder. Nothing here is told in the folder's own history."""

from typing import ClassVar

from schemas.message import Event
from schemas.names import (
    HasilPeriksa,
    KeadaanPencarian,
    KodeUnitSah,
    Letak,
    SebabHenti,
    SebabPencarian,
    UuidBerkas,
    UuidPetugas,
)


class PeristiwaPencarian(Event):
    """A fact about a search."""

    dari: KeadaanPencarian
    ke: KeadaanPencarian


class PencarianDimulai(PeristiwaPencarian):
    """Somebody looks for this folder from now on."""

    jenis: ClassVar[str] = "pencarian.dimulai.v1"
    berkas: UuidBerkas
    sebab: SebabPencarian


class TempatDiperiksa(PeristiwaPencarian):
    """A place is being searched, or was searched in vain."""

    jenis: ClassVar[str] = "pencarian.tempat_diperiksa.v1"
    letak: Letak
    hasil: HasilPeriksa


class PengembalianDiklaim(PeristiwaPencarian):
    """A unit says it gave the folder back."""

    jenis: ClassVar[str] = "pencarian.pengembalian_diklaim.v1"
    unit: KodeUnitSah
    pengklaim: UuidPetugas | None = None


class KlaimDitolak(PeristiwaPencarian):
    """The claim was looked into: the folder is not there."""

    jenis: ClassVar[str] = "pencarian.klaim_ditolak.v1"


class PencarianBerhasil(PeristiwaPencarian):
    """Found."""

    jenis: ClassVar[str] = "pencarian.ditemukan.v1"
    letak: Letak | None = None
    urutan: int | None = None


class PencarianDihentikan(PeristiwaPencarian):
    """Stopped without a find; `pelaku` decided it."""

    jenis: ClassVar[str] = "pencarian.dihentikan.v1"
    sebab: SebabHenti


class PencarianDibukaLagi(PeristiwaPencarian):
    """The find was undone: somebody looks again, knowing where was looked already."""

    jenis: ClassVar[str] = "pencarian.dibuka_lagi.v1"
