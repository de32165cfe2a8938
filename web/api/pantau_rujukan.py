"""Referrals that wait for an answer and how long answers took: the figures of the page. No patient in it."""

from datetime import date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from engine.views.waktu_tanggap import Lingkup, Pasangan
from web.api.hari import HariAtauKosong
from web.auth import Pembaca as Pengakses
from web.context import konteks
from web.pages.rujukan_pantau import baca_isi

router: Final = APIRouter(tags=["rujukan"])


class RujukanMenunggu(BaseModel):
    """Rujukan yang belum dijawab; `rujukan` ialah id-nya, tidak menyebut pasien."""

    rujukan: str
    perujuk: str
    tujuan: str
    darurat: bool
    dikirim: datetime
    batas: datetime
    lewat: bool
    tingkat: int = Field(description="2 atau lebih: dinaikkan dinas di bawahnya")


class WaktuTanggap(BaseModel):
    """Satu pasangan fasilitas. Yang null tidak dapat dihitung: belum ada yang dijawab."""

    perujuk: str
    tujuan: str
    darurat: bool | None
    jumlah: int
    dijawab: int
    menunggu: int
    dalam_batas: int
    lewat: int
    bagian_dalam_batas: float | None
    median_detik: float | None
    p90_detik: float | None


class PantauRujukan(BaseModel):
    """Milik fasilitas ini sendiri, atau di dinas: milik fasilitas di bawahnya."""

    mulai: date
    sampai: date
    lingkup: Lingkup
    menunggu: list[RujukanMenunggu]
    pasangan: list[WaktuTanggap]
    semua: WaktuTanggap


@router.get("/rujukan/pantau")
def pantau(
    request: Request,
    _pengakses: Pengakses,
    mulai: Annotated[HariAtauKosong, Query(description="Hari pertama; kosong: tiga puluh hari terakhir")] = None,
    sampai: Annotated[HariAtauKosong, Query(description="Hari terakhir; kosong: hari ini")] = None,
) -> PantauRujukan:
    """Rujukan yang menunggu jawaban, dan waktu tanggap tiap pasangan fasilitas menurut hari dikirimnya."""
    isi = baca_isi(request, mulai.isoformat() if mulai else "", sampai.isoformat() if sampai else "")
    pada = konteks(request).now()
    return PantauRujukan(
        mulai=isi.mulai,
        sampai=isi.sampai,
        lingkup=isi.lingkup,
        menunggu=[
            RujukanMenunggu(
                rujukan=one.rujukan,
                perujuk=one.perujuk,
                tujuan=one.tujuan,
                darurat=one.darurat,
                dikirim=one.dikirim,
                batas=one.batas,
                lewat=one.lewat(pada),
                tingkat=one.tingkat,
            )
            for one in isi.menunggu
        ],
        pasangan=[_satu(one) for one in isi.baris],
        semua=_satu(isi.semua),
    )


def _satu(one: Pasangan) -> WaktuTanggap:
    return WaktuTanggap(
        perujuk=one.perujuk,
        tujuan=one.tujuan,
        darurat=one.darurat,
        jumlah=one.jumlah,
        dijawab=one.dijawab,
        menunggu=one.menunggu,
        dalam_batas=one.dalam_batas,
        lewat=one.lewat,
        bagian_dalam_batas=one.bagian,
        median_detik=one.median.total_seconds() if one.median is not None else None,
        p90_detik=one.p90.total_seconds() if one.p90 is not None else None,
    )
