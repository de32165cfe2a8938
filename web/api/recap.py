"""The daily recap."""

from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request

from engine.projections import views
from engine.settings import ZONA_INDONESIA
from engine.views import names
from web.api import bodies
from web.api.hari import HariAtauKosong
from web.auth import Pembaca
from web.context import konteks

router: Final = APIRouter(tags=["rekap"])


@router.get("/rekap")
def rekap(
    request: Request,
    _pengakses: Pembaca,
    tanggal: Annotated[HariAtauKosong, Query(description="Hari menurut jam fasilitas; kosong: hari ini")] = None,
) -> bodies.Rekap:
    """Rekap gerak satu hari: jumlah peristiwa menurut tempat dan jenisnya, dan sampai mana sudah terhitung."""
    parts = konteks(request)
    if tanggal is None:
        milik = parts.fasyankes()
        zona = ZoneInfo(ZONA_INDONESIA[milik.zona if milik else parts.settings.zona])
        tanggal = parts.now().astimezone(zona).date()
    with parts.engine.connect() as connection:
        found = views.rekap(connection, tanggal)
        unit = names.unit(connection)
    isi = [
        bodies.SelRekap(unit=sel.unit or None, nama_unit=unit.get(sel.unit), jenis=sel.jenis, jumlah=sel.jumlah)
        for sel in found.isi
    ]
    where = found.posisi
    return bodies.Rekap(
        tanggal=found.tanggal,
        seq=where.seq,
        sampai=where.sampai,
        tertinggal=where.tertinggal,
        surat_mati=where.surat_mati,
        jumlah=found.jumlah,
        isi=isi,
    )
