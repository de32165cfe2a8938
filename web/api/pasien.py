"""The master index over HTTP. What is looked for is sent in the body: no address holds a name or a number."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from engine.kiup.nik import KALIMAT as KALIMAT_NIK
from engine.kiup.periksa import KALIMAT, awas, ganjil
from engine.kiup.tanya import Tanya, pahami
from engine.refusals import Refusal
from engine.views import kunjungan_pasien, lembar_pasien
from engine.views import pasien as kiup
from engine.workflow import said
from engine.workflows.berkas import KEPALA, LOKET
from schemas.commands.pasien import Identitas
from schemas.names import JenisKelamin
from web.api.bodies import Isi
from web.api.hari import HariAtauKosong
from web.auth import Pembaca, Pengakses
from web.context import konteks
from web.pages.penomoran import hari_ini
from web.problems import Ditolak

router: Final = APIRouter(tags=["pasien"])
MENGURUS: Final = LOKET | KEPALA


class CariPasien(BaseModel):
    """Yang dicari: satu baris bebas (`q`), atau per isian. Semua yang diisi diperhitungkan."""

    model_config = ConfigDict(extra="forbid")
    q: Annotated[str, Field(max_length=200)] = ""
    nama: Annotated[str, Field(max_length=200)] = ""
    tanggal_lahir: HariAtauKosong = None
    nik: Annotated[str, Field(pattern=r"^[0-9]{0,24}$")] = ""
    telepon: Annotated[str, Field(pattern=r"^[+0-9 ().-]{0,24}$")] = ""
    nomor: Annotated[str, Field(max_length=24)] = ""
    alamat: Annotated[str, Field(max_length=200)] = ""


class Orang(Isi):
    """Satu pasien dalam daftar."""

    id: str
    nama: str
    nik: str | None
    tanggal_lahir: date | None
    lahir_perkiraan: bool
    jenis_kelamin: JenisKelamin
    alamat: str | None
    telepon: str | None
    dikenal: bool
    nomor: list[str]


class Temuan(Isi):
    """Satu pasien yang cocok, seberapa cocok (0-100), dan sebabnya."""

    orang: Orang
    skor: int
    alasan: list[str]
    lewat: str | None = Field(description="Nama lama atau pendaftaran yang sudah digabung, bila itu yang cocok")


class HasilPasien(BaseModel):
    """Yang paling cocok dulu. `lebih`: masih ada; persempit."""

    isi: list[Temuan]
    lebih: bool


class PeriksaPasien(BaseModel):
    """Yang perlu dilihat sebelum mendaftarkan: pasien yang mungkin sama, dan peringatan yang tidak menahan."""

    kembar: list[Temuan]
    peringatan: dict[str, list[str]]


class PasienRinci(BaseModel):
    """Satu pasien: identitasnya, berkasnya, dan ke mana ia menunjuk bila sudah digabung."""

    id: str
    keadaan: str
    versi: int
    dikenal: bool
    digabung_ke: str | None
    kini: str = Field(description="Pasien yang dipertahankan; dirinya sendiri bila tidak digabung")
    terdaftar: datetime
    identitas: dict[str, str | bool | None]
    berkas: list[str]
    kunjungan_terbuka: list[str] = Field(
        description="Kunjungannya yang masih berlangsung, juga yang didaftarkan atas nama yang digabung ke sini."
        " Bila dua pasien sama-sama punya, periksa dulu sebelum menggabungkan keduanya"
    )


def _mengurus(pengakses: Pengakses) -> None:
    """Only those who keep the index read whole identities."""
    if pengakses.petugas.peran.isdisjoint(MENGURUS):
        names = ", ".join(sorted(said(one) for one in MENGURUS))
        raise Ditolak(Refusal("peran_tidak_boleh", nilai={"perintah": "melihat identitas pasien", "peran": names}))


@router.post("/pasien/cari")
def cari_pasien(request: Request, pengakses: Pembaca, isi: CariPasien) -> HasilPasien:
    """Cari pasien menurut nama (salah ketik dan ejaan lama ditoleransi), tanggal lahir, NIK, telepon, alamat, nomor."""
    _mengurus(pengakses)
    free = pahami(isi.q)
    asked = Tanya(
        nama=isi.nama or free.nama,
        lahir=isi.tanggal_lahir or free.lahir,
        tahun=free.tahun,
        nik=isi.nik or free.nik,
        jkn=free.jkn,
        telepon=pahami(isi.telepon).telepon or free.telepon,
        nomor=isi.nomor or free.nomor,
        alamat=isi.alamat,
    )
    with konteks(request).engine.connect() as connection:
        hasil = kiup.cari(connection, asked)
    return HasilPasien(isi=_daftar(hasil.isi), lebih=hasil.lebih)


@router.post("/pasien/periksa")
def periksa_pasien(request: Request, pengakses: Pembaca, isi: Identitas) -> PeriksaPasien:
    """Pasien terdaftar yang mungkin orang ini, dan peringatan tentang NIK-nya. Tidak ada yang tersimpan."""
    _mengurus(pengakses)
    with konteks(request).engine.connect() as connection:
        alike = kiup.kembar(connection, isi)
    told: dict[str, list[str]] = {}
    for odd in ganjil(isi):
        told.setdefault("nik", []).append(KALIMAT_NIK[odd])
    for field, sentence in (KALIMAT[one] for one in awas(isi, hari_ini(request))):
        told.setdefault(field, []).append(sentence)
    return PeriksaPasien(kembar=_daftar(alike), peringatan=told)


@router.get("/pasien/{pasien_id}")
def satu_pasien(request: Request, pengakses: Pembaca, pasien_id: str) -> PasienRinci:
    """Satu pasien menurut id-nya."""
    _mengurus(pengakses)
    with konteks(request).engine.connect() as connection:
        found = lembar_pasien.rinci(connection, pasien_id)
        if isinstance(found, Refusal):
            raise Ditolak(found)
        terbuka = kunjungan_pasien.terbuka(connection, [pasien_id])[pasien_id]
    return PasienRinci(
        id=found.id,
        keadaan=found.keadaan,
        versi=found.versi,
        dikenal=found.dikenal,
        digabung_ke=found.digabung_ke,
        kini=found.kini,
        terdaftar=found.terdaftar,
        identitas={
            name: value if isinstance(value, bool) or value is None else str(value)
            for name, value in found.identitas.__dict__.items()
        },
        berkas=[one.id for one in found.folder],
        kunjungan_terbuka=[visit.id for visit in terbuka.isi],
    )


def _daftar(found: Sequence[kiup.Temuan]) -> list[Temuan]:
    return [Temuan.model_validate(one) for one in found]
