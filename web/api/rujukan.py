"""Referrals: the lists of both directions and one of them. Nothing of the letter, and nobody's name."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import Field

from engine.refusals import Refusal
from engine.views import rujukan as view
from engine.views.rujukan import Bagian, Baris
from schemas.names import (
    AlasanRujukan,
    AlasanTolakRujukan,
    ArahRujukan,
    JalurRujukan,
    JenisRujukan,
    JenisTenggat,
    KeadaanRujukan,
    KelasRawat,
    LayananRujukan,
    Pengecualian,
    TindakLanjut,
)
from web.api.bodies import Isi
from web.auth import Pembaca
from web.context import konteks
from web.problems import Ditolak

router: Final = APIRouter(tags=["rujukan"])


class KabarRujukan(Isi):
    """Sejauh mana kabar langkah terakhir kami sampai."""

    terkirim: datetime
    di_hub: datetime | None
    diterima: datetime | None


class Rujukan(Isi):
    """Satu rujukan, tanpa isi surat dan tanpa nama pasien."""

    id: str
    keadaan: KeadaanRujukan
    versi: int
    arah: ArahRujukan
    jalur: JalurRujukan
    perujuk: str
    tujuan: str
    pasien: str | None = Field(description="Id pasien di fasilitas ini; null bila belum datang")
    kunjungan: str | None
    unit: str | None
    layanan: LayananRujukan
    alasan_rujukan: AlasanRujukan
    darurat: bool
    jenis_rujukan: JenisRujukan | None
    pengecualian: Pengecualian | None
    kelas: KelasRawat | None
    kemampuan: str | None
    dikirim: datetime | None
    dijawab: datetime | None
    tiba: datetime | None
    dilayani: datetime | None
    dibalas: datetime | None
    selesai: datetime | None
    alasan_tolak: AlasanTolakRujukan | None
    saran: str | None
    tindak_lanjut: TindakLanjut | None
    janji_kelas: KelasRawat | None
    janji_sampai: datetime | None
    tenggat: JenisTenggat | None = Field(description="Jam yang habis lebih dulu; null bila tidak ada yang berjalan")
    jatuh_tempo: datetime | None
    lewat: bool
    kabar: KabarRujukan | None


class DaftarRujukan(Isi):
    """Sehalaman rujukan."""

    isi: list[Rujukan]
    lebih: bool = Field(description="Masih ada yang lain")
    jumlah: dict[Bagian, int]


@router.get("/rujukan", summary="Rujukan keluar atau masuk")
def daftar(
    request: Request,
    pengakses: Pembaca,
    arah: Annotated[ArahRujukan, Query()] = ArahRujukan.KELUAR,
    bagian: Annotated[Bagian, Query()] = Bagian.BERJALAN,
) -> DaftarRujukan:
    """Yang terbaru lebih dulu; bagian `perlu`: yang darurat dan terlama lebih dulu."""
    del pengakses
    with konteks(request).engine.connect() as connection:
        found = view.daftar(connection, arah, bagian)
    return DaftarRujukan(isi=[_rujukan(one) for one in found.isi], lebih=found.lebih, jumlah=found.jumlah)


@router.get("/rujukan/{rujukan_id}", summary="Satu rujukan")
def satu(request: Request, pengakses: Pembaca, rujukan_id: str) -> Rujukan:
    """Keadaannya, jamnya, dan kabarnya."""
    del pengakses
    with konteks(request).engine.connect() as connection:
        found = view.satu(connection, rujukan_id)
    if found is None:
        raise Ditolak(Refusal("rujukan_tidak_dikenal", "subjek"))
    return _rujukan(found.baris)


def _rujukan(one: Baris) -> Rujukan:
    own = {name: getattr(one.rujukan, name) for name in Rujukan.model_fields if hasattr(one.rujukan, name)}
    tempo = one.tempo
    return Rujukan(
        **own,
        tenggat=tempo[0] if tempo else None,
        jatuh_tempo=tempo[1] if tempo else None,
        lewat=one.lewat,
        kabar=KabarRujukan(**one.kabar._asdict()) if one.kabar else None,
    )
