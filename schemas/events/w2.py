"""What happened to a weekly report. The cells are counts by disease: what was reported stands in the hash chain."""

from typing import ClassVar

from schemas.message import Event, Waktu
from schemas.names import CaraHitung, JenisTenggat, KeadaanW2
from schemas.surveilans import HitungPenyakit, KodeTingkat


class PeristiwaW2(Event):
    """A fact about a weekly report."""

    dari: KeadaanW2
    ke: KeadaanW2


class W2Diisi(PeristiwaW2):
    """Counts were typed."""

    jenis: ClassVar[str] = "w2.diisi.v1"
    fasyankes: KodeTingkat
    tahun: int
    minggu: int
    sel: tuple[HitungPenyakit, ...]
    cara_hitung: CaraHitung
    kunjungan: int | None = None


class W2Disusun(PeristiwaW2):
    """Composed: an edition with its cells."""

    jenis: ClassVar[str] = "w2.disusun.v1"
    fasyankes: KodeTingkat
    tahun: int
    minggu: int
    edisi: int
    sel: tuple[HitungPenyakit, ...]
    kunjungan: int
    lapor: int
    """How many have reported, of those below."""
    wajib: int
    """How many should have; a facility reports for itself: 1 of 1."""
    kirim_sebelum: Waktu


class W2Diperiksa(PeristiwaW2):
    """Looked at by somebody who may."""

    jenis: ClassVar[str] = "w2.diperiksa.v1"
    edisi: int


class W2Dikirim(PeristiwaW2):
    """Sent up."""

    jenis: ClassVar[str] = "w2.dikirim.v1"
    edisi: int
    tujuan: KodeTingkat | None = None
    """None: there is no line to the level above; the printed report is carried."""


class W2Diterima(PeristiwaW2):
    """Received: from below with its cells."""

    jenis: ClassVar[str] = "w2.diterima.v1"
    fasyankes: KodeTingkat
    tahun: int
    minggu: int
    edisi: int
    sel: tuple[HitungPenyakit, ...]
    kunjungan: int
    lapor: int
    wajib: int
    menurut_pengirim: Waktu


class W2Ditandai(PeristiwaW2):
    """Received above, as they tell: the proof."""

    jenis: ClassVar[str] = "w2.ditandai.v1"
    edisi: int
    menurut_pengirim: Waktu


class W2LewatTenggat(PeristiwaW2):
    """Not sent in time."""

    jenis: ClassVar[str] = "w2.lewat_tenggat.v1"
    tenggat: JenisTenggat
    jatuh_tempo: Waktu
