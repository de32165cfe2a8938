"""Rekap harian: a day's moves by unit and kind, how far they are counted, and the facts behind each number."""

from collections import Counter
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, projections
from engine.people import Sesi
from engine.projections import letters, views
from engine.projections.recap import TAK_TERCATAT
from engine.projections.ulangi import coba_lagi
from engine.projections.views import Saringan
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.views import names
from schemas.names import Peran
from web.context import Konteks, konteks
from web.pages import kata
from web.pages.tampil import Isian, Kerja, halaman, pindah, sah
from web.problems import Ditolak

router = APIRouter()

TERLAMBAT_DETIK: Final = 10.0
"""How long a line may wait to be counted before the page says that its numbers are not whole."""
TERBESAR: Final = 2**53
URUTAN: Final = {jenis: place for place, jenis in enumerate(kata.PERISTIWA)}


@router.get("/rekap")
def rekap(request: Request, sesi: Kerja, tanggal: str = "") -> Response:
    """The recap of a day: today unless another was picked."""
    parts = konteks(request)
    kini = parts.now()
    hari = _hari(parts, tanggal)
    with parts.engine.connect() as connection:
        found = views.rekap(connection, hari)
        units = [known.unit.kode for known in facility.all_units(connection)]
        unit_names = names.unit(connection)
        before = views.hari_terdekat(connection, hari, maju=False)
        after = views.hari_terdekat(connection, hari, maju=True)
        waiting = letters.daftar(connection) if _penyelia(sesi) else []
    angka = {(sel.unit, sel.jenis): sel.jumlah for sel in found.isi}
    per_unit: Counter[str] = Counter()
    per_jenis: Counter[str] = Counter()
    for sel in found.isi:
        per_unit[sel.unit] += sel.jumlah
        per_jenis[sel.jenis] += sel.jumlah
    place = {kode: at for at, kode in enumerate([*units, TAK_TERCATAT])}
    return halaman(
        request,
        "rekap",
        sesi=sesi,
        rekap=found,
        angka=angka,
        jenis=sorted(per_jenis, key=lambda kind: (URUTAN.get(kind, len(URUTAN)), kind)),
        baris=sorted(per_unit, key=lambda kode: (place.get(kode, len(place)), kode)),
        per_unit=per_unit,
        per_jenis=per_jenis,
        unit=unit_names,
        sebelum=before,
        sesudah=after,
        hari_ini=_hari(parts, ""),
        terlambat=found.posisi.lama(kini).total_seconds() > TERLAMBAT_DETIK,
        surat=waiting,
        boleh_ulang=sesi.petugas.adalah(Peran.ADMIN),
    )


@router.get("/rekap/baris")
def baris(  # noqa: PLR0913 - one parameter a filter
    request: Request,
    sesi: Kerja,
    *,
    tanggal: str = "",
    unit: str | None = None,
    jenis: str | None = None,
    setelah: int = 0,
) -> Response:
    """The facts behind one number."""
    parts = konteks(request)
    milik = parts.fasyankes()
    sel = Saringan(_hari(parts, tanggal), unit, jenis)
    after = max(0, min(setelah, TERBESAR))
    with parts.engine.connect() as connection:
        page = views.di_balik(connection, milik.zona if milik else "WIB", sel, setelah=after)
        unit_names = names.unit(connection)
    return halaman(request, "rekap_baris", sesi=sesi, sel=sel, isi=page.isi, lanjut=page.lanjut, unit=unit_names)


@router.post("/rekap/surat-mati")
def ulangi(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Try every dead letter again."""
    sah(sesi, form)
    if not sesi.petugas.adalah(Peran.ADMIN):
        raise Ditolak(Refusal("peran_tidak_boleh", nilai={"perintah": "mencoba lagi surat mati", "peran": "admin"}))
    parts = konteks(request)
    milik = parts.fasyankes()
    for one in projections.semua(milik) if milik else ():
        coba_lagi(parts.engine, milik.kode if milik else "", one, now=parts.now)
    return pindah("/rekap?kabar=dicoba_lagi")


def _hari(parts: Konteks, iso: str) -> date:
    """The day that was asked for, else today on the facility's clock."""
    milik = parts.fasyankes()
    zona = ZoneInfo(ZONA_INDONESIA[milik.zona if milik else parts.settings.zona])
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return parts.now().astimezone(zona).date()


def _penyelia(sesi: Sesi) -> bool:
    return not sesi.petugas.peran.isdisjoint({Peran.ADMIN, Peran.KEPALA})
