"""Reading gaps: of one record, of one person, of everybody who still has some. No name of a patient is in them."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field

from engine.refusals import Refusal
from engine.views import kekurangan, records
from engine.views.kekurangan import HALAMAN
from engine.workflows import kekurangan as alur
from schemas.names import KeadaanKekurangan, Pembawa, UuidPetugas, UuidSubjek
from web.api.bodies import Isi
from web.auth import Pembaca, Pengakses
from web.context import konteks
from web.pages.kata_kekurangan import MENGAWASI
from web.problems import Ditolak

router: Final = APIRouter(tags=["kelengkapan"])
HALAMAN_TERBESAR: Final = 1_000
Batas = Annotated[int, Query(ge=1, le=HALAMAN_TERBESAR)]
Setelah = Annotated[UuidSubjek | None, Query(description="Lanjutkan sesudah kekurangan ini")]


class Kekurangan(Isi):
    """Satu kekurangan: butir mana dari berkas mana, siapa yang melengkapi, sampai kapan."""

    id: str
    keadaan: KeadaanKekurangan
    versi: int
    berkas: str
    kunjungan: str | None
    butir: str = Field(description="Formulir dan unsurnya, misalnya resume_medis.tanda_tangan")
    penanggung_jawab: str
    penemu: str = Field(description="Yang menemukannya kurang")
    versi_daftar: int = Field(description="Versi daftar periksa yang dipakai")
    jatuh_tempo: datetime
    lewat: bool = Field(description="Batasnya lewat selagi masih kurang, dan sudah tercatat begitu")
    penyelesai: str | None = Field(description="Yang terakhir menyatakannya sudah dilengkapi")
    dilengkapi: datetime | None
    ditolak: int = Field(description="Berapa kali pernyataan itu ternyata tidak benar")
    selesai: datetime | None
    sebab: str | None
    sejak: datetime
    terdaftar: datetime


class DaftarKekurangan(BaseModel):
    """Sehalaman kekurangan. `setelah` bukan null: masih ada, minta dengan nilai itu."""

    isi: list[Kekurangan]
    setelah: str | None


class BebanPetugas(Isi):
    """Yang masih harus dilengkapi seorang petugas."""

    petugas: str
    berkas: int = Field(description="Berapa berkas")
    kekurangan: int
    lewat: int = Field(description="Kekurangan yang batasnya sudah lewat")
    tertua: datetime


class DaftarBeban(BaseModel):
    """Semua petugas yang masih harus melengkapi sesuatu, yang paling lama dulu."""

    pada: datetime
    isi: list[BebanPetugas]


@router.get("/berkas/{sebutan}/kekurangan")
def kekurangan_berkas(  # noqa: PLR0913 - one parameter a filter
    request: Request,
    _pengakses: Pembaca,
    sebutan: str,
    *,
    pembawa: Pembawa | None = None,
    semua: Annotated[bool, Query(description="Juga yang sudah diverifikasi atau dihapuskan")] = False,
    setelah: Setelah = None,
    batas: Batas = HALAMAN,
) -> DaftarKekurangan:
    """Yang kurang dari sebuah berkas, yang ditemukan lebih dulu di depan."""
    with konteks(request).engine.connect() as connection:
        found = records.ringkas(connection, sebutan, pembawa=pembawa)
        if isinstance(found, Refusal):
            raise Ditolak(found)
        after = kekurangan.satu(connection, setelah) if setelah else None
        if setelah and (after is None or after.terdaftar is None):
            raise Ditolak(Refusal("kekurangan_tidak_dikenal", "setelah"))
        listed = kekurangan.milik_berkas(
            connection,
            found.id,
            belum_selesai=not semua,
            setelah=(after.terdaftar, after.id) if after and after.terdaftar else None,
            batas=batas + 1,
        )
    return _halaman(listed, batas)


@router.get("/kekurangan/{kekurangan_id}")
def satu_kekurangan(
    request: Request, _pengakses: Pembaca, kekurangan_id: Annotated[UuidSubjek, Path(description="Id kekurangan")]
) -> Kekurangan:
    """Satu kekurangan menurut id."""
    with konteks(request).engine.connect() as connection:
        found = kekurangan.satu(connection, kekurangan_id)
    if found is None:
        raise Ditolak(Refusal("kekurangan_tidak_dikenal", "kekurangan_id"))
    return Kekurangan.model_validate(found)


@router.get("/petugas/{petugas}/kekurangan")
def kekurangan_petugas(
    request: Request, pengakses: Pembaca, petugas: UuidPetugas, *, setelah: Setelah = None, batas: Batas = HALAMAN
) -> DaftarKekurangan:
    """Yang masih harus dilengkapi seorang petugas, yang batasnya paling dekat dulu."""
    if petugas != pengakses.petugas.id:
        _boleh(pengakses)
    with konteks(request).engine.connect() as connection:
        after = kekurangan.satu(connection, setelah) if setelah else None
        if setelah and (after is None or after.jatuh_tempo is None):
            raise Ditolak(Refusal("kekurangan_tidak_dikenal", "setelah"))
        listed = kekurangan.milik_petugas(
            connection,
            petugas,
            setelah=(after.jatuh_tempo, after.id) if after and after.jatuh_tempo else None,
            batas=batas + 1,
        )
    return _halaman(listed, batas)


@router.get("/kekurangan")
def beban(request: Request, pengakses: Pembaca) -> DaftarBeban:
    """Siapa masih harus melengkapi berapa berkas; untuk rekam medis dan kepala."""
    _boleh(pengakses)
    parts = konteks(request)
    now = parts.now()
    with parts.engine.connect() as connection:
        found = kekurangan.beban(connection, now)
    return DaftarBeban(pada=now, isi=[BebanPetugas.model_validate(one) for one in found])


def _halaman(listed: list[alur.Kekurangan], batas: int) -> DaftarKekurangan:
    shown = [Kekurangan.model_validate(one) for one in listed[:batas]]
    return DaftarKekurangan(isi=shown, setelah=shown[-1].id if len(listed) > batas else None)


def _boleh(pengakses: Pengakses) -> None:
    """Raise Ditolak for who may not read other people's lists."""
    if pengakses.petugas.peran.isdisjoint(MENGAWASI):
        words: dict[str, str | int] = {
            "perintah": "membaca tugas orang lain",
            "peran": ", ".join(sorted(MENGAWASI)),
        }
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))
