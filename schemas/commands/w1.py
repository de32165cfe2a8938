"""What may be asked of an outbreak report (W1). Each docstring is the sentence the documents show."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from schemas.message import Command, Waktu
from schemas.names import AlasanTutup, JenisTenggat, Kriteria, Langkah, UuidSubjek
from schemas.surveilans import Hitungan, KodePenyakit, KodeTingkat, Mata, Nama

Tanggal = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
SemuaKriteria = Annotated[tuple[Kriteria, ...], Field(max_length=7)]
SemuaLangkah = Annotated[tuple[Langkah, ...], Field(max_length=len(Langkah))]


class Susun(Command):
    """Kejadian satu penyakit dilaporkan: W1 disusun, dan 24 jam berjalan sejak diketahui."""

    jenis: ClassVar[str] = "w1.susun"
    penyakit: KodePenyakit
    diketahui: Waktu
    mulai: Tanggal
    """The day it began."""
    bawah: Hitungan = 0
    atas: Hitungan = 0
    mati: Hitungan = 0
    kriteria: SemuaKriteria = ()
    langkah: SemuaLangkah = ()
    sinyal: UuidSubjek | None = None
    desa: Nama | None = None
    kecamatan: Nama | None = None


class Perbarui(Command):
    """Jumlah sakit dan meninggal, atau langkahnya, berubah."""

    jenis: ClassVar[str] = "w1.perbarui"
    bawah: Hitungan
    atas: Hitungan
    mati: Hitungan
    langkah: SemuaLangkah = ()


class Batalkan(Command):
    """W1 yang belum dikirim ternyata keliru disusun."""

    jenis: ClassVar[str] = "w1.batalkan"


class Kirim(Command):
    """W1 dikirim ke tingkat di atasnya; dari Dinkes, W1 sekaligus menyatakan KLB."""

    jenis: ClassVar[str] = "w1.kirim"


class Masuk(Command):
    """W1 diterima dari tingkat di bawahnya. Hanya fasilitas sekutu yang memberitahukannya."""

    jenis: ClassVar[str] = "w1.masuk"
    pelapor: KodeTingkat
    """Who composed it."""
    pengirim: KodeTingkat
    """Who told us."""
    penyakit: KodePenyakit
    diketahui: Waktu
    mulai: Tanggal
    bawah: Hitungan
    atas: Hitungan
    mati: Hitungan
    kriteria: SemuaKriteria = ()
    langkah: SemuaLangkah = ()
    penyata: KodeTingkat | None = None
    """The office that declared the outbreak."""
    rantai: Annotated[tuple[Mata, ...], Field(max_length=40)] = ()
    desa: Nama | None = None
    kecamatan: Nama | None = None


class Teruskan(Command):
    """W1 diteruskan ke tingkat di atasnya; oleh Dinkes yang pertama, dengan itu KLB dinyatakan."""

    jenis: ClassVar[str] = "w1.teruskan"


class Tandai(Command):
    """Tingkat lain menerima atau meneruskan W1. Hanya fasilitas sekutu yang memberitahukannya."""

    jenis: ClassVar[str] = "w1.tandai"
    pengirim: KodeTingkat
    """The neighbour who told us."""
    mata: Mata
    penyata: KodeTingkat | None = None


class Tutup(Command):
    """Kewaspadaan berakhir: KLB ditutup oleh Dinkes yang menyatakannya."""

    jenis: ClassVar[str] = "w1.tutup"
    alasan_tutup: AlasanTutup
    pengirim: KodeTingkat | None = None
    mata: Mata | None = None
    """Who closed it and when, where a neighbour told us."""


class TandaiLewat(Command):
    """Batasnya lewat: belum dikirim atau tanda terimanya belum datang; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "w1.tandai_lewat"
    tenggat: JenisTenggat
    jatuh_tempo: Waktu
