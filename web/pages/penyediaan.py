"""Penyediaan: how long units waited for folders, by shift, unit and cause, against the standard; each figure opens."""

from datetime import timedelta
from typing import Final, NamedTuple

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.policy import kebijakan
from engine.views import names, provision, requests
from engine.views.provision import Baris, Golongan, Laporan, Saringan
from schemas.names import JenisKunjungan
from web.context import konteks
from web.pages import kata_permintaan as kata
from web.pages.tampil import Kerja, halaman
from web.rentang import rentang

router = APIRouter()
LEBAR: Final = 640
KIRI: Final = 170
TINGGI_BARIS: Final = 34
TERBANYAK: Final = 12
"""Bars of one picture."""


class Batang(NamedTuple):
    """One bar of the picture: half of the folders came within the first length, nine tenths within the second."""

    kunci: str
    y: int
    p50: int
    p90: int
    menit50: float
    menit90: float


class Gambar(NamedTuple):
    """The picture of one kind of visit: bars by unit and the line of the standard, in the picture's own units."""

    layanan: JenisKunjungan
    tinggi: int
    batas: int
    menit_batas: float
    batang: tuple[Batang, ...]
    garis: tuple[tuple[int, int], ...]
    """Where each whole step of minutes stands."""


@router.get("/penyediaan")
def penyediaan(request: Request, sesi: Kerja, mulai: str = "", sampai: str = "") -> Response:
    """The report: the last seven days unless others were picked."""
    parts = konteks(request)
    zona, first, last = rentang(parts, mulai, sampai)
    with parts.engine.connect() as connection:
        found = provision.laporan(connection, zona, first, last)
        unit = names.unit(connection)
    return halaman(
        request,
        "penyediaan",
        sesi=sesi,
        laporan=found,
        gambar=_gambar(found),
        unit=unit,
        batas={kind: jam.sasaran.batas / timedelta(minutes=1) for kind, jam in kebijakan().penyediaan.layanan.items()},
        giliran=kebijakan().penyediaan.giliran,
        hari_ini=rentang(parts, "", "")[2],
        K=kata,
        G=Golongan,
    )


@router.get("/penyediaan/baris")
def baris(  # noqa: PLR0913 - one parameter a filter
    request: Request,
    sesi: Kerja,
    *,
    mulai: str = "",
    sampai: str = "",
    layanan: str = "",
    giliran: str = "",
    unit: str = "",
    sebab: str = "",
    golongan: str = "",
) -> Response:
    """The requests behind one figure."""
    parts = konteks(request)
    zona, first, last = rentang(parts, mulai, sampai)
    sel = Saringan(
        first,
        last,
        JenisKunjungan(layanan) if layanan in set(JenisKunjungan) else None,
        giliran or None,
        unit or None,
        sebab or None,
        Golongan(golongan) if golongan in set(Golongan) else None,
    )
    with parts.engine.connect() as connection:
        found = provision.di_balik(connection, zona, sel)
        isi = requests.beberapa(connection, [one.id for one in found])
        unit_names = names.unit(connection)
    return halaman(
        request,
        "penyediaan_baris",
        sesi=sesi,
        sel=sel,
        isi=isi,
        unit=unit_names,
        K=kata,
        menit=provision.menit,
        golongan=provision.golongan,
    )


def _gambar(laporan: Laporan) -> tuple[Gambar, ...]:
    """One picture a kind of visit whose folders were received at all."""
    return tuple(
        made
        for kind, jam in kebijakan().penyediaan.layanan.items()
        if (made := _satu(kind, jam.sasaran.batas / timedelta(minutes=1), laporan.unit)) is not None
    )


def _satu(kind: JenisKunjungan, batas: float, rows: tuple[Baris, ...]) -> Gambar | None:
    mine = [row for row in rows if row.layanan is kind and row.angka.p90 is not None]
    mine = sorted(mine, key=lambda row: -(row.angka.p90 or 0))[:TERBANYAK]
    if not mine:
        return None
    longest = max(batas * 1.5, *(row.angka.p90 or 0 for row in mine))
    step = next(size for size in (5, 10, 30, 60, 240, 1440, 10**9) if longest / size <= 8)  # noqa: PLR2004 - lines that can be read

    def x(minutes: float) -> int:
        return KIRI + round((LEBAR - KIRI - 100) * minutes / longest)

    bars = tuple(
        Batang(
            row.kunci,
            20 + at * TINGGI_BARIS,
            x(row.angka.p50 or 0) - KIRI,
            x(row.angka.p90 or 0) - KIRI,
            row.angka.p50 or 0,
            row.angka.p90 or 0,
        )
        for at, row in enumerate(mine)
    )
    lines = tuple((x(at * step), at * step) for at in range(int(longest // step) + 1))
    return Gambar(kind, 30 + len(bars) * TINGGI_BARIS + 20, x(batas), batas, bars, lines)
