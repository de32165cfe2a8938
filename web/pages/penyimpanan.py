"""Penyimpanan: one folder a patient, or one for each kind of care kept apart; planned from a date."""

from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, penyimpanan
from engine.database import writing
from engine.penomoran import PERTAMA
from engine.penyimpanan import JENIS_RUMAH, Penyimpanan
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import names
from schemas.names import KodeUnit
from web.context import konteks
from web.pages.penomoran import Pengelola, hari_ini
from web.pages.tampil import Isian, Kabar, halaman, pindah, sah, teks, ucapan
from web.problems import status

router = APIRouter()


@router.get("/penyimpanan")
def lihat(request: Request, sesi: Pengelola) -> Response:
    """What holds, what is planned, and the form for another way."""
    return _halaman(request, sesi)


@router.post("/penyimpanan")
def rencanakan(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """Keep folders another way from a day on."""
    sah(sesi, form)
    typed = {name: teks(form, name) for name in ("berlaku", *JENIS_RUMAH)}
    berlaku = _tanggal(typed["berlaku"])
    if isinstance(berlaku, Refusal):
        return _halaman(request, sesi, berlaku, typed)
    inap, darurat = (KodeUnit(typed[name]) if typed[name] else None for name in JENIS_RUMAH)
    parts = konteks(request)
    with writing(parts.engine).begin() as connection:
        wanted = Penyimpanan(berlaku, inap, darurat)
        refusal = penyimpanan.rencanakan(connection, wanted, hari_ini(request), sesi.petugas.id, parts.now())
    return _halaman(request, sesi, refusal, typed) if refusal else pindah("/penyimpanan?kabar=tersimpan")


@router.post("/penyimpanan/hapus")
def hapus(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """Take back a plan that has not begun."""
    sah(sesi, form)
    berlaku = _tanggal(teks(form, "berlaku"))
    if isinstance(berlaku, Refusal):
        return _halaman(request, sesi, berlaku)
    with writing(konteks(request).engine).begin() as connection:
        refusal = penyimpanan.hapus(connection, berlaku, hari_ini(request))
    return _halaman(request, sesi, refusal) if refusal else pindah("/penyimpanan?kabar=tersimpan")


@router.post("/penyimpanan/pulangkan")
def pulangkan(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """Let folders of a former home live in the record room, so many at a time; those with a twin stay to be merged."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        done = penyimpanan.pulangkan(connection, KodeUnit(teks(form, "unit")), hari_ini(request))
    return _halaman(request, sesi, done) if isinstance(done, Refusal) else pindah("/penyimpanan?kabar=tersimpan")


def _tanggal(text: str) -> date | Refusal:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return Refusal("tanggal_tidak_sah", "berlaku")


def _halaman(
    request: Request, sesi: Sesi, refusal: Refusal | None = None, typed: dict[str, str] | None = None
) -> Response:
    hari = hari_ini(request)
    with konteks(request).engine.connect() as connection:
        plans = penyimpanan.baca(connection)
        former = penyimpanan.rumah_lama(connection, hari)
        units = facility.units(connection)
        unit = names.unit(connection)
    return halaman(
        request,
        "penyimpanan",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        rencana=plans,
        berlaku=penyimpanan.pada(plans, hari),
        hari_ini=hari,
        pertama=PERTAMA,
        lama=former,
        unit=unit,
        pilihan={name: [one for one in units if one.jenis == kind] for name, kind in JENIS_RUMAH.items()},
        ketikan={"berlaku": hari.isoformat(), "inap": "", "darurat": ""} | (typed or {}),
    )
