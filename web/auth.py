"""Who asks: a session cookie (pages, and their scripts with the CSRF header) or a device's Bearer token.

The dependencies are sync on purpose: FastAPI runs them in its thread pool, so SQL never blocks the event loop.
"""

import hmac
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends
from fastapi.security import APIKeyCookie, HTTPBearer
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from engine import people
from engine.people import Cakupan, Petugas, Sesi
from engine.refusals import Refusal
from engine.settings import Settings
from schemas.message import Pelaku
from web.context import konteks
from web.problems import Ditolak

KUKI: Final = "jejak_sesi"
KUKI_HTTPS: Final = "__Host-jejak_sesi"
CSRF_HEADER: Final = "X-CSRF-Token"
CSRF_FIELD: Final = "csrf"


@dataclass(frozen=True, slots=True)
class Pengakses:
    """Who asks, and what the way they came in covers. `sesi` is None for a device."""

    petugas: Petugas
    sesi: Sesi | None
    cakupan: frozenset[Cakupan]

    @property
    def pelaku(self) -> Pelaku:
        """The actor of the commands asked."""
        return self.petugas.pelaku


# ── cookies, for the pages ──────────────────────────────────────────────────────────────────────────


def nama_kuki(settings: Settings) -> str:
    """The cookie's name; behind TLS one that no other host or path can set."""
    return KUKI_HTTPS if settings.https else KUKI


def tulis_kuki(response: Response, settings: Settings, nilai: str) -> None:
    """Set the session cookie: a session cookie, unreadable to scripts, never sent along from another site's form."""
    response.set_cookie(
        nama_kuki(settings), nilai, httponly=True, secure=settings.https, samesite="lax", path="/", max_age=None
    )


def hapus_kuki(response: Response, settings: Settings) -> None:
    """Take the session cookie back."""
    response.delete_cookie(nama_kuki(settings), httponly=True, secure=settings.https, samesite="lax", path="/")


def baca_kuki(connection: HTTPConnection) -> str | None:
    """The session cookie's value."""
    return connection.cookies.get(nama_kuki(konteks(connection).settings)) or None


def alamat(connection: HTTPConnection) -> str:
    """The caller's address, for counting login attempts. Behind a proxy uvicorn's `forwarded_allow_ips` decides."""
    return connection.client.host if connection.client else "-"


def sesi_dari(connection: HTTPConnection, *, pasif: bool = False) -> Sesi | None:
    """This browser's session (look at `.terkunci`), or None. Sync: call it from a thread or a sync route.

    `pasif`: the page asks by itself (a live board), which does not count as use.
    """
    kuki = baca_kuki(connection)
    parts = konteks(connection)
    return people.baca(parts.engine, kuki, parts.settings, now=parts.now(), pasif=pasif) if kuki else None


def periksa_csrf(sesi: Sesi, nilai: str | None) -> None:
    """Raise Ditolak unless the form or header carries this session's CSRF token."""
    if not nilai or not hmac.compare_digest(nilai.encode("utf-8", "replace"), sesi.csrf.encode()):
        raise Ditolak(Refusal("csrf_tidak_cocok", CSRF_FIELD))


# ── the API's dependencies ──────────────────────────────────────────────────────────────────────────

_bearer: Final = HTTPBearer(auto_error=False, scheme_name="token", description="Token perangkat (`jejak token buat`)")
_cookie: Final = APIKeyCookie(
    name=KUKI, auto_error=False, scheme_name="sesi", description=f"Sesi halaman; menulis perlu {CSRF_HEADER}"
)


def pembaca(request: Request, _b: object = Depends(_bearer), _c: object = Depends(_cookie)) -> Pengakses:
    """Any active member of staff, or a device that may read."""
    return _siapa(request, Cakupan.BACA)


def pengamat(request: Request, _b: object = Depends(_bearer), _c: object = Depends(_cookie)) -> Pengakses:
    """The same for a live board: watching does not keep a session awake, and a locked screen still shows the board."""
    return _siapa(request, Cakupan.BACA, pasif=True)


Pembaca = Annotated[Pengakses, Depends(pembaca)]
Pengamat = Annotated[Pengakses, Depends(pengamat)]

PERLU_MASUK: Final = (Depends(_bearer), Depends(_cookie))
"""Says in the document that an address wants a caller, where the route asks `penulis` itself."""


def penulis(request: Request, cakupan: Cakupan) -> Pengakses:
    """Whoever may give commands or scan; a browser proves that its own page asks. Raises Ditolak.

    Sync: called from the thread that reads the command, so that a move costs one journey to a thread and not two.
    """
    return _siapa(request, cakupan, menulis=True)


def masih_boleh(connection: HTTPConnection, pengakses: Pengakses) -> bool:
    """Is a long answer's reader still logged in, their token still valid? Sync: call it from a thread."""
    if pengakses.sesi is not None:
        return sesi_dari(connection, pasif=True) is not None
    rahasia = _bearer_token(connection)
    return bool(rahasia and people.kenali(konteks(connection).engine, rahasia, now=konteks(connection).now()))


def _siapa(request: Request, cakupan: Cakupan, *, menulis: bool = False, pasif: bool = False) -> Pengakses:
    rahasia = _bearer_token(request)
    if rahasia is not None:
        return _perangkat(request, rahasia, cakupan)
    sesi = sesi_dari(request, pasif=pasif)
    if sesi is None:
        raise Ditolak(Refusal("belum_masuk"))
    if sesi.terkunci and not pasif:
        raise Ditolak(Refusal("sesi_terkunci"))
    if sesi.petugas.harus_ganti_sandi:
        raise Ditolak(Refusal("harus_ganti_sandi"))
    if menulis:
        periksa_csrf(sesi, request.headers.get(CSRF_HEADER))
    return Pengakses(sesi.petugas, sesi, frozenset(Cakupan))


def _perangkat(request: Request, rahasia: str, cakupan: Cakupan) -> Pengakses:
    parts = konteks(request)
    token = people.kenali(parts.engine, rahasia, now=parts.now())
    if token is None:
        raise Ditolak(Refusal("token_tidak_sah"), {"WWW-Authenticate": 'Bearer error="invalid_token"'})
    if cakupan not in token.cakupan:
        raise Ditolak(Refusal("cakupan_kurang", nilai={"cakupan": cakupan.value}))
    return Pengakses(token.petugas, None, token.cakupan)


def _bearer_token(connection: HTTPConnection) -> str | None:
    scheme, _, value = connection.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None
