"""The census: the same figures as the pages, and the visits and ledger lines behind each. No name is in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from engine.policy import kebijakan
from engine.projections.views import posisi
from engine.sensus import baca, penutupan
from schemas.names import CaraKeluar, JenisKelamin, JenisKunjungan, KelasRawat, KodeUnitSah, Macam
from web.api.hari import HariAtauKosong
from web.auth import Pembaca
from web.context import konteks
from web.pages import sensus_kurun
from web.pages.tampil import ucapan

router: Final = APIRouter(tags=["sensus"])
PROYEKSI: Final = "sensus"
Mulai = Annotated[HariAtauKosong, Query(description="Hari sensus pertama; kosong: sama dengan `sampai`, atau hari ini")]
Sampai = Annotated[HariAtauKosong, Query(description="Hari sensus terakhir, paling banyak 31 hari sejak `mulai`")]
Unit = Annotated[KodeUnitSah | None, Query(description="Hanya unit ini")]


class Terhitung(BaseModel):
    """Sampai mana sensus terhitung."""

    mulai: date
    sampai: date
    seq: int = Field(description="Baris buku jejak terakhir yang terhitung")
    tertinggal: int
    surat_mati: int


class EdisiSensus(BaseModel):
    """Edisi sensus satu unit satu hari. Hari tanpa edisi masih berjalan."""

    hari: date
    unit: str
    edisi: int
    ditandatangani: datetime | None = Field(description="null: belum ditandatangani")


class BarisInap(BaseModel):
    """Satu hari, ruang dan kelas; bayi lahir tersendiri. `kelas` null: seruang, tanpa pindah kelas di dalamnya."""

    hari: date
    unit: str
    kelas: KelasRawat | None
    bayi: bool
    tempat_tidur: int
    angka: dict[Macam, int] = Field(description="Tiap kolom formulir; keluar hidup ialah jumlah empat caranya")


class SensusInap(Terhitung):
    """Sensus harian rawat inap."""

    ruang: list[BarisInap]
    kelas: list[BarisInap]
    edisi: list[EdisiSensus]


class BarisJalan(BaseModel):
    """Kunjungan sehari yang sama dalam segala yang dihitung. Kosong atau null: tidak tercatat."""

    hari: date
    jenis: JenisKunjungan
    unit: str
    dokter: str
    baru: bool = Field(description="Kunjungan pertama pasien di fasilitas ini")
    kasus: bool | None = Field(description="Kasus baru")
    cara_bayar: str
    asal: str
    rujukan: bool
    cara_keluar: CaraKeluar | None
    jenis_kelamin: JenisKelamin
    umur: str = Field(description="Kode golongan umur dari kebijakan sensus")
    jumlah: int


class SensusJalan(Terhitung):
    """Sensus harian rawat jalan dan gawat darurat: tiap jumlah adalah jumlah baris-baris ini."""

    isi: list[BarisJalan]
    edisi: list[EdisiSensus]


class AndilInap(BaseModel):
    """Satu masa rawat di balik satu angka, dengan baris buku jejaknya."""

    kunjungan: str
    unit: str
    kelas: KelasRawat
    bayi: bool
    seq: list[int]
    jumlah: int = Field(description="Berapa dari angka itu")


class RincianSensusInap(BaseModel):
    """Yang dihitung satu angka; jumlahnya sama dengan angka itu."""

    macam: Macam
    jumlah: int
    isi: list[AndilInap]


@router.get("/sensus/inap")
def sensus_inap(
    request: Request, _pengakses: Pembaca, mulai: Mulai = None, sampai: Sampai = None, unit: Unit = None
) -> SensusInap:
    """Sensus harian rawat inap: tiap hari menurut ruang, dan menurut kelasnya."""
    with _membaca(request) as (connection, zona):
        first, last = _hari(request, mulai, sampai)
        aturan = kebijakan().sensus
        beds = {
            (one.hari, str(one.unit), str(one.kelas), one.bayi): one.jumlah
            for one in baca.tempat_tidur(connection, zona, aturan, first, last)
            if unit in {None, one.unit}
        }
        classes = {
            (one.hari, str(one.unit), str(one.kelas), one.bayi): one.isi
            for one in baca.inap(connection, zona, aturan, first, last, unit=unit)
        }
        wards = {
            (one.hari or first, str(one.unit), bool(one.bayi)): one.isi
            for one in baca.jumlah(connection, zona, aturan, first, last, menurut=("hari", "unit", "bayi"), unit=unit)
        }
        nought = dict.fromkeys(Macam, 0)
        per_ward = {(hari, ward, bayi) for hari, ward, _, bayi in beds} | wards.keys()
        return SensusInap(
            **_terhitung(connection, first, last),
            ruang=[
                BarisInap(
                    hari=hari,
                    unit=ward,
                    kelas=None,
                    bayi=bayi,
                    tempat_tidur=sum(n for key, n in beds.items() if (key[0], key[1], key[3]) == (hari, ward, bayi)),
                    angka=dict(wards.get((hari, ward, bayi), nought)),
                )
                for hari, ward, bayi in sorted(per_ward)
            ],
            kelas=[
                BarisInap(
                    hari=key[0],
                    unit=key[1],
                    kelas=KelasRawat(key[2]),
                    bayi=key[3],
                    tempat_tidur=beds.get(key, 0),
                    angka=dict(classes.get(key, nought)),
                )
                for key in sorted(beds.keys() | classes.keys())
            ],
            edisi=_edisi(connection, first, last, unit),
        )


@router.get("/sensus/inap/rincian")
def rincian_inap(  # noqa: PLR0913, PLR0917 - one parameter a filter
    request: Request,
    _pengakses: Pembaca,
    macam: Macam = Macam.SISA,
    mulai: Mulai = None,
    sampai: Sampai = None,
    unit: Unit = None,
    kelas: Annotated[
        KelasRawat | None, Query(description="Hanya kelas ini; kosong: pindah kelas tidak dihitung")
    ] = None,
    bayi: Annotated[bool | None, Query(description="Hanya bayi lahir, atau tanpa bayi lahir")] = None,
) -> RincianSensusInap:
    """Kunjungan dan baris buku jejak di balik satu angka sensus rawat inap."""
    with _membaca(request) as (connection, _zona):
        first, last = _hari(request, mulai, sampai)
        pilih = baca.PilihInap(macam, first, last, unit, kelas, bayi, menurut_kelas=kelas is not None)
        found = baca.rincian(connection, kebijakan().sensus, pilih)
    return RincianSensusInap(
        macam=macam,
        jumlah=sum(one.jumlah for one in found),
        isi=[
            AndilInap(
                kunjungan=one.ruas.kunjungan,
                unit=one.ruas.unit,
                kelas=KelasRawat(one.ruas.kelas),
                bayi=bool(one.ruas.bayi),
                seq=list(one.seq),
                jumlah=one.jumlah,
            )
            for one in found
        ],
    )


@router.get("/sensus/jalan")
def sensus_jalan(
    request: Request, _pengakses: Pembaca, mulai: Mulai = None, sampai: Sampai = None, unit: Unit = None
) -> SensusJalan:
    """Sensus harian rawat jalan dan gawat darurat."""
    with _membaca(request) as (connection, zona):
        first, last = _hari(request, mulai, sampai)
        found = baca.jalan(connection, zona, kebijakan().sensus, first, last, unit=unit)
        return SensusJalan(
            **_terhitung(connection, first, last),
            isi=[BarisJalan(**one._asdict()) for one in found],
            edisi=_edisi(connection, first, last, unit),
        )


@contextmanager
def _membaca(request: Request) -> Iterator[tuple[Connection, str]]:
    with konteks(request).engine.connect() as connection:
        yield connection, ucapan(request).zona.key


def _hari(request: Request, mulai: date | None, sampai: date | None) -> tuple[date, date]:
    told = [one.isoformat() if one else "" for one in (mulai, sampai)]
    return sensus_kurun.rentang(told[0], told[1], ucapan(request))


def _terhitung(connection: Connection, mulai: date, sampai: date) -> dict[str, date | int]:
    where = posisi(connection, PROYEKSI)
    return {
        "mulai": mulai,
        "sampai": sampai,
        "seq": where.seq,
        "tertinggal": where.tertinggal,
        "surat_mati": where.surat_mati,
    }


def _edisi(connection: Connection, mulai: date, sampai: date, unit: str | None) -> list[EdisiSensus]:
    found = penutupan.edisi_antara(connection, mulai, sampai, unit)
    return [
        EdisiSensus(hari=hari, unit=where, edisi=nomor, ditandatangani=signed)
        for (where, hari), (nomor, signed) in sorted(found.items(), key=lambda one: (one[0][1], one[0][0]))
    ]
