"""Numbers and shelves: the next number, the place of one, shelf order. Numbers come in bodies, never in addresses."""

from datetime import date
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from engine import arsip
from engine.penjajaran import SistemJajar, tetangga_salah
from engine.penomoran import Skema
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.views import nomor as nomor_view
from engine.views import rak
from schemas.names import RUANG_REKAM_MEDIS, KodeUnitSah, NomorRm
from web.auth import Pembaca
from web.context import konteks
from web.problems import Ditolak

router: Final = APIRouter(tags=["rak"])
TERBANYAK: Final = 500
"""Numbers one call puts in order."""


class NomorBerikut(BaseModel):
    """Nomor yang akan diberikan kepada berkas berikutnya bila tidak ada yang mendahului."""

    nomor: str | None = Field(description="null: nomor sudah habis")
    skema: Skema
    sisa: int
    tanggal: date = Field(description="Hari pada jam fasilitas; cara penomoran bisa berganti mulai suatu tanggal")


class DimanaNomor(BaseModel):
    """Nomor yang dicari letaknya. Di badan permintaan: log di antara tidak mencatat nomor."""

    model_config = ConfigDict(extra="forbid")
    nomor: NomorRm
    unit: KodeUnitSah = RUANG_REKAM_MEDIS


class NomorNomor(BaseModel):
    """Nomor-nomor yang akan diurutkan."""

    model_config = ConfigDict(extra="forbid")
    nomor: Annotated[list[NomorRm], Field(max_length=TERBANYAK)]


class SatuNomor(BaseModel):
    """Satu nomor."""

    model_config = ConfigDict(extra="forbid")
    nomor: NomorRm


class LetakRak(BaseModel):
    """Letak satu nomor di rak."""

    nomor: str
    unit: str
    rak: str
    nama_rak: str
    bagian: int
    posisi: int = Field(description="Urutan ke berapa di bagian itu, mulai 1")
    sebelum: str | None = Field(description="Nomor berkas di kirinya")
    sesudah: str | None = Field(description="Nomor berkas di kanannya")


class UrutanRak(BaseModel):
    """Nomor-nomor dalam urutan rak."""

    sistem: SistemJajar
    nomor: list[str]


class TetanggaSalah(BaseModel):
    """Nomor-nomor yang di sebelahnya sebuah berkas biasanya terselip bila salah letak, yang paling mungkin dulu."""

    sistem: SistemJajar
    nomor: list[str]


@router.get("/penomoran/berikut")
def nomor_berikut(request: Request, _pengakses: Pembaca) -> NomorBerikut:
    """Nomor berikutnya menurut cara penomoran yang berlaku hari ini. Nomornya diberikan saat mendaftar."""
    parts = konteks(request)
    milik = parts.fasyankes()
    hari = parts.now().astimezone(ZoneInfo(ZONA_INDONESIA[milik.zona if milik else parts.settings.zona])).date()
    with parts.engine.connect() as connection:
        known = arsip.baca(connection)
        rencana = known.pada(hari)
        found = nomor_view.berikut(connection, known, rencana)
    return NomorBerikut(nomor=found.nomor, skema=rencana.skema, sisa=found.sisa, tanggal=hari)


@router.post("/rak/letak")
def letak(request: Request, _pengakses: Pembaca, isi: DimanaNomor) -> LetakRak:
    """Letak sebuah nomor di rak ruang itu, terdaftar atau belum."""
    with konteks(request).engine.connect() as connection:
        found = rak.tempat_nomor(connection, isi.nomor, isi.unit)
    if found is None:
        raise Ditolak(Refusal("rak_tanpa_ruas", "unit"))
    return LetakRak(
        nomor=isi.nomor,
        unit=found.ruas.unit,
        rak=found.ruas.rak,
        nama_rak=found.ruas.nama_rak,
        bagian=found.ruas.nomor,
        posisi=found.posisi,
        sebelum=found.sebelum,
        sesudah=found.sesudah,
    )


@router.post("/rak/urutan")
def urutan(request: Request, _pengakses: Pembaca, isi: NomorNomor) -> UrutanRak:
    """Nomor-nomor itu dalam urutan rak, menurut penjajaran yang berlaku."""
    with konteks(request).engine.connect() as connection:
        jajaran = arsip.jajaran(connection)
    return UrutanRak(sistem=jajaran.sistem, nomor=sorted(isi.nomor, key=jajaran.kunci))


@router.post("/rak/tetangga")
def tetangga(request: Request, _pengakses: Pembaca, isi: SatuNomor) -> TetanggaSalah:
    """Di sebelah nomor mana berkas ini biasanya terselip bila salah letak."""
    with konteks(request).engine.connect() as connection:
        jajaran = arsip.jajaran(connection)
    return TetanggaSalah(sistem=jajaran.sistem, nomor=tetangga_salah(isi.nomor, jajaran.sistem, jajaran.bentuk))
