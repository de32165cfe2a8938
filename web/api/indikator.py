"""The inpatient indicators: the same figures as the page, each with its formula, ideal, source and parts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from engine.aturan_indikator import KodeIndikator
from engine.policy import kebijakan
from engine.projections.views import posisi
from engine.sensus.hari import hari_terakhir
from engine.sensus.indikator import Kosong, Letak, batas, bulat
from engine.sensus.indikator_baca import Pembaca, Terukur, bulan_bulan
from schemas.names import KelasRawat, KodeUnitSah
from web import kurun
from web.api.hari import HariAtauKosong
from web.auth import Pembaca as Pengakses
from web.context import Konteks, konteks
from web.pages.tampil import ucapan

router: Final = APIRouter(tags=["sensus"])
DESIMAL: Final = 6
"""Digits after the point; `pembilang` and `penyebut` have the exact value."""
SETAHUN: Final = 12


class NilaiIndikator(BaseModel):
    """Satu indikator. `nilai` null: tidak dapat dihitung, `kosong` menyebut sebabnya; bukan nol."""

    kode: KodeIndikator
    nilai: Decimal | None = Field(description="Enam angka di belakang koma; tepatnya pembilang ÷ penyebut")
    pembilang: str = Field(description="Bilangan pecah bila perlu, misalnya 217/30; sudah dikali 100 atau 1000")
    penyebut: str
    kosong: Kosong | None
    letak: Letak | None = Field(description="Terhadap rentang idealnya untuk kurun ini")


class BahanIndikator(BaseModel):
    """Yang dihitung. `dipindahkan` tidak pernah masuk pembagi seluruh rumah sakit."""

    hari: int
    hari_tempat_tidur: str
    hari_perawatan: int
    lama_dirawat: int
    keluar_hidup: int
    mati_lt48: int
    mati_ge48: int
    dipindahkan: int


class TitikBarberJohnson(BaseModel):
    """Titik pada grafik, dalam hari; `los` ialah hari perawatan ÷ pasien keluar."""

    toi: Decimal
    los: Decimal


class BarisIndikator(BaseModel):
    """Satu tempat dan kurun."""

    mulai: date
    sampai: date
    unit: str | None
    kelas: KelasRawat | None
    bayi: bool
    bahan: BahanIndikator
    nilai: list[NilaiIndikator]
    titik: TitikBarberJohnson | None


class ArtiIndikator(BaseModel):
    """Yang tercetak di samping angkanya."""

    kode: KodeIndikator
    nama: str
    rumus: str
    satuan: str
    ideal_dari: Decimal | None = Field(description="Untuk kurun ini; BTO sudah menurut bagian tahunnya")
    ideal_sampai: Decimal | None
    ideal_sampai_termasuk: bool
    per_tahun: bool
    sumber: str
    yakin: str
    arti: str


class IndikatorRawatInap(BaseModel):
    """Indikator satu kurun, menurut hari sensus yang sudah selesai."""

    mulai: date
    sampai: date
    terhitung_sampai: date | None = Field(description="Hari terakhir yang dihitung; null: belum ada yang selesai")
    seq: int
    tertinggal: int
    surat_mati: int
    indikator: list[ArtiIndikator]
    keluar_ruang: str = Field(description="Siapa yang dihitung keluar dari satu ruang")
    utama: BarisIndikator
    bayi: BarisIndikator = Field(description="Bayi lahir dengan tempat tidurnya, tersendiri")
    ruang: list[BarisIndikator]
    kelas: list[BarisIndikator]
    bulan: list[BarisIndikator] = Field(description="Dua belas bulan sampai akhir kurun, atau semua bulannya")


@router.get("/indikator")
def indikator(
    request: Request,
    _pengakses: Pengakses,
    mulai: Annotated[HariAtauKosong, Query(description="Hari pertama; kosong: awal bulan `sampai`")] = None,
    sampai: Annotated[HariAtauKosong, Query(description="Hari terakhir; keduanya kosong: bulan ini")] = None,
    unit: Annotated[KodeUnitSah | None, Query(description="Hanya ruang ini")] = None,
    kelas: Annotated[KelasRawat | None, Query(description="Hanya kelas ini")] = None,
) -> IndikatorRawatInap:
    """BOR, AvLOS, TOI, BTO, NDR dan GDR satu kurun, dengan bahan, arti, dan titik Barber-Johnson."""
    parts = konteks(request)
    asked = {name: day.isoformat() for name, day in (("mulai", mulai), ("sampai", sampai)) if day}
    days = kurun.pilihan(parts, asked).kurun
    with membaca(parts, request) as pembaca:
        return dokumen(pembaca, days.mulai, days.sampai, unit, kelas)


@contextmanager
def membaca(parts: Konteks, request: Request) -> Iterator[Pembaca]:
    """A reader on one connection."""
    zona = ucapan(request).zona.key
    with parts.engine.connect() as connection:
        yield pembaca_baru(connection, zona, parts)


def pembaca_baru(connection: Connection, zona: str, parts: Konteks) -> Pembaca:
    """A reader of the ended days until now."""
    rules = kebijakan()
    return Pembaca(
        connection, zona, rules.sensus, rules.indikator, hari_terakhir(parts.now(), zona, rules.sensus.batas)
    )


def dokumen(pembaca: Pembaca, mulai: date, sampai: date, unit: str | None, kelas: str | None) -> IndikatorRawatInap:
    """The whole answer."""
    isi = pembaca.isi(mulai, sampai)
    where = posisi(pembaca.connection, "sensus")
    grown = [one for one in isi.tempat if not one.bayi]

    def baris(found_unit: str | None, found_kelas: str | None, *, bayi: bool = False) -> BarisIndikator:
        made = pembaca.ukur(isi, mulai, sampai, unit=found_unit, kelas=found_kelas, bayi=bayi)
        return _baris(made, found_unit, found_kelas, bayi=bayi)

    utama = pembaca.ukur(isi, mulai, sampai, unit=unit, kelas=kelas)
    months = bulan_bulan(mulai, sampai, SETAHUN, 2 * SETAHUN)
    return IndikatorRawatInap(
        mulai=mulai,
        sampai=sampai,
        terhitung_sampai=pembaca.sampai(mulai, sampai),
        seq=where.seq,
        tertinggal=where.tertinggal,
        surat_mati=where.surat_mati,
        indikator=[_arti(pembaca, kode, utama.tahun) for kode in KodeIndikator],
        keluar_ruang=pembaca.indikator.keluar_ruang.pilihan,
        utama=_baris(utama, unit, kelas, bayi=False),
        bayi=baris(unit, kelas, bayi=True),
        ruang=[baris(one, kelas) for one in sorted({place.unit for place in grown if unit in {None, place.unit}})],
        kelas=[
            baris(unit, one)
            for one in sorted({p.kelas for p in grown if unit in {None, p.unit} and kelas in {None, p.kelas}})
        ],
        bulan=[
            _baris(pembaca.ukur(of, *month, unit=unit, kelas=kelas), unit, kelas, bayi=False)
            for month, of in zip(months, pembaca.tiap_bulan(months), strict=True)
        ],
    )


def _baris(made: Terukur, unit: str | None, kelas: str | None, *, bayi: bool) -> BarisIndikator:
    bahan = made.bahan
    return BarisIndikator(
        mulai=made.dari,
        sampai=made.sampai,
        unit=unit,
        kelas=None if kelas is None else KelasRawat(kelas),
        bayi=bayi,
        bahan=BahanIndikator(
            hari=bahan.hari,
            hari_tempat_tidur=str(bahan.hari_tempat_tidur),
            hari_perawatan=bahan.hari_perawatan,
            lama_dirawat=bahan.lama_dirawat,
            keluar_hidup=bahan.keluar_hidup,
            mati_lt48=bahan.mati_lt48,
            mati_ge48=bahan.mati_ge48,
            dipindahkan=bahan.dipindahkan,
        ),
        nilai=[
            NilaiIndikator(
                kode=kode,
                nilai=None if one.nilai is None else bulat(one.nilai, DESIMAL),
                pembilang=str(one.pembilang),
                penyebut=str(one.penyebut),
                kosong=one.kosong,
                letak=one.letak,
            )
            for kode, one in made.nilai.items()
        ],
        titik=made.titik and TitikBarberJohnson(toi=bulat(made.titik.toi, DESIMAL), los=bulat(made.titik.los, DESIMAL)),
    )


def _arti(pembaca: Pembaca, kode: KodeIndikator, tahun: Fraction) -> ArtiIndikator:
    one = pembaca.indikator.indikator[kode]
    low, high = batas(pembaca.indikator, kode, tahun)
    return ArtiIndikator(
        kode=kode,
        nama=one.nama,
        rumus=one.rumus,
        satuan=one.satuan,
        ideal_dari=None if low is None else bulat(low, DESIMAL),
        ideal_sampai=None if high is None else bulat(high, DESIMAL),
        ideal_sampai_termasuk=one.ideal.sampai is not None,
        per_tahun=one.per_tahun,
        sumber=one.sumber,
        yakin=one.yakin,
        arti=one.arti,
    )
