"""Reading the exceptions between visits and folders. No name and no record number is in them."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from engine.refusals import Refusal
from engine.views import rekonsiliasi
from engine.views.rekonsiliasi import Saringan, Temuan
from schemas.names import AlasanSelisih, KodeUnitSah, MacamSelisih
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
    """Sehalaman selisih tiap macam saat ini, yang lama dulu."""

    pada: datetime
    jumlah: dict[MacamSelisih, int] = Field(description="Semua yang belum dijelaskan, juga yang tidak di halaman ini")
    isi: list[Selisih]
    setelah: dict[MacamSelisih, str] = Field(
        description="Macam yang masih ada lanjutannya: minta dengan `macam` dan `setelah` ini"
    )


@router.get("/rekonsiliasi")
def daftar(
    request: Request,
    _pengakses: Pembaca,
    unit: Annotated[KodeUnitSah | None, Query(description="Hanya tanggungan unit ini")] = None,
    macam: Annotated[MacamSelisih | None, Query(description="Hanya macam ini")] = None,
    setelah: Annotated[str | None, Query(description="Lanjutkan sesudah ini; bersama `macam`", max_length=80)] = None,
    dijelaskan: Annotated[bool, Query(description="Sertakan yang sudah dijelaskan")] = False,
) -> DaftarSelisih:
    """Di mana kunjungan dan berkas tidak cocok sekarang."""
    parts = konteks(request)
    fasyankes = parts.fasyankes()
    if fasyankes is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    after = rekonsiliasi.sesudah(setelah) if setelah else None
    if setelah and (after is None or macam is None):
        why = "harus bersama macam" if after else "bukan akhir sebuah halaman"
        raise Ditolak(Refusal("isian_tidak_sah", "setelah", {"field": "setelah", "sebab": why}))
    asked = Saringan(unit, macam, after)
    with parts.engine.connect() as connection:
        found = rekonsiliasi.daftar(connection, parts.now(), fasyankes.zona, asked)
    shown = (*found.isi, *found.dijelaskan) if dijelaskan and after is None else found.isi
    return DaftarSelisih(
        pada=found.pada,
        jumlah={kind: page.jumlah for kind, page in found.halaman.items()},
        isi=[_satu(one, found.pada) for one in shown],
        setelah={kind: str(page.lanjut) for kind, page in found.halaman.items() if page.lanjut is not None},
    )


def _satu(one: Temuan, pada: datetime) -> Selisih:
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
        dijelaskan=one.dijelaskan,
        penjelasan=one.kata.penjelasan if one.kata and one.dijelaskan else None,
    )
