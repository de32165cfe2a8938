"""What happened to an outbreak report: one disease, counts, and where it is in its chain. No village, no person."""

from typing import ClassVar

from schemas.message import Event, Waktu
from schemas.names import AlasanTutup, JenisTenggat, KeadaanW1, Kriteria, Langkah
from schemas.surveilans import KodePenyakit, KodeTingkat, Mata


class PeristiwaW1(Event):
    """A fact about an outbreak report."""

    dari: KeadaanW1
    ke: KeadaanW1


class W1Disusun(PeristiwaW1):
    """Composed here."""

    jenis: ClassVar[str] = "w1.disusun.v1"
    pelapor: KodeTingkat
    penyakit: KodePenyakit
    diketahui: Waktu
    mulai: str
    bawah: int
    atas: int
    mati: int
    kriteria: tuple[Kriteria, ...]
    langkah: tuple[Langkah, ...]
    sinyal: str | None = None
    kirim_sebelum: Waktu


class W1Diperbarui(PeristiwaW1):
    """Its counts changed."""

    jenis: ClassVar[str] = "w1.diperbarui.v1"
    bawah: int
    atas: int
    mati: int
    langkah: tuple[Langkah, ...]


class W1Dibatalkan(PeristiwaW1):
    """Composed by mistake, never sent."""

    jenis: ClassVar[str] = "w1.dibatalkan.v1"


class W1Dikirim(PeristiwaW1):
    """Sent up by whoever composed it."""

    jenis: ClassVar[str] = "w1.dikirim.v1"
    fasyankes: KodeTingkat
    """Who sent it: us."""
    tujuan: KodeTingkat | None = None
    """None: there is no line to the level above; the printed form is carried."""
    tanda_sebelum: Waktu | None = None
    penyata: KodeTingkat | None = None


class W1Diterima(PeristiwaW1):
    """Received from below."""

    jenis: ClassVar[str] = "w1.diterima.v1"
    fasyankes: KodeTingkat
    pelapor: KodeTingkat
    pengirim: KodeTingkat
    penyakit: KodePenyakit
    diketahui: Waktu
    mulai: str
    bawah: int
    atas: int
    mati: int
    kriteria: tuple[Kriteria, ...]
    langkah: tuple[Langkah, ...]
    penyata: KodeTingkat | None = None
    rantai: tuple[Mata, ...]
    kirim_sebelum: Waktu | None = None
    """None at the top: there is nobody to pass it on to."""


class W1Diteruskan(PeristiwaW1):
    """Passed on to the level above."""

    jenis: ClassVar[str] = "w1.diteruskan.v1"
    fasyankes: KodeTingkat
    tujuan: KodeTingkat | None = None
    tanda_sebelum: Waktu | None = None
    penyata: KodeTingkat | None = None


class W1Ditandai(PeristiwaW1):
    """Another level received or passed it on, as a neighbour tells: the proof."""

    jenis: ClassVar[str] = "w1.ditandai.v1"
    pengirim: KodeTingkat
    mata: Mata
    penyata: KodeTingkat | None = None


class W1Ditutup(PeristiwaW1):
    """The watch is over."""

    jenis: ClassVar[str] = "w1.ditutup.v1"
    fasyankes: KodeTingkat
    alasan_tutup: AlasanTutup
    pengirim: KodeTingkat | None = None
    mata: Mata | None = None


class W1LewatTenggat(PeristiwaW1):
    """Not sent on in time, or no receipt came in time: a level is silent."""

    jenis: ClassVar[str] = "w1.lewat_tenggat.v1"
    tenggat: JenisTenggat
    jatuh_tempo: Waktu
