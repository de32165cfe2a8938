"""What may be asked of a search for a missing folder. Each docstring is the sentence the documents show for it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from schemas.message import Command
from schemas.names import (
    HasilPeriksa,
    KodeUnitSah,
    Letak,
    SebabHenti,
    SebabPencarian,
    UuidBerkas,
    UuidPetugas,
)


class PerintahPencarian(Command):
    """A wish about a search; its subject is the search, not the folder."""


class Mulai(PerintahPencarian):
    """Pencarian sebuah berkas dimulai: dilaporkan hilang, atau tidak ada di raknya."""

    jenis: ClassVar[str] = "pencarian.mulai"
    berkas: UuidBerkas
    sebab: SebabPencarian = SebabPencarian.TIDAK_DI_TEMPAT


class PeriksaTempat(PerintahPencarian):
    """Satu tempat sedang atau sudah diperiksa, dan berkasnya tidak ada di sana."""

    jenis: ClassVar[str] = "pencarian.periksa_tempat"
    letak: Letak
    hasil: HasilPeriksa = HasilPeriksa.TIDAK_ADA


class KlaimKembali(PerintahPencarian):
    """Unit mengatakan berkas sudah dikembalikannya; riwayat berkas tidak berubah."""

    jenis: ClassVar[str] = "pencarian.klaim_kembali"
    unit: KodeUnitSah
    """The unit that says so."""
    pengklaim: UuidPetugas | None = None
    """Who says so, where somebody else writes it down."""


class TolakKlaim(PerintahPencarian):
    """Klaim sudah kembali diperiksa dan tidak terbukti; berkas tetap hilang."""

    jenis: ClassVar[str] = "pencarian.tolak_klaim"


class Temukan(PerintahPencarian):
    """Berkas yang dicari ditemukan."""

    jenis: ClassVar[str] = "pencarian.temukan"
    letak: Letak | None = None
    urutan: Annotated[int, Field(ge=1, le=999)] | None = None
    """Which of the places suggested it was, counted from the top."""


class Batalkan(PerintahPencarian):
    """Pencarian yang keliru dimulai dibatalkan pemulanya sendiri, sebelum ada tempat yang diperiksa sia-sia."""

    jenis: ClassVar[str] = "pencarian.batalkan"
    sebab: Literal[SebabHenti.LAPORAN_KELIRU] = SebabHenti.LAPORAN_KELIRU


class BukaLagi(PerintahPencarian):
    """Temuannya diurungkan: berkas tetap hilang dan dicari lagi; tempat yang sudah diperiksa tetap tercatat."""

    jenis: ClassVar[str] = "pencarian.buka_lagi"


class Hentikan(PerintahPencarian):
    """Pencarian dihentikan tanpa temuan, dengan alasan."""

    jenis: ClassVar[str] = "pencarian.hentikan"
    sebab: SebabHenti
