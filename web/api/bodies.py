"""What the API answers with. Times are UTC, RFC 3339; codes and states are the trade's words."""

from datetime import date, datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from engine.views.records import Rinci
from schemas.names import AlasanCek, Cara, Keadaan, Pembawa


class Isi(BaseModel):
    """Read from a view's row by attribute."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Jawaban(Isi):
    """Perintah diterima dan sudah tercatat. `diulang`: command_id ini sudah pernah dijawab begitu."""

    seq: int = Field(description="Tempat peristiwa dalam buku jejak fasilitas")
    versi: int = Field(description="Versi subjek setelah peristiwa ini")
    keadaan: str = Field(description="Keadaan subjek setelahnya, dalam kata alurnya sendiri")
    peristiwa: str = Field(description="Jenis peristiwa, misalnya berkas.diambil.v1")
    subjek: str
    diulang: bool = False


class JawabanBeruntun(BaseModel):
    """Jawaban satu perintah dari banyak: isi Jawaban bila `status` 200, isi Masalah bila bukan."""

    model_config = ConfigDict(extra="allow")
    indeks: int
    status: int


class JawabanBanyak(BaseModel):
    """Satu jawaban untuk tiap perintah, urut seperti yang dikirim."""

    diterima: int
    ditolak: int
    jawaban: list[JawabanBeruntun]


class Berkas(Isi):
    """Satu berkas dalam daftar."""

    id: str
    nomor: str
    kode: str = Field(description="Isi barcode labelnya")
    pembawa: Pembawa
    keadaan: Keadaan
    versi: int
    lokasi: str | None = Field(description="Unit tempatnya, atau tempat terakhirnya selama dibawa")
    tujuan: str | None = Field(description="Unit yang dituju selama dibawa")
    pemegang: str | None
    ditahan: bool
    sejak: datetime = Field(description="Sejak kapan dalam keadaan ini")
    terakhir: datetime
    kembali_sebelum: datetime | None = Field(description="Kapan harus sudah kembali di ruang rekam medis")
    jatuh_tempo: datetime | None = Field(description="Kapan harus sudah lengkap, atau pinjamannya kembali")
    rumah: str = Field(description="Unit tempat berkas ini disimpan: RM, kecuali penyimpanannya tersebar")


class DaftarBerkas(BaseModel):
    """Sehalaman berkas. `kursor` null berarti habis; halaman pendek dengan kursor berarti pencarian belum selesai."""

    isi: list[Berkas]
    kursor: str | None


class BerkasRinci(Berkas):
    """Satu berkas lengkap dengan sebutan dan perintah yang mungkin dari keadaannya."""

    nama_lokasi: str | None
    nama_tujuan: str | None
    nama_pemegang: str | None
    penanggung_jawab: str | None
    nama_penanggung_jawab: str | None
    digabung_ke: str | None
    terdaftar: datetime
    bisa: list[str]

    @classmethod
    def dari(cls, rinci: Rinci) -> "BerkasRinci":
        """Flattened."""
        base = Berkas.model_validate(rinci.ringkas).model_dump()
        own = {name: getattr(rinci, name) for name in cls.model_fields if name not in base}
        return cls(**base, **own | {"bisa": list(rinci.bisa)})


class Kejadian(Isi):
    """Satu baris jejak: siapa, di mana, kapan terjadi, kapan dicatat."""

    seq: int
    versi: int
    jenis: str
    kalimat: str
    dari: Keadaan
    ke: Keadaan
    di: str | None
    nama_di: str | None
    pelaku: str
    nama_pelaku: str | None
    cara: Cara
    terjadi_pada: datetime
    dicatat_pada: datetime
    susulan: bool
    ditolak: str | None
    selisih_jam: int | None
    alasan_cek: str | None
    cek_terbuka: bool
    perintah_id: str


class Riwayat(BaseModel):
    """Jejak satu berkas menurut waktu terjadinya. `sebelum` bukan null: ada yang lebih lama, minta dengan nilai itu."""

    subjek: str
    isi: list[Kejadian]
    sebelum: int | None


class Unit(Isi):
    """Satu unit fasilitas."""

    kode: str
    nama: str
    jenis: str


class DaftarUnit(BaseModel):
    """Unit-unit aktif, menurut urutannya."""

    isi: list[Unit]


class Cek(Isi):
    """Satu baris daftar perlu dicek."""

    seq: int
    berkas: str
    nomor: str
    alasan: AlasanCek
    terjadi_pada: datetime
    dicatat_pada: datetime
    di: str | None
    pelaku: str


class DaftarCek(BaseModel):
    """Baris yang menunggu penyelia, yang lama dulu. `kursor` bukan null: masih ada."""

    isi: list[Cek]
    kursor: int | None


class DiUnit(Isi):
    """Satu unit di papan."""

    unit: Unit
    jumlah: int
    menuju: int
    terlama: list[Berkas]


class Terlambat(Isi):
    """Satu berkas yang lewat batasnya."""

    berkas: Berkas
    batas: timedelta
    lewat: timedelta


class Papan(Isi):
    """Papan pada satu saat: `pada` dan `seq` mengatakan saat yang mana. Daftar dibatasi, jumlah utuh."""

    pada: datetime
    seq: int
    jumlah: int
    keadaan: dict[Keadaan, int]
    unit: list[DiUnit]
    di_perjalanan: list[Berkas]
    jumlah_di_perjalanan: int
    terlambat: list[Terlambat]
    jumlah_terlambat: int
    pinjaman_lewat: list[Berkas]
    jumlah_pinjaman_lewat: int
    perlu_dicek: list[Cek]
    jumlah_perlu_dicek: int
    siaran_tertunda: bool = False


class Ditunggu(Isi):
    """Yang menunggu berkas yang baru dipindai: yang pertama dalam antreannya, dan berapa semuanya."""

    unit: str
    nama_unit: str
    dibutuhkan_pada: datetime
    terdaftar: datetime = Field(description="Sejak kapan diminta")
    sasaran: datetime | None = Field(description="Kapan seharusnya sudah sampai; null bila tidak berjam")
    jumlah: int


class PindaianGerak(Jawaban):
    """Kode berkas: geraknya sudah tercatat."""

    jenis: Literal["gerak"] = "gerak"
    berkas: Berkas
    ditunggu: Ditunggu | None = Field(default=None, description="Siapa yang menunggu berkas ini, bila ia dapat diambil")


class PindaianLokasi(BaseModel):
    """Kode lokasi: dipakai sebagai tempat atau tujuan pindaian berikutnya."""

    jenis: Literal["lokasi"] = "lokasi"
    unit: str
    nama: str


class PindaianPetugas(BaseModel):
    """Kartu petugas: dipakai sebagai pemegang pindaian berikutnya."""

    jenis: Literal["petugas"] = "petugas"
    petugas: str
    nama: str


class SelRekap(BaseModel):
    """Satu angka rekap. `unit` null: tempatnya tidak tercatat."""

    unit: str | None
    nama_unit: str | None
    jenis: str = Field(description="Jenis peristiwa, misalnya berkas.diambil.v1")
    jumlah: int


class Rekap(BaseModel):
    """Rekap gerak satu hari menurut jam fasilitas, terhitung sampai baris `seq` buku jejak."""

    tanggal: date
    seq: int
    sampai: datetime | None = Field(description="Kapan baris terakhir yang terhitung itu dicatat")
    tertinggal: int = Field(description="Baris buku jejak yang belum terhitung")
    surat_mati: int = Field(description="Baris yang tidak dapat dihitung")
    jumlah: int
    isi: list[SelRekap]
