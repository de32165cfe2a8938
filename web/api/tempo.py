"""Reading deadlines' clocks: the legal and the fair time of what is missing in a record, and what they are made of."""

from datetime import datetime
from typing import Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from engine.refusals import Refusal
from engine.views import dua_jam, records
from engine.views.dua_jam import JamPetugas, Sebab
from web.auth import Pembaca
from web.context import konteks
from web.problems import Ditolak

router: Final = APIRouter(tags=["kelengkapan"])


class RuasJam(BaseModel):
    """Satu ruas waktu: selama tidak ada yang berubah bagi yang harus melengkapi."""

    mulai: datetime
    sampai: datetime
    sebab: Sebab
    terjangkau: bool = Field(description="Dihitung pada jam adil")
    tempat: str | None


class JamMelengkapi(BaseModel):
    """Jam hukum dan jam adil seorang yang harus melengkapi berkas ini, dalam detik, dengan ruas yang menyusunnya."""

    petugas: str
    mulai: datetime
    sampai: datetime
    selesai: bool
    jatuh_tempo: datetime | None
    kekurangan: int
    hukum_detik: int
    adil_detik: int
    ruas: list[RuasJam]


class DuaJamBerkas(BaseModel):
    """Jam setiap orang yang masih harus melengkapi berkas ini; kosong bila tidak ada."""

    berkas: str
    isi: list[JamMelengkapi]


@router.get("/berkas/{sebutan}/dua-jam")
def baca_dua_jam(request: Request, sebutan: str, _pembaca: Pembaca, *, selesai: bool = False) -> DuaJamBerkas:
    """Jam hukum dan jam adil melengkapi sebuah berkas, per orang."""
    parts = konteks(request)
    with parts.engine.connect() as connection:
        rinci = records.rinci(connection, sebutan, akhiran=False)
        if isinstance(rinci, Refusal):
            raise Ditolak(rinci)
        id_ = rinci.ringkas.id
        found = dua_jam.milik_berkas(connection, id_, parts.now(), selesai=selesai)
    return DuaJamBerkas(berkas=id_, isi=[_isi(one) for one in found])


def _isi(one: JamPetugas) -> JamMelengkapi:
    jam = one.jam
    return JamMelengkapi(
        petugas=jam.petugas,
        mulai=jam.mulai,
        sampai=jam.sampai,
        selesai=jam.selesai,
        jatuh_tempo=one.jatuh_tempo,
        kekurangan=one.kekurangan,
        hukum_detik=int(jam.hukum.total_seconds()),
        adil_detik=int(jam.adil.total_seconds()),
        ruas=[
            RuasJam(mulai=r.mulai, sampai=r.sampai, sebab=r.sebab, terjangkau=r.terjangkau, tempat=r.tempat)
            for r in jam.ruas
        ],
    )
