"""What the chain of surveillance tells: counts of a disease, a week, a place by its village, and nothing of a person.

Small numbers are told as they are: one case of a notifiable disease must be reported as one (Permenkes 1501/2010),
and a count of a facility and a week names nobody. All of it is sealed to the office it is for; a hub sees none of it.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from schemas.commands.w1 import SemuaKriteria, SemuaLangkah, Tanggal
from schemas.commands.w2 import SemuaSel
from schemas.federasi.isi import Isi
from schemas.message import Waktu
from schemas.names import AlasanBukan, AlasanTutup, DasarSinyal, UuidSubjek
from schemas.names.federasi import MacamJalur
from schemas.sel import Edisi
from schemas.surveilans import Hitungan, KodePenyakit, KodeTingkat, Mata, Nama, NomorMinggu, Tahun


class IsiSurveilans(Isi):
    """Counts and places, on the lane of aggregates."""

    macam: ClassVar[MacamJalur] = MacamJalur.AGG


class MingguanDikirim(IsiSurveilans):
    """A weekly report (W2): all its cells, again with each edition."""

    jenis: ClassVar[str] = "mingguan.dikirim;1"
    id: UuidSubjek
    fasyankes: KodeTingkat
    tahun: Tahun
    minggu: NomorMinggu
    edisi: Edisi
    sel: SemuaSel
    kunjungan: Hitungan
    lapor: Hitungan
    wajib: Hitungan
    dikirim: Waktu


class MingguanDiterima(IsiSurveilans):
    """The level above has that edition."""

    jenis: ClassVar[str] = "mingguan.diterima;1"
    id: UuidSubjek
    edisi: Edisi
    pada: Waktu


class SinyalMuncul(IsiSurveilans):
    """An alert appeared at a facility below."""

    jenis: ClassVar[str] = "sinyal.muncul;1"
    id: UuidSubjek
    fasyankes: KodeTingkat
    penyakit: KodePenyakit
    tahun: Tahun
    minggu: NomorMinggu
    dasar: DasarSinyal
    kriteria: SemuaKriteria
    kasus: Hitungan
    sebelum: Hitungan | None = None
    pada: Waktu


class SinyalDiputus(IsiSurveilans):
    """It was looked at: an event (no reason), or none, with the reason."""

    jenis: ClassVar[str] = "sinyal.diputus;1"
    id: UuidSubjek
    kriteria: SemuaKriteria = ()
    alasan_bukan: AlasanBukan | None = None
    pada: Waktu


class KlbDikirim(IsiSurveilans):
    """An outbreak report (W1) for the level above, with its chain so far."""

    jenis: ClassVar[str] = "klb.dikirim;1"
    id: UuidSubjek
    pelapor: KodeTingkat
    penyakit: KodePenyakit
    diketahui: Waktu
    mulai: Tanggal
    bawah: Hitungan
    atas: Hitungan
    mati: Hitungan
    kriteria: SemuaKriteria
    langkah: SemuaLangkah
    penyata: KodeTingkat | None = None
    rantai: Annotated[tuple[Mata, ...], Field(max_length=40)]
    desa: Nama | None = None
    kecamatan: Nama | None = None


class KlbDitandai(IsiSurveilans):
    """A level received it or passed it on; told from neighbour to neighbour, down to whoever composed it."""

    jenis: ClassVar[str] = "klb.ditandai;1"
    id: UuidSubjek
    mata: Mata
    penyata: KodeTingkat | None = None


class KlbDiperbarui(IsiSurveilans):
    """Its counts changed."""

    jenis: ClassVar[str] = "klb.diperbarui;1"
    id: UuidSubjek
    bawah: Hitungan
    atas: Hitungan
    mati: Hitungan
    langkah: SemuaLangkah


class KlbDitutup(IsiSurveilans):
    """The watch is over, at every level."""

    jenis: ClassVar[str] = "klb.ditutup;1"
    id: UuidSubjek
    mata: Mata
    alasan_tutup: AlasanTutup
