"""Kamar dan tempat tidur: the rooms and beds of the wards, for the administrator. How many there were stays known."""

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, ruang
from engine.database import writing
from engine.people import Sesi
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.ruang import Kamar
from schemas.names import KelasRawat, KodeUnit
from web.context import konteks
from web.pages import kata_kunjungan as kata
from web.pages.tampil import Admin, Isian, Kabar, halaman, pindah, sah, teks, ucapan
from web.problems import status

router = APIRouter()


@router.get("/kamar")
def daftar(request: Request, sesi: Admin) -> Response:
    """All rooms and beds."""
    return _halaman(request, sesi)


@router.post("/kamar")
def tambah_kamar(request: Request, form: Isian, sesi: Admin) -> Response:
    """A new room."""
    sah(sesi, form)
    kamar = Kamar(
        teks(form, "kode").upper(),
        teks(form, "nama"),
        KodeUnit(teks(form, "unit")),
        _kelas(teks(form, "kelas")),
        bayi=_bayi(form),
        kemampuan=_kemampuan(form),
    )
    with writing(konteks(request).engine).begin() as connection:
        answer = ruang.add_room(connection, kamar)
    return _selesai(request, sesi, answer, kamar.kode)


@router.post("/kamar/{kode}")
def ubah_kamar(request: Request, form: Isian, sesi: Admin, kode: str) -> Response:
    """Another name, class, or kind of patients."""
    sah(sesi, form)
    now = konteks(request).now()
    with writing(konteks(request).engine).begin() as connection:
        kelas = _kelas(teks(form, "kelas"))
        answer = ruang.change_room(
            connection, kode, teks(form, "nama"), kelas, now=now, bayi=_bayi(form), kemampuan=_kemampuan(form)
        )
    return _selesai(request, sesi, answer, kode)


@router.post("/kamar/{kode}/aktif")
def aktif(request: Request, form: Isian, sesi: Admin, kode: str) -> Response:
    """Close a room with its beds, or open it again."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        if teks(form, "aktif") == "ya":
            answer = ruang.reopen_room(connection, kode)
        else:
            answer = ruang.close_room(connection, kode, now=konteks(request).now())
    return _selesai(request, sesi, answer, kode)


@router.post("/kamar/{kode}/tempat-tidur")
def tambah_tempat_tidur(request: Request, form: Isian, sesi: Admin, kode: str) -> Response:
    """One bed more."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        answer = ruang.add_bed(connection, teks(form, "tempat_tidur").upper(), kode, now=konteks(request).now())
    return _selesai(request, sesi, answer, kode)


@router.post("/tempat-tidur/{kode}/tutup")
def tutup_tempat_tidur(request: Request, form: Isian, sesi: Admin, kode: str) -> Response:
    """One bed less."""
    sah(sesi, form)
    with writing(konteks(request).engine).begin() as connection:
        answer = ruang.remove_bed(connection, kode, now=konteks(request).now())
    return _selesai(request, sesi, answer, teks(form, "kamar"))


def _kelas(word: str) -> KelasRawat:
    """The class that was chosen; a form of our own names no other."""
    return KelasRawat(word) if word in set(KelasRawat) else KelasRawat.STANDAR


def _bayi(form: FormData) -> bool:
    """Is it a room of newborns?"""
    return teks(form, "bayi") == "ya"


def _kemampuan(form: FormData) -> tuple[str, ...]:
    """What was ticked; the engine says no to what policy does not know."""
    return tuple(one for one in form.getlist("kemampuan") if isinstance(one, str))


def _selesai(request: Request, sesi: Sesi, answer: Kamar | str | Refusal, kode: str) -> Response:
    if isinstance(answer, Refusal):
        return _halaman(request, sesi, answer)
    return pindah(f"/kamar?kabar=tersimpan#kamar-{kode}")


def _halaman(request: Request, sesi: Sesi, refusal: Refusal | None = None) -> Response:
    with konteks(request).engine.connect() as connection:
        rooms = ruang.rooms(connection)
        beds = ruang.beds(connection)
        wards = [one for one in facility.units(connection) if one.jenis in {"rawat_inap", "gawat_darurat"}]
    return halaman(
        request,
        "kamar",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None,
        kamar=rooms,
        tempat_tidur={room.kode: [bed for bed in beds if bed.kamar == room.kode] for room in rooms},
        bangsal=wards,
        unit={one.kode: one.nama for one in wards},
        mampu={kode: one.nama for kode, one in kebijakan().rujukan.kemampuan.items()},
        ditawarkan=kebijakan().rujukan.kemampuan_aktif,
        K=kata,
    )
