"""Coming and going: log in, first password, locked screen, log out, language, and where the start page leads."""

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from engine import people
from engine.database import writing
from engine.refusals import Refusal
from schemas.names import Peran
from schemas.names.federasi import PENYELENGGARA
from web import auth, i18n
from web.context import konteks
from web.pages.tampil import Isian, Kerja, Masuk, Terbuka, aman, dari_sini, halaman, pindah, sah, teks, ucapan
from web.problems import status

router = APIRouter()
SATU_TAHUN = 365 * 24 * 3600
MULAI = (
    (Peran.DOKTER, "/tugas"),
    (Peran.PETUGAS_PENDAFTARAN, "/loket"),
    (Peran.PEREKAM_MEDIS, "/pindai"),
    (Peran.PETUGAS_UNIT, "/pindai"),
    (Peran.PETUGAS_SURVEILANS, "/surveilans"),
)
"""Where each role's day starts, whoever has several by the first of them; all others start at the board."""


@router.get("/")
def beranda(request: Request, sesi: Kerja) -> Response:
    """Where a person's work is; in an office of health there is no board of folders."""
    milik = konteks(request).fasyankes()
    if milik is not None and milik.jenis in PENYELENGGARA:
        return pindah("/pengguna" if sesi.petugas.peran <= {Peran.ADMIN} else "/surveilans")
    return pindah(next((where for role, where in MULAI if sesi.petugas.adalah(role)), "/papan"))


@router.get("/masuk")
def masuk(request: Request, ke: str = "/") -> Response:
    """The login form; whoever is logged in goes on."""
    if auth.sesi_dari(request) is not None:
        return pindah(ke)
    return _form_masuk(request, ke)


@router.post("/masuk", dependencies=[Depends(dari_sini)])
def kirim_masuk(request: Request, form: Isian) -> Response:
    """Log in."""
    parts = konteks(request)
    nama, ke = teks(form, "nama_pengguna"), aman(teks(form, "ke"))
    answer = people.masuk(
        parts.engine,
        parts.percobaan,
        nama,
        str(form.get("sandi", "")),
        alamat=auth.alamat(request),
        now=parts.now(),
    )
    if isinstance(answer, Refusal):
        return _form_masuk(request, ke, nama, answer)
    response = pindah("/ganti-sandi" if answer.sesi.petugas.harus_ganti_sandi else ke)
    auth.tulis_kuki(response, parts.settings, answer.kuki)
    return response


def _form_masuk(request: Request, ke: str, nama: str = "", refusal: Refusal | None = None) -> Response:
    galat = ucapan(request).penolakan(refusal) if refusal else None
    kode = status(refusal) if refusal else 200
    return halaman(request, "masuk", kode=kode, ke=aman(ke), nama_pengguna=nama, galat=galat)


@router.post("/keluar")
def keluar(request: Request, form: Isian, sesi: Masuk) -> Response:
    """Log out."""
    sah(sesi, form)
    parts = konteks(request)
    people.keluar(parts.engine, auth.baca_kuki(request) or "")
    response = pindah("/masuk?kabar=keluar")
    auth.hapus_kuki(response, parts.settings)
    return response


@router.get("/kunci")
def terkunci(request: Request, sesi: Masuk, ke: str = "/") -> Response:
    """The locked screen: only this person's password opens it."""
    if not sesi.terkunci:
        return pindah(ke)
    return halaman(request, "kunci", sesi=sesi, ke=aman(ke), galat=None)


@router.post("/kunci")
def kunci(request: Request, form: Isian, sesi: Masuk) -> Response:
    """Lock the screen now, and come back to where it was locked."""
    sah(sesi, form)
    people.kunci_layar(konteks(request).engine, sesi)
    return pindah(f"/kunci?ke={aman(teks(form, 'ke'))}")


@router.post("/buka-kunci")
def buka_kunci(request: Request, form: Isian, sesi: Masuk) -> Response:
    """Open the locked screen."""
    sah(sesi, form)
    parts = konteks(request)
    ke = aman(teks(form, "ke"))
    answer = people.buka_kunci(
        parts.engine,
        parts.percobaan,
        sesi,
        str(form.get("sandi", "")),
        alamat=auth.alamat(request),
        now=parts.now(),
    )
    if isinstance(answer, Refusal):
        galat = ucapan(request).penolakan(answer)
        return halaman(request, "kunci", sesi=sesi, kode=status(answer), ke=ke, galat=galat)
    return pindah(ke)


@router.get("/ganti-sandi")
def sandi(request: Request, sesi: Terbuka, ke: str = "/") -> Response:
    """One's own password."""
    return halaman(request, "ganti_sandi", sesi=sesi, ke=aman(ke), galat=None)


@router.post("/ganti-sandi")
def ganti_sandi(request: Request, form: Isian, sesi: Terbuka) -> Response:
    """Change one's own password; the account's other sessions end."""
    sah(sesi, form)
    say, ke = ucapan(request), aman(teks(form, "ke"))
    lama, baru = str(form.get("lama", "")), str(form.get("baru", ""))
    if baru != str(form.get("ulang", "")):
        galat = say("Kedua sandi baru tidak sama. Ketik ulang.")
        return halaman(request, "ganti_sandi", sesi=sesi, kode=422, ke=ke, galat=galat)
    with writing(konteks(request).engine).begin() as connection:
        answer = people.ganti_sandi(connection, sesi.petugas.id, lama, baru, sesi_ini=sesi.sidik)
    if isinstance(answer, Refusal):
        galat = say.penolakan(answer)
        return halaman(request, "ganti_sandi", sesi=sesi, kode=status(answer), ke=ke, galat=galat)
    return pindah(ke)


@router.post("/bahasa", dependencies=[Depends(dari_sini)])
def bahasa(request: Request, form: Isian) -> Response:
    """Choose the language of the screens on this device."""
    response = pindah(teks(form, "ke"))
    if (kode := teks(form, "bahasa")) in i18n.BAHASA:
        secure = konteks(request).settings.https
        response.set_cookie(i18n.KUKI, kode, max_age=SATU_TAHUN, httponly=True, secure=secure, samesite="lax")
    return response
