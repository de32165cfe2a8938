"""Reading surveillance: the counts of a week, alerts, weekly and outbreak reports. Counts; nothing of a patient."""

from datetime import datetime
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.surveilans import baca, lihat, minggu
from engine.surveilans.jenjang import kita
from schemas.names import KeadaanSinyal, KeadaanW1, KeadaanW2, Tahap
from web.auth import Pembaca
from web.context import konteks
from web.problems import Ditolak

router: Final = APIRouter(tags=["surveilans"])
Mana = Annotated[str | None, Query(alias="minggu", pattern=r"^[0-9]{4}-M[0-9]{2}$", description="Minggu epidemiologi")]


class HitungMinggu(BaseModel):
    """Satu penyakit dalam satu minggu."""

    kode: str
    nama: str
    berkode: int = Field(description="Kasus dari kunjungan berkode, atau dari laporan di bawah")
    bawah: int
    atas: int
    mati: int


class SemingguSurveilans(BaseModel):
    """Hitungan satu minggu; penyakit tanpa kasus tidak disebut."""

    minggu: str
    kunjungan: int
    lapor: int
    wajib: int
    isi: list[HitungMinggu]


class SinyalSurveilans(BaseModel):
    """Satu sinyal; ia bukan KLB."""

    id: str
    fasyankes: str
    penyakit: str
    minggu: str
    kasus: int
    sebelum: int | None
    keadaan: KeadaanSinyal
    verifikasi_sebelum: datetime | None


class MataRantai(BaseModel):
    """Yang dilakukan satu tingkat, menurut jamnya."""

    fasyankes: str
    tahap: Tahap
    pada: datetime


class LaporanW1(BaseModel):
    """Satu laporan KLB di tingkat ini, dengan rantainya."""

    id: str
    penyakit: str
    pelapor: str
    diketahui: datetime | None
    sakit: int
    mati: int
    keadaan: KeadaanW1
    penyata: str | None = Field(description="Dinkes yang menyatakan KLB")
    batas: datetime | None
    rantai: list[MataRantai]


class LaporanW2(BaseModel):
    """Satu laporan mingguan kita."""

    id: str
    minggu: str
    keadaan: KeadaanW2
    edisi: int
    lapor: int
    wajib: int
    kirim_sebelum: datetime | None
    dikirim: datetime | None


@router.get("/surveilans/minggu")
def seminggu(request: Request, _pengakses: Pembaca, mana: Mana = None) -> SemingguSurveilans:
    """Hitungan satu minggu; bawaannya minggu ini."""
    parts, aturan = konteks(request), kebijakan()
    with parts.engine.connect() as connection:
        satu = kita(connection)
        if satu is None:
            raise Ditolak(Refusal("belum_disiapkan"))
        here = minggu.pekan(parts.now().astimezone(ZoneInfo(ZONA_INDONESIA[satu.zona])).date(), aturan.skdr.minggu)
        week = here if mana is None else minggu.baca(mana, aturan.skdr.minggu)
        if week is None:
            raise Ditolak(Refusal("minggu_tidak_dikenal", "minggu", {"minggu": mana or ""}))
        found = baca.seminggu(connection, aturan.katalog, satu, week)
    rows = [
        HitungMinggu(
            kode=kode,
            nama=aturan.katalog.penyakit[kode].nama if kode in aturan.katalog.penyakit else kode,
            berkode=one.berkode.kasus,
            bawah=one.jumlah.bawah,
            atas=one.jumlah.atas,
            mati=one.jumlah.mati,
        )
        for kode, one in found.angka.items()
    ]
    return SemingguSurveilans(
        minggu=str(week), kunjungan=found.kunjungan, lapor=found.lapor, wajib=found.wajib, isi=rows
    )


@router.get("/surveilans/sinyal")
def sinyal(
    request: Request,
    _pengakses: Pembaca,
    semua: Annotated[bool, Query(description="Sertakan yang sudah diputus")] = False,
) -> list[SinyalSurveilans]:
    """Sinyal yang menunggu verifikasi, yang terbaru dulu."""
    with konteks(request).engine.connect() as connection:
        found = lihat.sinyal(connection, terbuka=not semua)
    return [
        SinyalSurveilans(
            id=one.id,
            fasyankes=one.fasyankes,
            penyakit=one.penyakit,
            minggu=str(minggu.Pekan(one.tahun, one.minggu)),
            kasus=one.kasus,
            sebelum=one.sebelum,
            keadaan=one.keadaan,
            verifikasi_sebelum=one.verifikasi_sebelum,
        )
        for one in found
    ]


@router.get("/surveilans/w1")
def w1(
    request: Request,
    _pengakses: Pembaca,
    semua: Annotated[bool, Query(description="Sertakan yang sudah ditutup")] = False,
) -> list[LaporanW1]:
    """Laporan KLB di tingkat ini."""
    with konteks(request).engine.connect() as connection:
        found = lihat.klb(connection, terbuka=not semua)
    return [
        LaporanW1(
            id=one.w1.id,
            penyakit=one.w1.penyakit,
            pelapor=one.w1.pelapor,
            diketahui=one.w1.diketahui,
            sakit=one.w1.bawah + one.w1.atas,
            mati=one.w1.mati,
            keadaan=one.w1.keadaan,
            penyata=one.w1.penyata,
            batas=one.batas(kebijakan().klb),
            rantai=[MataRantai(fasyankes=link.fasyankes, tahap=link.tahap, pada=link.pada) for link in one.rantai],
        )
        for one in found
    ]


@router.get("/surveilans/w2")
def w2(request: Request, _pengakses: Pembaca) -> list[LaporanW2]:
    """Laporan mingguan kita, minggu terbaru dulu."""
    with konteks(request).engine.connect() as connection:
        satu = kita(connection)
        found = [] if satu is None else lihat.mingguan(connection, satu)
    return [
        LaporanW2(
            id=one.id,
            minggu=str(minggu.Pekan(one.tahun, one.minggu)),
            keadaan=one.keadaan,
            edisi=one.edisi,
            lapor=one.lapor,
            wajib=one.wajib,
            kirim_sebelum=one.kirim_sebelum,
            dikirim=one.dikirim,
        )
        for one in found
    ]
