"""What may be asked of an alert. Each docstring is the sentence the documents show."""

from typing import Annotated, ClassVar

from pydantic import Field

from schemas.message import Command, Waktu
from schemas.names import AlasanBukan, DasarSinyal, JenisTenggat, Kriteria
from schemas.surveilans import Hitungan, KodePenyakit, KodeTingkat, NomorMinggu, Tahun


class Munculkan(Command):
    """Hitungan minggu ini melewati ambangnya: sinyal muncul dan menunggu verifikasi. Ia belum KLB."""

    jenis: ClassVar[str] = "sinyal.munculkan"
    fasyankes: KodeTingkat
    """Whose counts."""
    penyakit: KodePenyakit
    tahun: Tahun
    minggu: NomorMinggu
    dasar: DasarSinyal
    kriteria: Annotated[tuple[Kriteria, ...], Field(max_length=7)] = ()
    kasus: Hitungan
    sebelum: Hitungan | None = None
    """The week before; None where it was not reported."""
    menurut_pengirim: Waktu | None = None
    """When it appeared, by the clock of whoever told it."""


class Benarkan(Command):
    """Sinyal diverifikasi: kejadiannya benar. Kriteria KLB yang terpenuhi disebut; W1 disusun tersendiri."""

    jenis: ClassVar[str] = "sinyal.benarkan"
    kriteria: Annotated[tuple[Kriteria, ...], Field(max_length=7)] = ()
    menurut_pengirim: Waktu | None = None


class BukanKejadian(Command):
    """Sinyal diverifikasi: bukan kejadian, dengan alasannya."""

    jenis: ClassVar[str] = "sinyal.bukan_kejadian"
    alasan_bukan: AlasanBukan
    menurut_pengirim: Waktu | None = None


class TandaiLewat(Command):
    """Batas verifikasi lewat dan sinyalnya belum diverifikasi; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "sinyal.tandai_lewat"
    tenggat: JenisTenggat = JenisTenggat.SINYAL
    jatuh_tempo: Waktu
