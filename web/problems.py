"""A no over HTTP: RFC 9457 `application/problem+json` with a stable `kode`; never a trace, never personal data."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import orjson
import structlog
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from engine import envelope
from engine.database import TIDAK_MENJAWAB
from engine.envelope import SEBAB, Bahasa
from engine.log import places
from engine.refusals import Refusal

log = structlog.get_logger()

JENIS_ISI: Final = "application/problem+json"
STATUS_KHUSUS: Final = {"metode_tidak_boleh": 405, "jenis_isi": 415, "nama_host": 421}
"""Refusals of HTTP itself, which has its own number for them."""


class Masalah(BaseModel):
    """An RFC 9457 problem. `kode` is stable; `detail` is a sentence that says what to do next."""

    type: str
    title: str
    status: int
    detail: str
    kode: str
    field: str | None = None


class Ditolak(Exception):
    """Carries a Refusal out of a route; the app answers it as problem or page."""

    def __init__(self, refusal: Refusal, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(refusal.kode)
        self.refusal = refusal
        self.headers = dict(headers or {})


def bahasa(connection: HTTPConnection) -> Bahasa:
    """English where the client asks for it before Indonesian; else Indonesian."""
    wish = {"id": 0.0, "en": 0.0}
    for part in connection.headers.get("accept-language", "").split(","):
        tag, _, quality = part.partition(";q=")
        language = tag.strip().lower().partition("-")[0]
        if language in wish:
            wish[language] = max(wish[language], _number(quality))
    return "en" if wish["en"] > wish["id"] else "id"


def status(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    return STATUS_KHUSUS.get(refusal.kode) or envelope.status(refusal)


def isi(refusal: Refusal, language: Literal["id", "en"] = "id") -> dict[str, object]:
    """The problem's members."""
    return envelope.problem_body(refusal, language) | {"status": status(refusal)}


def jawab(refusal: Refusal, language: Bahasa = "id", headers: Mapping[str, str] | None = None) -> Response:
    """The problem as a response; says how long to wait and how to authenticate where that helps."""
    extra = dict(headers or {})
    number = status(refusal)
    if "detik" in refusal.nilai and refusal.kode == "terlalu_sering":
        extra["Retry-After"] = str(refusal.nilai["detik"])
    if number == 503:  # noqa: PLR2004 - the status itself
        extra.setdefault("Retry-After", "2")
    if number == 401:  # noqa: PLR2004 - the status itself
        extra.setdefault("WWW-Authenticate", "Bearer")
    extra["Content-Language"] = language
    return Response(orjson.dumps(isi(refusal, language)), number, extra, media_type=JENIS_ISI)


def dari_pengecualian(error: Exception) -> tuple[Refusal, dict[str, str]]:
    """The refusal behind an exception a route or the router raised, and the headers to send with it."""
    if isinstance(error, Ditolak):
        return error.refusal, error.headers
    if isinstance(error, RequestValidationError):
        return isian_refusal(error.errors(), skip=1), {}
    if isinstance(error, HTTPException):
        return _http(error)
    if isinstance(error, TIDAK_MENJAWAB):
        log.warning("basis_data_diam", galat=type(error).__name__, di=places(error))
        return Refusal("basis_data_diam"), {}
    return Refusal("galat_dalam"), {}


def isian_refusal(errors: Sequence[Any], skip: int = 0) -> Refusal:
    """The first of pydantic's errors as a refusal: the field (without `skip` leading parts) and why, in plain words."""
    first = errors[0]
    field = ".".join(str(part) for part in first["loc"][skip:]) or "isi"
    return Refusal("isian_tidak_sah", field, {"field": field, "sebab": _sebab(first)})


def _sebab(error: Any) -> str:  # noqa: ANN401 - pydantic's error, a plain dictionary
    context = error.get("ctx", {})
    if error["type"] in {"enum", "literal_error"}:
        return f"harus salah satu dari: {str(context['expected']).replace(' or ', ', ').replace(chr(39), '')}"
    return SEBAB.get(error["type"]) or _SEBAB_LAIN.get(error["type"], "tidak sah")


_SEBAB_LAIN: Final = {
    "model_type": "harus objek JSON",
    "model_attributes_type": "harus objek JSON",
    "int_parsing": SEBAB["int_type"],
    "int_parsing_size": SEBAB["int_type"],
    "bool_parsing": SEBAB["bool_type"],
    "greater_than_equal": "di luar batas",
    "less_than_equal": "di luar batas",
}


def _http(error: HTTPException) -> tuple[Refusal, dict[str, str]]:
    headers = dict(error.headers or {})
    if error.status_code == 405:  # noqa: PLR2004 - the status itself
        return Refusal("metode_tidak_boleh", nilai={"metode": "metode itu", "bisa": headers.get("Allow", "-")}), headers
    if error.status_code == 404:  # noqa: PLR2004 - the status itself
        return Refusal("alamat_tidak_dikenal"), headers
    if error.status_code >= 500:  # noqa: PLR2004 - the status itself
        return Refusal("galat_dalam"), headers
    return Refusal("isian_tidak_sah", "isi", {"field": "isi", "sebab": "tidak terbaca"}), headers


def mau_halaman(request: Request) -> bool:
    """Is this a browser asking for a page? Then the answer is a page too."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def _number(quality: str) -> float:
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0
