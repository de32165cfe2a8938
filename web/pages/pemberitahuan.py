"""Pemberitahuan: what left the application and what did not, for the administrator; and who is told from above."""

from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, people
from engine.aturan_pengingat import KANAL
from engine.database import writing
from engine.pengingat import jabatan, kirim
from engine.pengingat.susun import Keadaan
from engine.pengingat.tahap import Tahap
from engine.pengingat.uji import belum, uji
from engine.people import Sesi
from engine.people.kontak import kontak
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.settings import ZONA_INDONESIA
from engine.views import names
from schemas.names import Peran
from web.context import konteks
from web.pages import kata_pemberitahuan as kata
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

BOLEH: Final = (Peran.ADMIN, Peran.KEPALA)


def sesi_pengelola(sesi: Kerja) -> Sesi:
    """The administrator, or the head of the record room."""
    if not sesi.petugas.adalah(*BOLEH):
        isi: dict[str, str | int] = {"perintah": "mengelola pemberitahuan", "peran": "admin, kepala"}
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=isi))
    return sesi


Pengelola = Annotated[Sesi, Depends(sesi_pengelola)]


@router.get("/pemberitahuan")
def daftar(request: Request, sesi: Pengelola, tahap: str = "") -> Response:
    """The ways out, what they carried, dead letters first."""
    return _halaman(request, sesi, Tahap(tahap) if tahap in set(Tahap) else None)


@router.post("/pemberitahuan/uji")
def kirim_uji(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """A test delivery to oneself: it goes as every notice does, and the list says what came of it."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        made = uji(connection, sesi.petugas.id, teks(form, "kanal"), kini(request))
    if isinstance(made, Refusal):
        return _halaman(request, sesi, None, made)
    return pindah("/pemberitahuan?kabar=uji_diminta")


@router.post("/pemberitahuan/coba-lagi")
def coba_lagi(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """Let one dead letter go out again, or all of them."""
    sah(sesi, form)
    parts, one = konteks(request), teks(form, "kiriman")[:36] or None
    with writing(parts.engine).begin() as connection:
        found = kirim.coba_lagi(connection, parts.now(), one)
    if one and not found:
        return _halaman(request, sesi, None, Refusal("kiriman_tidak_dikenal", "kiriman"))
    return pindah("/pemberitahuan?kabar=dikirim_lagi")


@router.post("/pemberitahuan/jabatan")
def angkat(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """Appoint somebody to be told when things are overdue."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        made = jabatan.angkat(connection, teks(form, "jabatan"), teks(form, "unit"), teks(form, "petugas"))
    return _halaman(request, sesi, None, made) if isinstance(made, Refusal) else pindah(KE_JABATAN)


@router.post("/pemberitahuan/jabatan/lepas")
def lepas(request: Request, form: Isian, sesi: Pengelola) -> Response:
    """End an appointment."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        jabatan.lepas(connection, teks(form, "jabatan"), teks(form, "unit"), teks(form, "petugas"))
    return pindah(KE_JABATAN)


KE_JABATAN: Final = "/pemberitahuan?kabar=tersimpan"


def kini(request: Request) -> Keadaan:
    """The present, as notices are made of it."""
    parts = konteks(request)
    milik = parts.fasyankes()
    zona = ZoneInfo(ZONA_INDONESIA[milik.zona]) if milik else parts.settings.tzinfo
    return Keadaan(parts.now(), zona, kebijakan().pengingat, parts.settings.kanal)


def _halaman(request: Request, sesi: Sesi, tahap: Tahap | None, refusal: Refusal | None = None) -> Response:
    parts, now = konteks(request), kini(request)
    with parts.engine.connect() as connection:
        mine = kontak(connection, sesi.petugas.id)
        jumlah = kirim.jumlah(connection)
        mati = kirim.daftar(connection, Tahap.MATI)
        rows = kirim.daftar(connection, tahap)
        staff = people.semua(connection)
        units = facility.units(connection)
        offices = jabatan.semua(connection)
        unit = names.unit(connection)
    return halaman(
        request,
        "pemberitahuan",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        kanal=[(nama, kata.KANAL[nama], belum(nama, mine, now.kanal, now.aturan)) for nama in KANAL],
        jumlah=jumlah,
        mati=mati,
        baris=rows,
        tahap=tahap,
        kata=kata,
        orang={one.id: one.nama for one in staff},
        staff=[one for one in staff if one.aktif and not one.mesin],
        units=[one for one in units if one.jenis != "rekam_medis"],
        jabatan=offices,
        unit=unit,
        aturan=now.aturan,
    )
