"""What happened to a loan. The outside borrower's name is in no event: it stands in the loan's row."""

from typing import ClassVar

from schemas.message import Event, Waktu
from schemas.names import (
    AlasanBatalPinjam,
    AlasanTolakPinjam,
    KeadaanPeminjaman,
    Keperluan,
    KodeUnitSah,
    PihakLuar,
    UuidBerkas,
    UuidPetugas,
)


class PeristiwaPeminjaman(Event):
    """A fact about a loan."""

    dari: KeadaanPeminjaman
    ke: KeadaanPeminjaman


class PeminjamanDiajukan(PeristiwaPeminjaman):
    """Asked for; where policy wants no approval, granted at once."""

    jenis: ClassVar[str] = "peminjaman.diajukan.v1"
    berkas: UuidBerkas
    keperluan: Keperluan
    jatuh_tempo: Waktu
    peminjam: UuidPetugas | None = None
    pihak: PihakLuar | None = None
    unit: KodeUnitSah | None = None
    izin_sampai: Waktu | None = None
    """Until when the folder may be collected, where it was granted at once."""


class PeminjamanDisetujui(PeristiwaPeminjaman):
    """Approved, by somebody else than who asked."""

    jenis: ClassVar[str] = "peminjaman.disetujui.v1"
    izin_sampai: Waktu
    """Until when the folder may be collected, by the policy in force at that moment."""


class PeminjamanDitolak(PeristiwaPeminjaman):
    """Not approved."""

    jenis: ClassVar[str] = "peminjaman.ditolak.v1"
    alasan_tolak: AlasanTolakPinjam


class PeminjamanDibatalkan(PeristiwaPeminjaman):
    """Called off before the folder left."""

    jenis: ClassVar[str] = "peminjaman.dibatalkan.v1"
    alasan_batal: AlasanBatalPinjam


class PeminjamanDiserahkan(PeristiwaPeminjaman):
    """The folder was handed over."""

    jenis: ClassVar[str] = "peminjaman.diserahkan.v1"


class PeminjamanDiperpanjang(PeristiwaPeminjaman):
    """A later due time."""

    jenis: ClassVar[str] = "peminjaman.diperpanjang.v1"
    berkas: UuidBerkas
    """The folder, whose own due time follows."""
    jatuh_tempo: Waktu


class PeminjamanDikembalikan(PeristiwaPeminjaman):
    """The folder came home: this loan is over."""

    jenis: ClassVar[str] = "peminjaman.dikembalikan.v1"


class IzinPinjamKedaluwarsa(PeristiwaPeminjaman):
    """Approved, and never collected."""

    jenis: ClassVar[str] = "peminjaman.kedaluwarsa_izin.v1"
