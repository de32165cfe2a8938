"""Sensus rawat jalan dan gawat darurat: a clinic's sheet of a day, and the recap of a day, a week or a month."""

from datetime import timedelta
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from web.i18n import N_
from web.pages import sensus_jalan_isi as isi
from web.pages import sensus_kurun as masa
from web.pages.sensus_halaman import Bingkai, Isian, berkas, melihat, tampilkan, unit_dikenal
from web.pages.sensus_lihat import Lihat
from web.pages.tampil import Kerja

router = APIRouter()
Bentuk = Annotated[Literal["pdf", "xlsx"], Path()]
BentukRekap = Annotated[Literal["pdf", "xlsx", "csv"], Path()]
KURUN: Final[dict[str, str]] = {"hari": N_("Sehari"), "minggu": N_("Seminggu"), "bulan": N_("Sebulan")}


@router.get("/sensus/jalan")
def jalan(request: Request, sesi: Kerja, unit: str = "", tanggal: str = "") -> Response:
    """A clinic's sheet of a day; without a clinic, all of them."""
    with melihat(request, sesi.petugas) as lihat:
        day = masa.hari(tanggal, lihat.say)
        unit = unit_dikenal(lihat, unit)
        dok = isi.lembar(lihat, unit, day) if unit else isi.rekap(lihat, day, day, {})
        today = masa.hari_ini(lihat.say)
        bingkai = Bingkai(
            "jalan",
            "/sensus/jalan",
            (Isian("unit", N_("Unit"), unit, pilihan=_unit(lihat)), Isian("tanggal", N_("Tanggal"), day.isoformat())),
            {"unit": unit, "tanggal": day.isoformat()},
            {"unit": unit, "tanggal": (day - timedelta(days=1)).isoformat()},
            {"unit": unit, "tanggal": (day + timedelta(days=1)).isoformat()} if day < today else None,
        )
        return tampilkan(request, sesi, lihat, dok, bingkai)


@router.get("/sensus/jalan.{bentuk}")
def jalan_berkas(request: Request, sesi: Kerja, bentuk: Bentuk, unit: str = "", tanggal: str = "") -> Response:
    """The same as a file."""
    with melihat(request, sesi.petugas) as lihat:
        day = masa.hari(tanggal, lihat.say)
        unit = unit_dikenal(lihat, unit)
        return berkas(request, isi.lembar(lihat, unit, day) if unit else isi.rekap(lihat, day, day, {}), bentuk)


@router.get("/sensus/jalan/rekap")
def rekap(request: Request, sesi: Kerja, unit: str = "", kurun: str = "bulan", tanggal: str = "") -> Response:
    """A day, a week or a month, by everything it is asked by."""
    with melihat(request, sesi.petugas) as lihat:
        kind = kurun if kurun in KURUN else "bulan"
        first, last = masa.kurun(kind, tanggal, lihat.say)
        unit = unit_dikenal(lihat, unit)
        asked = {"unit": unit, "kurun": kind, "tanggal": first.isoformat()}
        bingkai = Bingkai(
            "jalan_rekap",
            "/sensus/jalan/rekap",
            (
                Isian("unit", N_("Unit"), unit, pilihan=_unit(lihat)),
                Isian("kurun", N_("Kurun"), kind, pilihan=[(kode, lihat.say(kata)) for kode, kata in KURUN.items()]),
                Isian("tanggal", N_("Tanggal"), first.isoformat()),
            ),
            asked,
            asked | {"tanggal": (first - timedelta(days=1)).isoformat()},
            asked | {"tanggal": (last + timedelta(days=1)).isoformat()} if last < masa.hari_ini(lihat.say) else None,
            csv=True,
        )
        return tampilkan(request, sesi, lihat, isi.rekap(lihat, first, last, {"unit": unit}), bingkai)


@router.get("/sensus/jalan/rekap.{bentuk}")
def rekap_berkas(  # noqa: PLR0913, PLR0917 - one parameter a filter
    request: Request,
    sesi: Kerja,
    bentuk: BentukRekap,
    unit: str = "",
    kurun: str = "bulan",
    tanggal: str = "",
    tabel: str = "",
) -> Response:
    """The same as a file."""
    with melihat(request, sesi.petugas) as lihat:
        first, last = masa.kurun(kurun if kurun in KURUN else "bulan", tanggal, lihat.say)
        return berkas(request, isi.rekap(lihat, first, last, {"unit": unit_dikenal(lihat, unit)}), bentuk, tabel)


def _unit(lihat: Lihat) -> list[tuple[str, str]]:
    kinds = {"rawat_jalan", "gawat_darurat", "penunjang"}
    return [
        ("", lihat.say(N_("Semua unit"))),
        *((one.kode, one.nama) for one in lihat.units if one.jenis in kinds),
    ]
