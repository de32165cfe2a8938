"""What may be asked of a visit. Each docstring is the sentence the documents show for that wish."""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from schemas.message import Command, Waktu
from schemas.names import (
    AlasanBatal,
    AsalPasien,
    CaraKeluar,
    JenisKunjungan,
    JenisTenggat,
    KodeUnit,
    KodeUnitSah,
    SidikKebijakan,
    UuidBerkas,
    UuidPetugas,
    UuidSubjek,
)

KodeTempatTidur = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{0,15}$")]
KodeCaraBayar = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,23}$")]
"""Which there are is policy (`policies/kunjungan.yaml`)."""
NomorRujukan = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z./ -]{0,39}$", strip_whitespace=True)]


class PerintahKunjungan(Command):
    """A wish about a visit."""


class Daftarkan(PerintahKunjungan):
    """Pasien didaftarkan ke sebuah poli atau gawat darurat; nomor antrean diberikan saat dicatat."""

    jenis: ClassVar[str] = "kunjungan.daftarkan"
    pasien: UuidSubjek
    jenis_kunjungan: Literal[JenisKunjungan.RAWAT_JALAN, JenisKunjungan.GAWAT_DARURAT]
    unit: KodeUnitSah
    cara_bayar: KodeCaraBayar
    asal_pasien: AsalPasien = AsalPasien.DATANG_SENDIRI
    surat_rujukan: bool = False
    """A referral letter was brought along: it is attached to the folder."""
    nomor_rujukan: NomorRujukan | None = None
    """Kept in the visit's row, never in an event."""
    pasien_lama: bool = False
    """The clerk knows of an earlier visit that Jejak does not; the other way round Jejak knows best."""
    kasus_baru: bool | None = None
    dokter: UuidPetugas | None = None
    datang_pada: Waktu | None = None
    """When the patient came, where care began before the registration."""

    @property
    def tempat(self) -> KodeUnit | None:
        """The desk that registers."""
        return self.di


class MasukRawatInap(PerintahKunjungan):
    """Pasien dari poli atau gawat darurat fasilitas ini masuk rawat inap, dengan surat pengantar dokternya."""

    jenis: ClassVar[str] = "kunjungan.masuk_rawat_inap"
    pasien: UuidSubjek
    asal: UuidSubjek
    """The visit at the clinic or emergency unit it follows from."""
    dokter: UuidPetugas
    """Who wrote the admission note."""
    tempat_tidur: KodeTempatTidur
    cara_bayar: KodeCaraBayar
    datang_pada: Waktu | None = None


class Layani(PerintahKunjungan):
    """Pelayanan dimulai: pasien dipanggil ke poli, atau diterima bangsal."""

    jenis: ClassVar[str] = "kunjungan.layani"
    dokter: UuidPetugas | None = None


class Pindahkan(PerintahKunjungan):
    """Pasien rawat inap pindah ke tempat tidur lain, di bangsal yang sama atau bangsal lain."""

    jenis: ClassVar[str] = "kunjungan.pindahkan"
    tempat_tidur: KodeTempatTidur


class Selesaikan(PerintahKunjungan):
    """Kunjungan berakhir, dengan cara keluar; yang meninggal dengan jamnya."""

    jenis: ClassVar[str] = "kunjungan.selesaikan"
    cara_keluar: CaraKeluar
    kasus_baru: bool | None = None
    meninggal_pada: Waktu | None = None


class BukaLagi(PerintahKunjungan):
    """Kunjungan yang keliru diakhiri dibuka lagi; keduanya tetap tercatat."""

    jenis: ClassVar[str] = "kunjungan.buka_lagi"


class Kenali(PerintahKunjungan):
    """Pasien yang belum dikenal, atau yang datanya digabung, ternyata pasien ini."""

    jenis: ClassVar[str] = "kunjungan.kenali"
    pasien: UuidSubjek


class UbahCaraBayar(PerintahKunjungan):
    """Penjamin kunjungan ternyata lain; yang dulu tetap terbaca di riwayatnya."""

    jenis: ClassVar[str] = "kunjungan.ubah_cara_bayar"
    cara_bayar: KodeCaraBayar


class Batalkan(PerintahKunjungan):
    """Kunjungan dibatalkan, dengan alasannya."""

    jenis: ClassVar[str] = "kunjungan.batalkan"
    alasan_batal: AlasanBatal


class CatatLengkap(PerintahKunjungan):
    """Rekam medis kunjungan ini terisi lengkap: berkasnya dinyatakan lengkap. Hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "kunjungan.catat_lengkap"
    berkas: UuidBerkas


class TandaiLewat(PerintahKunjungan):
    """Batas pengisian lewat dan rekam medisnya belum lengkap; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "kunjungan.tandai_lewat"
    tenggat: Literal[JenisTenggat.PENGISIAN] = JenisTenggat.PENGISIAN
    jatuh_tempo: Waktu


class JadwalkanUlang(PerintahKunjungan):
    """Batas pengisian dihitung ulang karena kebijakan berganti; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "kunjungan.jadwalkan_ulang"
    kebijakan: SidikKebijakan
