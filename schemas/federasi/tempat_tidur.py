"""Free beds of a hospital, as it tells those who refer to it. Counts only."""

from typing import Annotated, ClassVar

from pydantic import Field

from schemas.commands.rujukan import KodeKemampuan
from schemas.federasi.isi import Isi
from schemas.message import Waktu
from schemas.names import KelasRawat
from schemas.names.federasi import MacamJalur

Jumlah = Annotated[int, Field(ge=0, le=100_000)]


class BarisKosong(Isi):
    """Beds of one class that can serve the same: each bed counts in one row."""

    kelas: KelasRawat
    bayi: bool = False
    kemampuan: Annotated[tuple[KodeKemampuan, ...], Field(min_length=1, max_length=64)]
    jumlah: Jumlah
    kosong: Jumlah
    """Free now, less those promised."""


class TempatTidurKosong(Isi):
    """All free beds of the sender at one moment. The newest replaces all before it."""

    jenis: ClassVar[str] = "tempat_tidur.kosong;1"
    macam: ClassVar[MacamJalur] = MacamJalur.BED
    pada: Waktu
    """As of when, by the sender's clock."""
    baris: Annotated[tuple[BarisKosong, ...], Field(max_length=1000)]
