"""Kebijakan tenggat: the numbers in force, what other files would change and for whom, and adopting them."""

from functools import partial
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from engine import berlaku
from engine.berlaku import Aturan
from engine.database import writing
from engine.people import Sesi
from engine.policy import KebijakanTidakSah, kebijakan
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.views import kebijakan as lihat
from engine.views import names
from engine.views.rencana_tempo import Penghitung
from schemas.names import Peran
from web.auth import sesi_dari
from web.context import Konteks, konteks
from web.hitung_akibat import Akibat, Tanya, hitung, hitungan
from web.pages import kata_tempo
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, potongan, sah, teks, ucapan
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


@router.get("/kebijakan/akibat")
def maju(request: Request) -> Response:
    """How far the reckoning is, asked every second by the page itself; when it is through, the page is read anew."""
    sesi = sesi_dari(request, pasif=True)
    if sesi is None and "hx-request" not in request.headers:
        raise Ditolak(Refusal("belum_masuk"))
    parts = konteks(request)
    one = (
        None
        if sesi is None or sesi.terkunci or not sesi.petugas.adalah(Peran.KEPALA)
        else hitungan(parts.engine).berjalan()
    )
    if one is None:
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    return HTMLResponse(potongan("akibat_maju", ucapan(request), menghitung=one))


@router.post("/kebijakan/terapkan")
def terapkan(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Adopt what was previewed; the deadlines that run are reckoned anew by the workers, page by page."""
    sah(sesi, form)
    _kepala(sesi)
    parts = konteks(request)
    files = _dari_berkas(parts)
    if isinstance(files, str) or files.sidik != teks(form, "sidik"):
        return _halaman(request, sesi, refusal=Refusal("kebijakan_berubah_lagi", "sidik"))
    with parts.engine.connect() as connection:  # counted before the lock is taken: nobody waits for it
        count = Penghitung(connection, files, _zona(parts)).jumlah()
    with writing(parts.engine).begin() as connection:
        if berlaku.aturan(connection).sidik != files.sidik:
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
    counting: Akibat | None = None
    with parts.engine.connect() as connection:
        inforce = berlaku.aturan(connection)
        last = berlaku.terakhir(connection)
        differs = [] if isinstance(files, str) else lihat.beda(inforce, files)
    if akibat and differs and isinstance(files, Aturan):
        counting = hitungan(parts.engine).minta(Tanya(inforce, files, hari), now, partial(hitung, parts.engine, zona))
    preview, replay = counting.hasil if counting and counting.hasil else (None, None)
    with parts.engine.connect() as connection:
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
        menghitung=counting if counting and not counting.usai.is_set() else None,
        tidak_terhitung=counting is not None and counting.gagal,
        hari_putar=hari,
        unit=unit,
        petugas=people,
        K=kata_tempo,
    )
