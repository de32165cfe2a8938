"""What happened to an alert: counts of a disease and a week, and nothing about a patient."""

from datetime import datetime
from typing import ClassVar

from schemas.message import Event, Waktu
from schemas.names import AlasanBukan, DasarSinyal, JenisTenggat, KeadaanSinyal, Kriteria
from schemas.surveilans import KodePenyakit, KodeTingkat


class PeristiwaSinyal(Event):
    """A fact about an alert."""

    dari: KeadaanSinyal
    ke: KeadaanSinyal


class SinyalMuncul(PeristiwaSinyal):
    """A count passed its threshold: somebody must look."""

    jenis: ClassVar[str] = "sinyal.muncul.v1"
    fasyankes: KodeTingkat
    penyakit: KodePenyakit
    tahun: int
    minggu: int
    dasar: DasarSinyal
    kriteria: tuple[Kriteria, ...]
    kasus: int
    sebelum: int | None = None
    verifikasi_sebelum: Waktu
    menurut_pengirim: datetime | None = None


class SinyalDibenarkan(PeristiwaSinyal):
    """Verified: it is so."""

    jenis: ClassVar[str] = "sinyal.dibenarkan.v1"
    kriteria: tuple[Kriteria, ...]
    menurut_pengirim: datetime | None = None


class SinyalBukanKejadian(PeristiwaSinyal):
    """Verified: it is none."""

    jenis: ClassVar[str] = "sinyal.bukan_kejadian.v1"
    alasan_bukan: AlasanBukan
    menurut_pengirim: datetime | None = None


class SinyalLewatTenggat(PeristiwaSinyal):
    """Nobody has verified it in time."""

    jenis: ClassVar[str] = "sinyal.lewat_tenggat.v1"
    tenggat: JenisTenggat
    jatuh_tempo: Waktu
