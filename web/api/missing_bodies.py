"""What the API answers with about searches."""

from datetime import datetime

from pydantic import BaseModel, Field

from schemas.names import HasilPeriksa, KeadaanPencarian, SebabHenti, SebabPencarian
from web.api.bodies import Berkas, Isi


class Pencarian(Isi):
    """Satu pencarian."""

    id: str
    keadaan: KeadaanPencarian
    versi: int
    berkas: Berkas
    sebab: SebabPencarian
    diperiksa: int = Field(description="Berapa kali sebuah tempat diperiksa sia-sia")
    unit_klaim: str | None = Field(description="Unit yang mengatakan sudah mengembalikannya, selama klaim itu berlaku")
    pengklaim: str | None
    diklaim_pada: datetime | None
    klaim_ditolak: int
    letak_temuan: str | None
    urutan_temuan: int | None = Field(description="Dugaan keberapa tempat temuannya")
    sebab_henti: SebabHenti | None
    pemutus: str | None
    terdaftar: datetime = Field(description="Sejak kapan dicari")
    sejak: datetime
    ditunggu_sejak: datetime | None = Field(description="Sejak kapan sebuah unit menunggu berkas ini")


class DaftarPencarian(BaseModel):
    """Pencarian yang berjalan, dan berkas hilang yang belum dicari siapa pun."""

    isi: list[Pencarian]
    belum_dicari: list[Berkas]


class Alasan(BaseModel):
    """Mengapa sebuah tempat patut dilihat."""

    jenis: str
    kalimat: str
    bobot: float
    baris: list[int] = Field(description="Posisi baris buku jejak yang mengatakannya")


class Periksa(Isi):
    """Terakhir dilihat: oleh siapa, kapan, hasilnya."""

    hasil: HasilPeriksa
    pelaku: str
    pada: datetime
    seq: int


class Letak(BaseModel):
    """Satu tempat yang patut dilihat. `letak`: rak, meja, unit:KODE, sisi:<berkas>, orang:<petugas>."""

    urutan: int
    letak: str
    bobot: float = Field(description="Makin besar makin dulu dilihat; bukan peluang")
    berkas: Berkas | None = Field(description="Berkas yang disebut letak itu, di mana ia sekarang")
    diperiksa: Periksa | None
    alasan: list[Alasan]


class PencarianRinci(BaseModel):
    """Satu pencarian dengan tempat-tempatnya, urut dari yang paling patut dilihat."""

    pencarian: Pencarian
    letak: list[Letak]


class Curiga(BaseModel):
    """Satu hal yang tidak wajar."""

    berkas: Berkas
    jenis: str
    kalimat: str
    baris: list[int]


class DaftarCuriga(BaseModel):
    """Yang tidak wajar, yang terberat dulu."""

    isi: list[Curiga]
