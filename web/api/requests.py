"""Requests for folders, and how long units waited for them."""

from datetime import date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from engine.views import provision, requests
from engine.views.provision import Angka, Golongan
from engine.views.provision import Baris as BarisAngka
from engine.views.requests import Diminta, Tahap, Tanda
from schemas.names import (
    AsalPermintaan,
    JenisKunjungan,
    Keadaan,
    KeadaanAwal,
    KeadaanPermintaan,
    KodeUnitSah,
)
from web.api.bodies import Isi
from web.api.hari import HariAtauKosong
from web.auth import Pembaca
from web.context import konteks
from web.rentang import rentang

router: Final = APIRouter(tags=["permintaan"])
Hari = Annotated[HariAtauKosong, Query(description="Hari menurut jam fasilitas")]


class Permintaan(Isi):
    """Satu permintaan berkas, dengan berkasnya: di mana, dipegang siapa, giliran ke berapa."""

    id: str
    keadaan: KeadaanPermintaan
    tahap: Tahap | None = Field(description="Yang dapat dilakukan sekarang; null bila sudah selesai")
    tanda: Tanda | None = Field(description="Keadaan jamnya; null bila tidak berjam")
    berkas: str
    nomor: str
    keadaan_berkas: Keadaan
    lokasi: str | None
    tujuan: str | None
    pemegang: str | None
    unit: str
    kunjungan: str | None
    asal: AsalPermintaan
    layanan: JenisKunjungan | None
    keadaan_awal: KeadaanAwal
    dibutuhkan_pada: datetime
    diminta: datetime
    sasaran: datetime | None
    dikirim: datetime | None
    diterima: datetime | None = Field(description="Kapan unit menerimanya; tidak pernah diisi dari yang lain")
    selesai: datetime | None
    sebab: str | None
    pencari: str | None
    pencarian: str | None = Field(description="Pencarian yang berjalan, bila berkasnya tidak di tempat")
    gabung_ke: str | None = Field(description="Nomor baru pasiennya, bila diminta untuk digabung (serial unit)")
    giliran: int = Field(description="Giliran di antara yang menunggu berkas ini; 0 bila sudah selesai")
    penunggu: int
    menit: float | None = Field(description="Sejak diminta sampai diterima; null bila tidak pernah diterima")


class DaftarPermintaan(BaseModel):
    """Semua yang ditunggu sekarang, menurut unit lalu letak di rak. `nanti`: untuk hari lain, tidak terdaftar."""

    pada: datetime
    seq: int
    isi: list[Permintaan]
    nanti: int


class DaftarDiBalik(BaseModel):
    """Permintaan di balik sebuah angka."""

    isi: list[Permintaan]


class AngkaPenyediaan(BaseModel):
    """Angka satu golongan permintaan. Null: tidak ada data."""

    layanan: JenisKunjungan
    kunci: str | None
    jumlah: int
    golongan: dict[Golongan, int]
    bagian_tepat: float | None
    p50: float | None
    p90: float | None
    rata: float | None


class Penyediaan(BaseModel):
    """Waktu penyediaan selama rentang hari itu, dalam menit. Angka yang sama dengan halamannya."""

    mulai: date
    sampai: date
    semua: list[AngkaPenyediaan]
    giliran: list[AngkaPenyediaan]
    unit: list[AngkaPenyediaan]
    sebab: list[AngkaPenyediaan]


@router.get("/permintaan")
def permintaan(
    request: Request,
    _pengakses: Pembaca,
    unit: Annotated[KodeUnitSah | None, Query(description="Hanya unit ini")] = None,
) -> DaftarPermintaan:
    """Daftar tarik: siapa menunggu berkas apa sekarang."""
    parts = konteks(request)
    with parts.engine.connect() as connection:
        found = requests.daftar(connection, parts.now())
    rows = [_satu(one, found.pada) for one in found.isi if unit is None or one.permintaan.unit == unit]
    return DaftarPermintaan(pada=found.pada, seq=found.seq, isi=rows, nanti=found.nanti)


@router.get("/penyediaan")
def penyediaan(request: Request, _pengakses: Pembaca, mulai: Hari = None, sampai: Hari = None) -> Penyediaan:
    """Waktu penyediaan berkas menurut giliran, unit, dan keadaan berkas saat diminta."""
    parts = konteks(request)
    zona, first, last = rentang(parts, mulai.isoformat() if mulai else "", sampai.isoformat() if sampai else "")
    with parts.engine.connect() as connection:
        found = provision.laporan(connection, zona, first, last)
    return Penyediaan(
        mulai=found.mulai,
        sampai=found.sampai,
        semua=[_angka(row) for row in found.semua],
        giliran=[_angka(row) for row in found.giliran],
        unit=[_angka(row) for row in found.unit],
        sebab=[_angka(row) for row in found.sebab],
    )


@router.get("/penyediaan/permintaan")
def di_balik(  # noqa: PLR0913, PLR0917 - one parameter a filter
    request: Request,
    _pengakses: Pembaca,
    mulai: Hari = None,
    sampai: Hari = None,
    layanan: JenisKunjungan | None = None,
    giliran: Annotated[str | None, Query(max_length=24)] = None,
    unit: Annotated[KodeUnitSah | None, Query()] = None,
    sebab: KeadaanAwal | None = None,
    golongan: Golongan | None = None,
) -> DaftarDiBalik:
    """Permintaan di balik sebuah angka penyediaan."""
    parts = konteks(request)
    zona, first, last = rentang(parts, mulai.isoformat() if mulai else "", sampai.isoformat() if sampai else "")
    sel = provision.Saringan(first, last, layanan, giliran, unit, sebab, golongan)
    with parts.engine.connect() as connection:
        found = requests.beberapa(connection, [one.id for one in provision.di_balik(connection, zona, sel)])
    return DaftarDiBalik(isi=[_satu(one, parts.now()) for one in found])


def _satu(one: Diminta, now: datetime) -> Permintaan:
    p = one.permintaan
    open_ = p.selesai is None
    return Permintaan.model_validate(
        {name: getattr(p, name) for name in Permintaan.model_fields if hasattr(p, name)}
        | {
            "tahap": one.tahap if open_ else None,
            "tanda": one.tanda(now) if open_ else None,
            "nomor": one.nomor,
            "keadaan_berkas": one.keadaan,
            "lokasi": one.lokasi,
            "tujuan": one.tujuan,
            "pemegang": one.pemegang,
            "diminta": p.terdaftar,
            "pencarian": one.pencarian,
            "gabung_ke": one.gabung_ke,
            "giliran": one.giliran,
            "penunggu": one.penunggu,
            "menit": provision.menit(p),
        }
    )


def _angka(row: BarisAngka) -> AngkaPenyediaan:
    found: Angka = row.angka
    return AngkaPenyediaan(
        layanan=row.layanan,
        kunci=row.kunci or None,
        jumlah=found.jumlah,
        golongan=found.golongan,
        bagian_tepat=found.bagian_tepat,
        p50=found.p50,
        p90=found.p90,
        rata=found.rata,
    )
