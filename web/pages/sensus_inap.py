"""Sensus rawat inap: a ward's sheet, all wards of a day, the days of a month; as a page or a file."""

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from web.i18n import N_
from web.pages import sensus_inap_isi as isi
from web.pages import sensus_kurun as masa
from web.pages.sensus_halaman import Bingkai, Isian, berkas, melihat, tampilkan, unit_dikenal
from web.pages.sensus_lihat import Lihat
from web.pages.tampil import Kerja

router = APIRouter()
Bentuk = Annotated[Literal["pdf", "xlsx"], Path()]
BentukBulan = Annotated[Literal["pdf", "xlsx", "csv"], Path()]


@router.get("/sensus/inap")
def inap(request: Request, sesi: Kerja, unit: str = "", tanggal: str = "") -> Response:
    """A ward's sheet of a day; without a ward, all of them."""
    with melihat(request, sesi.petugas) as lihat:
        day = masa.hari(tanggal, lihat.say)
        unit = unit_dikenal(lihat, unit)
        dok = isi.lembar(lihat, unit, day) if unit else isi.rekap(lihat, day)
        today = masa.hari_ini(lihat.say)
        bingkai = Bingkai(
            "inap",
            "/sensus/inap",
            (Isian("unit", N_("Ruang"), unit, pilihan=_ruang(lihat)), Isian("tanggal", N_("Tanggal"), day.isoformat())),
            {"unit": unit, "tanggal": day.isoformat()},
            {"unit": unit, "tanggal": (day - timedelta(days=1)).isoformat()},
            {"unit": unit, "tanggal": (day + timedelta(days=1)).isoformat()} if day < today else None,
        )
        return tampilkan(request, sesi, lihat, dok, bingkai)


@router.get("/sensus/inap.{bentuk}")
def inap_berkas(request: Request, sesi: Kerja, bentuk: Bentuk, unit: str = "", tanggal: str = "") -> Response:
    """The same as a file."""
    with melihat(request, sesi.petugas) as lihat:
        day = masa.hari(tanggal, lihat.say)
        unit = unit_dikenal(lihat, unit)
        return berkas(request, isi.lembar(lihat, unit, day) if unit else isi.rekap(lihat, day), bentuk)


@router.get("/sensus/inap/bulan")
def bulan(request: Request, sesi: Kerja, unit: str = "", bulan: str = "") -> Response:
    """The days of a month."""
    with melihat(request, sesi.petugas) as lihat:
        first, last = masa.bulan(bulan, lihat.say)
        unit = unit_dikenal(lihat, unit)
        dok = isi.bulanan(lihat, first, min(last, max(first, masa.hari_ini(lihat.say))), unit)
        after = masa.geser_bulan(first, maju=True)
        bingkai = Bingkai(
            "inap_bulan",
            "/sensus/inap/bulan",
            (
                Isian("unit", N_("Ruang"), unit, pilihan=_ruang(lihat)),
                Isian("bulan", N_("Bulan"), first.isoformat()[:7], "month"),
            ),
            {"unit": unit, "bulan": first.isoformat()[:7]},
            {"unit": unit, "bulan": masa.geser_bulan(first, maju=False).isoformat()[:7]},
            {"unit": unit, "bulan": after.isoformat()[:7]} if after <= masa.hari_ini(lihat.say) else None,
            csv=True,
        )
        return tampilkan(request, sesi, lihat, dok, bingkai)


@router.get("/sensus/inap/bulan.{bentuk}")
def bulan_berkas(  # noqa: PLR0913, PLR0917 - one parameter a filter
    request: Request, sesi: Kerja, bentuk: BentukBulan, unit: str = "", bulan: str = "", tabel: str = ""
) -> Response:
    """The same as a file."""
    with melihat(request, sesi.petugas) as lihat:
        first, last = masa.bulan(bulan, lihat.say)
        unit = unit_dikenal(lihat, unit)
        last = min(last, max(first, masa.hari_ini(lihat.say)))
        return berkas(request, isi.bulanan(lihat, first, last, unit), bentuk, tabel)


def _ruang(lihat: Lihat) -> list[tuple[str, str]]:
    wards = [one for one in lihat.units if one.jenis == "rawat_inap"]
    return [("", lihat.say(N_("Semua ruang"))), *((one.kode, one.nama) for one in wards)]
