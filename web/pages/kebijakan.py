"""Kebijakan tenggat: the numbers in force, what other files would change and for whom, and adopting them."""

from datetime import timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from engine import berlaku
from engine.berlaku import Aturan
from engine.database import writing
from engine.people import Sesi
from engine.policy import KebijakanTidakSah, kebijakan
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.views import kebijakan as lihat
from engine.views import names, putar_ulang
from engine.views.rencana_tempo import Penghitung
from schemas.names import Peran
from web.context import Konteks, konteks
from web.pages import kata_tempo
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

HARI: Final = 90
Hari = Annotated[int, Query(ge=1, le=3660)]


def _kepala(sesi: Sesi) -> None:
    if not sesi.petugas.adalah(Peran.KEPALA):
        raise Ditolak(Refusal("peran_tidak_boleh", nilai={"perintah": "melihat kebijakan", "peran": "kepala"}))


@router.get("/kebijakan")
def kebijakan_tenggat(request: Request, sesi: Kerja, *, akibat: bool = False, hari: Hari = HARI) -> Response:
    """The numbers in force, and where the files say otherwise. `akibat`: what adopting the files would do."""
    _kepala(sesi)
    return _halaman(request, sesi, akibat=akibat, hari=hari)


@router.post("/kebijakan/terapkan")
def terapkan(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Adopt what was previewed; the deadlines that run are reckoned anew by the workers, page by page."""
    sah(sesi, form)
    _kepala(sesi)
    parts = konteks(request)
    files = _dari_berkas(parts)
    if isinstance(files, str) or files.sidik != teks(form, "sidik"):
        return _halaman(request, sesi, refusal=Refusal("kebijakan_berubah_lagi", "sidik"))
    with writing(parts.engine).begin() as connection:
        if berlaku.aturan(connection).sidik != files.sidik:
            count = Penghitung(connection, files, _zona(parts)).jumlah()
            berlaku.terapkan(connection, files, sesi.petugas.id, parts.now(), count)
    return pindah("/kebijakan?kabar=kebijakan_diterapkan")


def _dari_berkas(parts: Konteks) -> Aturan | str:
    """What the files say now, or what is wrong with them."""
    try:
        return berlaku.dari(kebijakan(parts.settings.kebijakan_dir))
    except KebijakanTidakSah as error:
        return str(error)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _zona(parts: Konteks) -> ZoneInfo:
    milik = parts.fasyankes()
    return ZoneInfo(ZONA_INDONESIA[milik.zona if milik else parts.settings.zona])


def _halaman(
    request: Request, sesi: Sesi, *, akibat: bool = False, hari: int = HARI, refusal: Refusal | None = None
) -> Response:
    parts = konteks(request)
    now, zona = parts.now(), _zona(parts)
    files = _dari_berkas(parts)
    preview, replay = None, None
    with parts.engine.connect() as connection:
        inforce = berlaku.aturan(connection)
        last = berlaku.terakhir(connection)
        differs = [] if isinstance(files, str) else lihat.beda(inforce, files)
        if akibat and differs and isinstance(files, Aturan):
            preview = lihat.pratinjau(connection, files, zona, now)
            since = now - timedelta(days=hari)
            replay = putar_ulang.putar(connection, inforce, files, dari=since, sampai=now, zona=zona)
        wanted = {who for who, _ in preview.per_petugas} if preview else set()
        people = names.petugas(connection, {*wanted, *([last.pelaku] if last else [])})
        unit = names.unit(connection)
    return halaman(
        request,
        "kebijakan",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        berlaku=inforce,
        baris=lihat.baris(inforce),
        berkas=None if isinstance(files, str) else files,
        rusak=files if isinstance(files, str) else None,
        beda=differs,
        terakhir=last,
        pratinjau=preview,
        putar=replay,
        hari_putar=hari,
        unit=unit,
        petugas=people,
        K=kata_tempo,
    )
