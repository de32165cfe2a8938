"""The reports of completeness: the same figures as the pages, and the events behind each."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from engine.aturan_laporan import KodeUkuran
from engine.policy import kebijakan
from engine.projections import analisis, laporan
from engine.projections.analisis_baris import Macam
from engine.projections.laporan import BESAR, Angka, Hitungan, rasio
from engine.projections.laporan_rincian import Pilih, rincian
from engine.projections.views import posisi
from schemas.names import JenisKunjungan, Unsur
from web import kurun
from web.api.hari import HariAtauKosong
from web.auth import Pembaca
from web.context import konteks

router: Final = APIRouter(tags=["laporan"])
HALAMAN_TERBESAR: Final = 500
Mulai = Annotated[HariAtauKosong, Query(description="Hari pertama menurut jam fasilitas; kosong: awal bulan `sampai`")]
Sampai = Annotated[HariAtauKosong, Query(description="Hari terakhir; kosong: hari ini. Keduanya kosong: bulan ini")]
Unit = Annotated[
    str | None, Query(pattern=r"^(-|[A-Z0-9]{2,16})$", description="Hanya unit ini; - yang tidak tercatat")
]
Dokter = Annotated[
    str | None, Query(pattern=r"^(-|[0-9a-f-]{36})$", description="Hanya dokter ini; - yang tidak tercatat")
]
Jenis = Annotated[JenisKunjungan | Literal["-"] | None, Query(description="Hanya jenis kunjungan ini")]


class Bagian(BaseModel):
    """Sekian dari sekian. `persen` null: tidak ada yang dihitung, bukan nol."""

    pembilang: int
    penyebut: int
    persen: Decimal | None = Field(description="Satu angka di belakang koma")


class AngkaUkuran(Bagian):
    """Satu ukuran, dengan artinya."""

    kode: KodeUkuran
    nama: str
    rumus: str
    arti_pembilang: str
    arti_penyebut: str
    sasaran: int | None
    sumber: str
    yakin: str
    macam_pembilang: Macam = Field(description="Peristiwa di balik pembilang: `macam` pada rinciannya")
    macam_penyebut: Macam


class BarisUkuran(BaseModel):
    """Satu bulan, unit, dokter atau jenis kunjungan. `nilai` kosong: tidak tercatat."""

    nilai: str
    aklpcm: Bagian
    pengembalian: Bagian
    kmk129: Bagian


class BarisLengkap(Bagian):
    """Satu formulir atau unsur: diperiksa, dan tanpa kekurangan."""

    nilai: str
    kurang: dict[str, int] = Field(description="Kekurangan menurut unsurnya")


class LaporanKelengkapan(BaseModel):
    """Laporan kelengkapan satu kurun, terhitung sampai baris `seq` buku jejak."""

    mulai: date
    sampai: date
    seq: int
    tertinggal: int
    surat_mati: int
    ukuran: list[AngkaUkuran]
    bulan: list[BarisUkuran]
    unit: list[BarisUkuran]
    dokter: list[BarisUkuran] = Field(description="Kosong bagi yang tidak boleh melihat dokter")
    jenis: list[BarisUkuran]
    formulir: list[BarisLengkap]
    unsur: list[BarisLengkap]
    tanpa_formulir: int = Field(description="Pemeriksaan yang tidak menyebut formulirnya")


class PeristiwaRincian(BaseModel):
    """Satu peristiwa di balik sebuah angka."""

    seq: int = Field(description="Tempatnya dalam buku jejak")
    jenis: str
    hari: str = Field(description="Hari ia dihitung, menurut jam fasilitas")
    terjadi_pada: datetime | None
    berkas: str | None
    nomor: str | None = Field(description="Null bagi yang tidak boleh melihat nomor rekam medis")
    kunjungan: str | None
    unit: str
    dokter: str | None
    jenis_kunjungan: str
    putusan: str
    kurang: list[str]
    lewat_batas: bool


class RincianAngka(BaseModel):
    """Sehalaman peristiwa. `setelah` bukan null: masih ada, minta dengan nilai itu."""

    isi: list[PeristiwaRincian]
    setelah: str | None


@router.get("/laporan/kelengkapan")
def kelengkapan(  # noqa: PLR0913, PLR0917 - one parameter a filter
    request: Request,
    pengakses: Pembaca,
    mulai: Mulai = None,
    sampai: Sampai = None,
    unit: Unit = None,
    dokter: Dokter = None,
    jenis: Jenis = None,
) -> LaporanKelengkapan:
    """AKLPCM, KLPCM, pengembalian, kelengkapan 24 jam, IMR dan DMR satu kurun, dengan arti tiap angkanya."""
    parts = konteks(request)
    days = kurun.pilihan(parts, _kurun(mulai, sampai)).kurun
    siapa = kurun.akses(pengakses.petugas, _isi(unit, dokter, jenis))
    with laporan.seketika(parts.engine) as connection:
        where = posisi(connection, analisis.NAMA)
        found = laporan.hitung(connection, days, siapa.saring)
    return LaporanKelengkapan(
        mulai=days.mulai,
        sampai=days.sampai,
        seq=where.seq,
        tertinggal=where.tertinggal,
        surat_mati=where.surat_mati,
        ukuran=[_ukuran(kode, found.ukuran(kode)) for kode in BESAR],
        bulan=_baris(found, "tanggal"),
        unit=_baris(found, "unit"),
        dokter=_baris(found, "dokter") if siapa.nama_dokter else [],
        jenis=_baris(found, "jenis"),
        formulir=[_lengkap(form, angka, _kurang(found, form)) for form, angka in sorted(found.formulir().items())],
        unsur=[
            _lengkap(one.value, found.unsur(one.value), {one.value: found.rinci[Macam.UNSUR, one.value]})
            for one in Unsur
        ],
        tanpa_formulir=found.semua[Macam.DIPERIKSA] - found.disebut,
    )


@router.get("/laporan/kelengkapan/rincian")
def peristiwa(  # noqa: PLR0913, PLR0917 - one parameter a filter
    request: Request,
    pengakses: Pembaca,
    macam: Annotated[Macam, Query(description="Yang dihitung")] = Macam.DIPERIKSA,
    mulai: Mulai = None,
    sampai: Sampai = None,
    unit: Unit = None,
    dokter: Dokter = None,
    jenis: Jenis = None,
    rinci: Annotated[
        str,
        Query(
            pattern=r"^(\*|[a-z0-9_.]{0,60})$", description="Formulir, unsur atau butir; * yang menyebut formulirnya"
        ),
    ] = "",
    tanpa: Annotated[bool, Query(description="Yang tanpa kekurangan pada rinci itu")] = False,
    setelah: Annotated[str | None, Query(pattern=r"^[0-9a-f~-]{0,80}$", description="Lanjutkan sesudah ini")] = None,
    batas: Annotated[int, Query(ge=1, le=HALAMAN_TERBESAR)] = 100,
) -> RincianAngka:
    """Peristiwa di balik satu angka laporan kelengkapan."""
    parts = konteks(request)
    days = kurun.pilihan(parts, _kurun(mulai, sampai)).kurun
    siapa = kurun.akses(pengakses.petugas, _isi(unit, dokter, jenis))
    after = kurun.setelah(setelah or "")
    with parts.engine.connect() as connection:
        page = rincian(connection, Pilih(macam, days, siapa.saring, rinci, tanpa), after, batas)
    return RincianAngka(
        isi=[
            PeristiwaRincian(
                seq=one.seq,
                jenis=one.jenis,
                hari=one.hari,
                terjadi_pada=one.terjadi_pada,
                berkas=one.berkas,
                nomor=one.nomor if siapa.nomor else None,
                kunjungan=one.kunjungan,
                unit=one.unit,
                dokter=one.dokter if siapa.nama_dokter else None,
                jenis_kunjungan=one.jenis_kunjungan,
                putusan=one.putusan,
                kurang=list(one.kurang),
                lewat_batas=one.bandel,
            )
            for one in page.isi
        ],
        setelah=kurun.tempat(page.lanjut) if page.lanjut else None,
    )


def _kurun(mulai: date | None, sampai: date | None) -> dict[str, str]:
    return {name: day.isoformat() for name, day in (("mulai", mulai), ("sampai", sampai)) if day}


def _isi(unit: str | None, dokter: str | None, jenis: str | None) -> dict[str, str]:
    return {name: value for name, value in (("unit", unit), ("dokter", dokter), ("jenis", jenis)) if value}


def _lengkap(nilai: str, angka: Angka, kurang: dict[str, int]) -> BarisLengkap:
    share = _satu(angka)
    return BarisLengkap(
        nilai=nilai, kurang=kurang, pembilang=share.pembilang, penyebut=share.penyebut, persen=share.persen
    )


def _satu(angka: Angka) -> Bagian:
    return Bagian(pembilang=angka.pembilang, penyebut=angka.penyebut, persen=angka.persen)


def _ukuran(kode: KodeUkuran, angka: Angka) -> AngkaUkuran:
    ukuran = kebijakan().laporan.ukuran[kode]
    over, under = rasio(kode)
    return AngkaUkuran(
        kode=kode,
        nama=ukuran.nama,
        rumus=ukuran.rumus,
        arti_pembilang=ukuran.pembilang,
        arti_penyebut=ukuran.pembagi,
        sasaran=ukuran.sasaran,
        sumber=ukuran.sumber,
        yakin=ukuran.yakin,
        macam_pembilang=over,
        macam_penyebut=under,
        pembilang=angka.pembilang,
        penyebut=angka.penyebut,
        persen=angka.persen,
    )


def _baris(found: Hitungan, menurut: str) -> list[BarisUkuran]:
    return [
        BarisUkuran(
            nilai=value,
            aklpcm=_satu(found.di(menurut, value, KodeUkuran.AKLPCM)),
            pengembalian=_satu(found.di(menurut, value, KodeUkuran.PENGEMBALIAN)),
            kmk129=_satu(found.di(menurut, value, KodeUkuran.KMK129)),
        )
        for value in found.nilai(menurut)
    ]


def _kurang(found: Hitungan, form: str) -> dict[str, int]:
    counted = {one.value: found.rinci[Macam.BUTIR, f"{form}.{one.value}"] for one in Unsur}
    return {unsur: n for unsur, n in counted.items() if n}
