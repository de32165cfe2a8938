"""What may be asked of a weekly report (W2). Each docstring is the sentence the documents show."""

from typing import Annotated, ClassVar

from pydantic import Field

from schemas.message import Command, Waktu
from schemas.names import CaraHitung, JenisTenggat
from schemas.sel import Edisi
from schemas.surveilans import Hitungan, HitungPenyakit, KodeTingkat, NomorMinggu, Tahun

SemuaSel = Annotated[tuple[HitungPenyakit, ...], Field(max_length=200)]


class Isi(Command):
    """Hitungan seminggu diketik: tambahan di samping kunjungan berkode, atau penggantinya."""

    jenis: ClassVar[str] = "w2.isi"
    tahun: Tahun
    minggu: NomorMinggu
    sel: SemuaSel = ()
    """Each replaces what was typed for that disease before; all zero takes it away."""
    cara_hitung: CaraHitung = CaraHitung.TAMBAHAN
    kunjungan: Hitungan | None = None
    """All visits of the week (X), where they are not registered here."""


class Susun(Command):
    """Laporan minggu itu disusun dari kunjungan berkode dan ketikan; di Dinkes, dari laporan di bawahnya."""

    jenis: ClassVar[str] = "w2.susun"
    tahun: Tahun
    minggu: NomorMinggu


class Periksa(Command):
    """Angkanya diperiksa dan siap dikirim."""

    jenis: ClassVar[str] = "w2.periksa"
    edisi: Edisi
    """The edition that was looked at."""


class Kirim(Command):
    """Laporan dikirim ke tingkat di atasnya."""

    jenis: ClassVar[str] = "w2.kirim"


class Masuk(Command):
    """Laporan diterima dari tingkat di bawahnya. Hanya fasilitas sekutu yang memberitahukannya."""

    jenis: ClassVar[str] = "w2.masuk"
    fasyankes: KodeTingkat
    tahun: Tahun
    minggu: NomorMinggu
    edisi: Edisi
    sel: SemuaSel = ()
    kunjungan: Hitungan
    lapor: Hitungan
    wajib: Hitungan
    menurut_pengirim: Waktu


class Tandai(Command):
    """Tingkat di atas menerima laporan. Hanya fasilitas sekutu yang memberitahukannya."""

    jenis: ClassVar[str] = "w2.tandai"
    edisi: Edisi
    menurut_pengirim: Waktu


class TandaiLewat(Command):
    """Jam laporannya lewat dan ia belum dikirim; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "w2.tandai_lewat"
    tenggat: JenisTenggat = JenisTenggat.W2
    jatuh_tempo: Waktu
