"""What may be asked of a loan. Each docstring is the sentence the documents show for that wish."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, StringConstraints

from schemas.message import Command, Waktu
from schemas.names import (
    RUANG_REKAM_MEDIS,
    AlasanBatalPinjam,
    AlasanTolakPinjam,
    Keperluan,
    KodeUnit,
    KodeUnitSah,
    PihakLuar,
    UuidBerkas,
    UuidPetugas,
)


def _tercetak(value: str) -> str:
    if not value.isprintable():
        raise ValueError("ada karakter kendali")
    return value


NamaOrang = Annotated[
    str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True), AfterValidator(_tercetak)
]
Telepon = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ()./-]{2,30}$", strip_whitespace=True)]


class PerintahPeminjaman(Command):
    """A wish about a loan."""


class Ajukan(PerintahPeminjaman):
    """Peminjaman sebuah berkas diajukan; yang perlu izin menunggu persetujuan."""

    jenis: ClassVar[str] = "peminjaman.ajukan"
    berkas: UuidBerkas
    keperluan: Keperluan
    jatuh_tempo: Waktu
    peminjam: UuidPetugas | None = None
    """The member of staff who borrows; for somebody from outside, whoever of ours answers for it."""
    pihak: PihakLuar | None = None
    """What kind of outside borrower; None: staff."""
    unit: KodeUnitSah | None = None
    """The unit the folder goes to."""
    nama_peminjam: NamaOrang | None = None
    """The outside borrower's name: kept in the loan's row, never in an event."""
    telepon_peminjam: Telepon | None = None
    """As the name."""


class Setujui(PerintahPeminjaman):
    """Peminjaman disetujui oleh orang lain dari yang mengajukan."""

    jenis: ClassVar[str] = "peminjaman.setujui"


class Tolak(PerintahPeminjaman):
    """Peminjaman ditolak, dengan alasannya."""

    jenis: ClassVar[str] = "peminjaman.tolak"
    alasan_tolak: AlasanTolakPinjam


class Batalkan(PerintahPeminjaman):
    """Peminjaman dibatalkan sebelum berkasnya diserahkan."""

    jenis: ClassVar[str] = "peminjaman.batalkan"
    alasan_batal: AlasanBatalPinjam


class Serahkan(PerintahPeminjaman):
    """Berkas sudah diserahkan kepada peminjam; mengikuti gerak berkasnya."""

    jenis: ClassVar[str] = "peminjaman.serahkan"

    @property
    def tempat(self) -> KodeUnit | None:
        """The record room's counter."""
        return self.di or RUANG_REKAM_MEDIS


class Perpanjang(PerintahPeminjaman):
    """Batas pinjaman diperpanjang; berapa kali dan berapa lama menurut kebijakan."""

    jenis: ClassVar[str] = "peminjaman.perpanjang"
    jatuh_tempo: Waktu


class Kembalikan(PerintahPeminjaman):
    """Berkas sudah kembali dari peminjam; mengikuti gerak berkasnya."""

    jenis: ClassVar[str] = "peminjaman.kembalikan"


class KedaluwarsakanIzin(PerintahPeminjaman):
    """Izin yang tidak pernah dipakai habis waktunya; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "peminjaman.kedaluwarsakan_izin"
    izin_sampai: Waktu
