"""Reading corrections of electronic records. What was changed is not in them: only which form, why, and who decided."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from engine.views import koreksi
from engine.views.koreksi import HALAMAN
from schemas.names import KeadaanKoreksi, SebabKoreksi, SebabTolakKoreksi
from web.api.bodies import Isi
from web.auth import Pembaca
from web.context import konteks

router: Final = APIRouter(tags=["kelengkapan"])


class Koreksi(Isi):
    """Satu koreksi rekam medis elektronik."""

    id: str
    keadaan: KeadaanKoreksi
    versi: int
    berkas: str
    kunjungan: str
    formulir: str
    sebab: SebabKoreksi
    bebas_sampai: datetime = Field(description="Sampai kapan koreksi tidak perlu persetujuan")
    pengaju: str
    pemutus: str | None
    diputus: datetime | None
    sebab_tolak: SebabTolakKoreksi | None
    terdaftar: datetime


class DaftarKoreksi(BaseModel):
    """Koreksi dalam satu keadaan, yang lama dulu, paling banyak 200."""

    isi: list[Koreksi]


@router.get("/koreksi")
def daftar(
    request: Request,
    _pengakses: Pembaca,
    keadaan: Annotated[KeadaanKoreksi, Query(description="Bawaan: yang menunggu")] = KeadaanKoreksi.DIAJUKAN,
) -> DaftarKoreksi:
    """Koreksi menurut keadaannya: yang menunggu putusan, yang disetujui dan belum dilakukan, dan seterusnya."""
    with konteks(request).engine.connect() as connection:
        found = koreksi.daftar(connection, keadaan, HALAMAN)
    return DaftarKoreksi(isi=[Koreksi.model_validate(one.koreksi) for one in found])
