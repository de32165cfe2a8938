"""Reading the exceptions between visits and folders. No name and no record number is in them."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from engine.refusals import Refusal
from engine.views import rekonsiliasi
from engine.views.rekonsiliasi import Temuan
from schemas.names import AlasanSelisih, KeadaanSelisih, KodeUnitSah, MacamSelisih
from web.auth import Pembaca
from web.context import konteks
from web.problems import Ditolak

router: Final = APIRouter(tags=["rekonsiliasi"])


class Selisih(BaseModel):
    """Satu selisih antara kunjungan dan berkas."""

    id: str
    macam: MacamSelisih
    unit: str = Field(description="Unit yang menanggungnya")
    awal: datetime = Field(description="Sejak kapan")
    umur_detik: int
    berkas: str | None
    kunjungan: str | None
    di: str | None = Field(description="Unit kunjungannya")
    lokasi: str | None = Field(description="Tempat berkasnya")
    dijelaskan: bool
    penjelasan: AlasanSelisih | None


class DaftarSelisih(BaseModel):
    """Selisih saat ini, yang lama dulu menurut macamnya."""

    pada: datetime
    isi: list[Selisih]


@router.get("/rekonsiliasi")
def daftar(
    request: Request,
    _pengakses: Pembaca,
    unit: Annotated[KodeUnitSah | None, Query(description="Hanya tanggungan unit ini")] = None,
    dijelaskan: Annotated[bool, Query(description="Sertakan yang sudah dijelaskan")] = False,
) -> DaftarSelisih:
    """Di mana kunjungan dan berkas tidak cocok sekarang."""
    parts = konteks(request)
    fasyankes = parts.fasyankes()
    if fasyankes is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    with parts.engine.connect() as connection:
        found = rekonsiliasi.daftar(connection, parts.now(), fasyankes.zona, unit)
    shown = (*found.isi, *found.dijelaskan) if dijelaskan else found.isi
    return DaftarSelisih(pada=found.pada, isi=[_satu(one, found.pada) for one in shown])


def _satu(one: Temuan, pada: datetime) -> Selisih:
    explained = one.kata is not None and one.kata.keadaan is KeadaanSelisih.DIJELASKAN
    return Selisih(
        id=one.id,
        macam=one.macam,
        unit=one.unit,
        awal=one.awal,
        umur_detik=int(one.umur(pada).total_seconds()),
        berkas=one.berkas,
        kunjungan=one.kunjungan,
        di=one.di,
        lokasi=one.lokasi,
        dijelaskan=explained,
        penjelasan=one.kata.penjelasan if one.kata and explained else None,
    )
