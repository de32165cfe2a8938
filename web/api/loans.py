"""Reading loans. An outside borrower's name and telephone are on the pages only: a device is given none."""

from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from engine.refusals import Refusal
from engine.views import loans, overdue
from schemas.names import JenisTenggat, KeadaanPeminjaman, Keperluan, PihakLuar, UuidSubjek
from web.api.bodies import Isi
from web.auth import Pembaca
from web.context import konteks
from web.problems import Ditolak

router: Final = APIRouter(tags=["peminjaman"])
TERBESAR: Final = 500


class Peminjaman(Isi):
    """Satu peminjaman. Nama peminjam dari luar tidak ikut."""

    id: str
    versi: int
    keadaan: KeadaanPeminjaman
    berkas: str
    nomor: str
    keperluan: Keperluan
    jatuh_tempo: datetime
    izin_sampai: datetime | None = Field(description="Sampai kapan peminjaman yang disetujui boleh diambil")
    peminjam: str | None = Field(description="Petugas yang meminjam; null: pihak luar")
    pihak: PihakLuar | None
    unit: str | None
    pengaju: str
    pemutus: str | None
    perpanjangan: int
    diserahkan: datetime | None
    dikembalikan: datetime | None
    terdaftar: datetime


class DaftarPeminjaman(BaseModel):
    """Sehalaman peminjaman, yang terbaru dulu. `kursor` null berarti habis."""

    isi: list[Peminjaman]
    kursor: str | None


class Keluar(Isi):
    """Satu berkas yang harus dikembalikan: dipinjam, atau di unit."""

    berkas: str
    nomor: str
    jenis: JenisTenggat
    jatuh_tempo: datetime
    sejak: datetime
    unit: str | None
    pihak: PihakLuar | None
    peminjaman: str | None
    lewat: timedelta


class Terlambat(BaseModel):
    """Yang lewat batas, yang paling lama dulu. `masih_dirawat`: yang sengaja tidak dihitung di sini."""

    isi: list[Keluar]
    jumlah: int
    masih_dirawat: int = Field(description="Lewat batas juga, tetapi pasiennya masih dirawat: berkasnya sedang dipakai")


@router.get("/peminjaman")
def daftar_peminjaman(
    request: Request,
    _pengakses: Pembaca,
    *,
    keadaan: KeadaanPeminjaman | None = None,
    kursor: Annotated[UuidSubjek | None, Query(description="Id terakhir dari halaman sebelumnya")] = None,
    batas: Annotated[int, Query(ge=1, le=TERBESAR)] = 50,
) -> DaftarPeminjaman:
    """Peminjaman menurut keadaannya, yang terbaru dulu."""
    with konteks(request).engine.connect() as connection:
        found, berikut = loans.daftar(connection, keadaan=keadaan, setelah=kursor, batas=batas)
    return DaftarPeminjaman(isi=[Peminjaman.model_validate(row) for row in found], kursor=berikut)


@router.get("/peminjaman/terlambat")
def peminjaman_terlambat(
    request: Request, _pengakses: Pembaca, batas: Annotated[int, Query(ge=1, le=TERBESAR)] = 200
) -> Terlambat:
    """Berkas yang seharusnya sudah kembali, tanpa berkas pasien yang masih dirawat."""
    parts = konteks(request)
    now = parts.now()
    with parts.engine.connect() as connection:
        found = overdue.terlambat(connection, now, batas)
    return Terlambat(
        isi=[_keluar(row, now) for row in found.isi], jumlah=found.jumlah, masih_dirawat=found.masih_dirawat
    )


@router.get("/peminjaman/keluar")
def peminjaman_keluar(
    request: Request, _pengakses: Pembaca, batas: Annotated[int, Query(ge=1, le=TERBESAR)] = 200
) -> list[Keluar]:
    """Berkas yang sedang dipinjam, yang paling dekat batasnya dulu."""
    parts = konteks(request)
    with parts.engine.connect() as connection:
        return [_keluar(row, parts.now()) for row in overdue.dipinjam(connection, batas)]


@router.get("/peminjaman/{peminjaman}")
def satu_peminjaman(request: Request, _pengakses: Pembaca, peminjaman: UuidSubjek) -> Peminjaman:
    """Satu peminjaman menurut id."""
    with konteks(request).engine.connect() as connection:
        found = loans.satu(connection, peminjaman)
    if found is None:
        raise Ditolak(Refusal("peminjaman_tidak_dikenal"))
    return Peminjaman.model_validate(found)


def _keluar(row: overdue.Keluar, now: datetime) -> Keluar:
    values = {name: getattr(row, name) for name in Keluar.model_fields if name != "lewat"}
    return Keluar(**values, lewat=row.lewat(now))
