"""What may be asked of a berkas. Each docstring is the sentence the documents show for that wish."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from schemas.message import Command, Waktu
from schemas.names import (
    RUANG_REKAM_MEDIS,
    BagianSalinan,
    CaraKembali,
    JenisKunjungan,
    JenisTenggat,
    Keperluan,
    KodeFormulir,
    KodeUnit,
    KodeUnitSah,
    NomorRm,
    Pembawa,
    PutusanCek,
    SebabJadwal,
    SidikKebijakan,
    UuidBerkas,
    UuidPetugas,
    UuidSubjek,
)


class PerintahBerkas(Command):
    """A wish about a berkas."""

    subjek: UuidBerkas


class DiRuangRekamMedis(PerintahBerkas):
    """A wish whose hands are in the record room, whatever the device says."""

    @property
    def tempat(self) -> KodeUnit | None:
        """The record room."""
        return RUANG_REKAM_MEDIS


class Daftarkan(DiRuangRekamMedis):
    """Berkas baru masuk ke arsip dan mendapat tempatnya."""

    jenis: ClassVar[str] = "berkas.daftarkan"
    nomor: NomorRm | None = None
    """The record number: kept in the record's row, never in an event. None: the next one of the facility's scheme."""
    keluarga: NomorRm | None = None
    """Under the family scheme: any number of the household; None: a household of its own."""
    layanan: JenisKunjungan | None = None
    """The service whose folder it is: decides where it lives in a facility whose filing is decentralised."""
    pembawa: Pembawa = Pembawa.FISIK
    pasien: UuidSubjek | None = None
    """Whose record it is: the patient's surrogate id."""


class Kaitkan(PerintahBerkas):
    """Berkas dikaitkan dengan pasiennya; tidak ada yang berpindah."""

    jenis: ClassVar[str] = "berkas.kaitkan"
    pasien: UuidSubjek


class Ambil(DiRuangRekamMedis):
    """Berkas ditarik untuk sebuah unit; tracer ditinggal di tempatnya."""

    jenis: ClassVar[str] = "berkas.ambil"
    tujuan: KodeUnitSah
    pemegang: UuidPetugas | None = None


class BatalAmbil(DiRuangRekamMedis):
    """Pengambilan dibatalkan sebelum berkas diterima unit."""

    jenis: ClassVar[str] = "berkas.batal_ambil"


class TerimaDiUnit(PerintahBerkas):
    """Unit yang dituju menerima berkas."""

    jenis: ClassVar[str] = "berkas.terima_di_unit"
    unit: KodeUnitSah
    pemegang: UuidPetugas | None = None

    @property
    def tempat(self) -> KodeUnit | None:
        """The unit that scans."""
        return self.unit


class Alihkan(PerintahBerkas):
    """Unit meneruskan berkas ke unit lain."""

    jenis: ClassVar[str] = "berkas.alihkan"
    tujuan: KodeUnitSah
    pemegang: UuidPetugas | None = None


class KirimKembali(PerintahBerkas):
    """Unit mengirim berkas pulang ke ruang rekam medis."""

    jenis: ClassVar[str] = "berkas.kirim_kembali"
    pemegang: UuidPetugas | None = None


class TerimaKembali(DiRuangRekamMedis):
    """Ruang rekam medis menerima berkas kembali, diantar unit atau dijemput petugas."""

    jenis: ClassVar[str] = "berkas.terima_kembali"
    cara_kembali: CaraKembali


class Rakit(DiRuangRekamMedis):
    """Lembar diurutkan dan daftar periksa kelengkapan dibuka."""

    jenis: ClassVar[str] = "berkas.rakit"


class Putusan(DiRuangRekamMedis):
    """What an analysis came to."""

    kunjungan: UuidSubjek | None = None
    """The visit whose records were examined; None: the patient's latest visit that ended, if there is one."""
    formulir: Annotated[tuple[KodeFormulir, ...], Field(max_length=60)] | None = None
    """The forms that were examined; None: nobody said which."""
    versi_daftar: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    """The version of the checklist they were examined against."""


class NyatakanLengkap(Putusan):
    """Hasil analisis: berkas lengkap."""

    jenis: ClassVar[str] = "berkas.nyatakan_lengkap"


class NyatakanTidakLengkap(Putusan):
    """Hasil analisis: ada yang kurang, dan seorang yang bernama harus melengkapinya."""

    jenis: ClassVar[str] = "berkas.nyatakan_tidak_lengkap"
    penanggung_jawab: UuidPetugas | None = None
    """Who answers for it; None: whoever has most of its gaps."""


class KembalikanKeUnit(DiRuangRekamMedis):
    """Berkas tidak lengkap dikirim ke unit untuk dilengkapi."""

    jenis: ClassVar[str] = "berkas.kembalikan_ke_unit"
    tujuan: KodeUnitSah
    pemegang: UuidPetugas | None = None


class Lengkapi(DiRuangRekamMedis):
    """Kekurangan dilengkapi di ruang rekam medis; berkas dianalisis lagi."""

    jenis: ClassVar[str] = "berkas.lengkapi"


class Simpan(DiRuangRekamMedis):
    """Berkas lengkap kembali ke raknya; tracer dicabut."""

    jenis: ClassVar[str] = "berkas.simpan"


class Pinjamkan(DiRuangRekamMedis):
    """Berkas dipinjamkan untuk keperluan di luar pelayanan, dengan batas waktu."""

    jenis: ClassVar[str] = "berkas.pinjamkan"
    peminjam: UuidPetugas | None = None
    keperluan: Keperluan | None = None
    jatuh_tempo: Waktu | None = None
    peminjaman: UuidSubjek | None = None
    """The approved loan it is handed over for; that says who borrows, what for and until when."""


class KembalikanPinjaman(DiRuangRekamMedis):
    """Peminjam mengembalikan berkas."""

    jenis: ClassVar[str] = "berkas.kembalikan_pinjaman"


class PerpanjangPinjaman(DiRuangRekamMedis):
    """Batas kembali berkas yang dipinjam mengikuti perpanjangan peminjamannya; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "berkas.perpanjang_pinjaman"
    peminjaman: UuidSubjek
    jatuh_tempo: Waktu


class LaporkanHilang(PerintahBerkas):
    """Berkas tidak ada di tempat ia tercatat."""

    jenis: ClassVar[str] = "berkas.laporkan_hilang"


class Temukan(PerintahBerkas):
    """Berkas yang hilang ditemukan; penyelia belum memeriksanya."""

    jenis: ClassVar[str] = "berkas.temukan"
    unit: KodeUnitSah

    @property
    def tempat(self) -> KodeUnit | None:
        """Where it was found."""
        return self.unit


class VerifikasiTemuan(DiRuangRekamMedis):
    """Penyelia memastikan berkas yang ditemukan memang berkas itu."""

    jenis: ClassVar[str] = "berkas.verifikasi_temuan"


class Inaktifkan(DiRuangRekamMedis):
    """Berkas pindah ke rak inaktif menurut jadwal retensi."""

    jenis: ClassVar[str] = "berkas.inaktifkan"


class Aktifkan(DiRuangRekamMedis):
    """Pasien datang lagi; berkas inaktif kembali ke rak aktif."""

    jenis: ClassVar[str] = "berkas.aktifkan"


class Nilai(DiRuangRekamMedis):
    """Tim penilai memeriksa nilai guna berkas inaktif."""

    jenis: ClassVar[str] = "berkas.nilai"


class Lestarikan(DiRuangRekamMedis):
    """Berkas bernilai guna dilestarikan."""

    jenis: ClassVar[str] = "berkas.lestarikan"


class UsulkanMusnah(DiRuangRekamMedis):
    """Berkas tanpa nilai guna diusulkan untuk dimusnahkan."""

    jenis: ClassVar[str] = "berkas.usulkan_musnah"


class BatalkanUsul(DiRuangRekamMedis):
    """Usul musnah ditolak; berkas tetap inaktif."""

    jenis: ClassVar[str] = "berkas.batalkan_usul"


class Musnahkan(DiRuangRekamMedis):
    """Berkas dimusnahkan setelah disetujui orang lain dari pengusulnya."""

    jenis: ClassVar[str] = "berkas.musnahkan"


class Tahan(PerintahBerkas):
    """Berkas ditahan: tidak boleh diinaktifkan atau dimusnahkan."""

    jenis: ClassVar[str] = "berkas.tahan"


class Lepas(PerintahBerkas):
    """Penahanan berkas dilepas."""

    jenis: ClassVar[str] = "berkas.lepas"


class Salin(PerintahBerkas):
    """Isi berkas disalin untuk menyertai rujukan; berkasnya sendiri tidak berpindah."""

    jenis: ClassVar[str] = "berkas.salin"
    rujukan: UuidSubjek
    bagian: BagianSalinan = BagianSalinan.RINGKASAN
    lembar: Annotated[int, Field(ge=1, le=9999)] | None = None


class Gabungkan(DiRuangRekamMedis):
    """Isi berkas digabung ke berkas lain; penunjuk tertinggal di sini."""

    jenis: ClassVar[str] = "berkas.gabungkan"
    ke_berkas: UuidBerkas


class CatatTerlihat(PerintahBerkas):
    """Berkas terlihat di suatu tempat; tidak ada yang berpindah."""

    jenis: ClassVar[str] = "berkas.catat_terlihat"


class TandaiLewat(PerintahBerkas):
    """Sebuah tenggat lewat tanpa yang ditunggu terjadi; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "berkas.tandai_lewat"
    tenggat: JenisTenggat
    jatuh_tempo: Waktu


class JadwalkanUlang(PerintahBerkas):
    """Tenggat berkas dihitung ulang: kunjungannya berakhir, atau kebijakan berganti; hanya sistem yang mencatatnya."""

    jenis: ClassVar[str] = "berkas.jadwalkan_ulang"
    tenggat: Literal[JenisTenggat.PENGEMBALIAN, JenisTenggat.KELENGKAPAN]
    sebab: SebabJadwal
    kebijakan: SidikKebijakan | None = None
    """The fingerprint of the policy it is reckoned by; None: the one in force."""


class Urungkan(PerintahBerkas):
    """Gerak terakhir diurungkan oleh pelakunya; keduanya tetap tercatat."""

    jenis: ClassVar[str] = "berkas.urungkan"


class SelesaikanCek(PerintahBerkas):
    """Penyelia menutup satu baris daftar perlu dicek."""

    jenis: ClassVar[str] = "berkas.selesaikan_cek"
    seq: Annotated[int, Field(ge=1, le=2**63 - 1)]
    putusan: PutusanCek


class Pindai(PerintahBerkas):
    """Kode dipindai; mesin menentukan gerak apa yang dimaksud dari keadaan berkas dan tempat pemindai."""

    jenis: ClassVar[str] = "berkas.pindai"
    di: KodeUnitSah
    """Where the scanner stands."""
    tujuan: KodeUnitSah | None = None
    """The destination set for the pile, if any."""
    pemegang: UuidPetugas | None = None
    cara_kembali: CaraKembali | None = None
    lihat_saja: bool = False
    """True: log a sighting, move nothing."""
