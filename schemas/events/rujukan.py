"""What happened to a referral. Nothing here says who the patient is or what ails them: that stands in other tables.

A fact of the other side is told here when it was learned; `menurut_pengirim` is when it was so by their clock.
"""

from typing import ClassVar

from schemas.message import Event, Waktu
from schemas.names import (
    AlasanBatalRujukan,
    AlasanRujukan,
    AlasanTempat,
    AlasanTolakRujukan,
    AlasanTutupRujukan,
    CaraHubung,
    JalurRujukan,
    JenisRujukan,
    JenisTenggat,
    KeadaanRujukan,
    KeadaanTempat,
    KelasRawat,
    KodeUnitSah,
    LayananRujukan,
    Pengecualian,
    TindakLanjut,
    TingkatFasyankes,
    UuidPetugas,
    UuidSubjek,
)
from schemas.names.federasi import KodeFasyankes


class PeristiwaRujukan(Event):
    """A fact about a referral."""

    dari: KeadaanRujukan
    ke: KeadaanRujukan
    menurut_pengirim: Waktu | None = None


class _Rujukan(PeristiwaRujukan):
    """What may be told of a letter."""

    perujuk: KodeFasyankes
    tujuan: KodeFasyankes
    layanan: LayananRujukan
    alasan_rujukan: AlasanRujukan
    darurat: bool
    jenis_rujukan: JenisRujukan | None = None
    tingkat_perujuk: TingkatFasyankes | None = None
    tingkat_tujuan: TingkatFasyankes | None = None
    pengecualian: Pengecualian | None = None
    kelas: KelasRawat | None = None
    kemampuan: str | None = None
    dihubungi: CaraHubung | None = None


class RujukanDisusun(_Rujukan):
    """A draft: nobody else knows of it."""

    jenis: ClassVar[str] = "rujukan.disusun.v1"
    pasien: UuidSubjek
    kunjungan: UuidSubjek | None = None
    unit: KodeUnitSah
    dokter: UuidPetugas | None = None
    alasan_tempat: AlasanTempat | None = None


class RujukanDiperbaiki(_Rujukan):
    """The draft was written anew."""

    jenis: ClassVar[str] = "rujukan.diperbaiki.v1"
    unit: KodeUnitSah
    dokter: UuidPetugas | None = None
    alasan_tempat: AlasanTempat | None = None


class RujukanDikirim(PeristiwaRujukan):
    """Sent: the letter has its number and changes no more."""

    jenis: ClassVar[str] = "rujukan.dikirim.v1"
    tujuan: KodeFasyankes
    darurat: bool
    jalur: JalurRujukan
    urut: int
    """Its place in the register of that month or year."""
    bulan: str
    """YYYY-MM, on the facility's clock."""
    dokter: UuidPetugas | None = None
    tempat_tidur: KeadaanTempat
    """What was known of a free bed there."""
    alasan_tempat: AlasanTempat | None = None
    jawab_sebelum: Waktu | None = None


class RujukanMasuk(_Rujukan):
    """Came in from another facility: over the hub, or from the letter a patient brought."""

    jenis: ClassVar[str] = "rujukan.masuk.v1"
    jalur: JalurRujukan
    jawab_sebelum: Waktu | None = None


class RujukanSuratMenyusul(_Rujukan):
    """The letter came over the hub for a referral that was written down from paper before."""

    jenis: ClassVar[str] = "rujukan.surat_menyusul.v1"


class RujukanDiterima(PeristiwaRujukan):
    """Accepted by the receiver, perhaps with a bed promised for a while."""

    jenis: ClassVar[str] = "rujukan.diterima.v1"
    unit: KodeUnitSah | None = None
    janji_kelas: KelasRawat | None = None
    janji_kemampuan: str | None = None
    janji_sampai: Waktu | None = None
    datang_sebelum: Waktu | None = None


class RujukanDitolak(PeristiwaRujukan):
    """Not accepted."""

    jenis: ClassVar[str] = "rujukan.ditolak.v1"
    alasan_tolak: AlasanTolakRujukan
    saran: KodeFasyankes | None = None


class RujukanTiba(PeristiwaRujukan):
    """The patient came."""

    jenis: ClassVar[str] = "rujukan.tiba.v1"
    pasien: UuidSubjek | None = None
    kunjungan: UuidSubjek | None = None
    unit: KodeUnitSah | None = None
    balas_sebelum: Waktu | None = None


class RujukanDilayani(PeristiwaRujukan):
    """Care began."""

    jenis: ClassVar[str] = "rujukan.dilayani.v1"
    balas_sebelum: Waktu | None = None


class RujukanTidakDatang(PeristiwaRujukan):
    """Accepted, and never came."""

    jenis: ClassVar[str] = "rujukan.tidak_datang.v1"


class RujukanDibalas(PeristiwaRujukan):
    """Answered: rujuk balik."""

    jenis: ClassVar[str] = "rujukan.dibalas.v1"
    tindak_lanjut: TindakLanjut
    kontrol_pada: Waktu | None = None


class RujukanDitutup(PeristiwaRujukan):
    """Closed by whoever referred."""

    jenis: ClassVar[str] = "rujukan.ditutup.v1"
    alasan_tutup: AlasanTutupRujukan


class RujukanDibatalkan(PeristiwaRujukan):
    """Called off by whoever referred."""

    jenis: ClassVar[str] = "rujukan.dibatalkan.v1"
    alasan_batal: AlasanBatalRujukan


class RujukanLewatTenggat(PeristiwaRujukan):
    """Not answered, not come, or not written back in time; it goes on."""

    jenis: ClassVar[str] = "rujukan.lewat_tenggat.v1"
    tenggat: JenisTenggat
    jatuh_tempo: Waktu
    susulan: bool | None = None


class RujukanJanjiHabis(PeristiwaRujukan):
    """The promised bed is free again; the referral is still accepted."""

    jenis: ClassVar[str] = "rujukan.janji_habis.v1"
    janji_sampai: Waktu
