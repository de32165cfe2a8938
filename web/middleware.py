"""What holds for every answer: a bounded body, a known host, strict headers, and a problem instead of a trace."""

from collections.abc import Callable, Mapping
from typing import Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.log import places
from engine.refusals import Refusal
from web.problems import Ditolak, bahasa, jawab

log = structlog.get_logger()

BATAS_ISI: Final = 1_000_000
"""Bytes of a request's body. A thousand commands are well below half of it."""
DIBUANG: Final = 16_000_000
"""Bytes of a too large body that are still read and thrown away, so that the sender gets to read the answer."""

CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; media-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
KEPALA: Final = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})


class Kepala:
    """Outermost: strict headers on every answer, and an answer for every fault."""

    def __init__(self, app: ASGIApp, galat: Callable[[Scope], Response]) -> None:
        self.app = app
        self.galat = galat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in KEPALA.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except Exception as error:  # noqa: BLE001 - the last door: a fault is logged and told, never shown
            fault, where = type(error).__name__, places(error)
            log.error("permintaan_gagal", metode=scope["method"], galat=fault, di=where)
            if not started:
                await self.galat(scope)(scope, receive, with_headers)


class Batas:
    """A body is read whole and bounded before anybody looks at it; a larger one is refused (also without a length)."""

    def __init__(self, app: ASGIApp, batas: int = BATAS_ISI, mengalir: Mapping[str, int] | None = None) -> None:
        self.app = app
        self.batas = batas
        self.mengalir = mengalir or {}
        """Addresses that take a file: its body is counted while it is read, never held whole."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, then pass on."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self.app(scope, receive, send)
            return
        if (terbesar := self.mengalir.get(scope["path"])) is not None:
            await self.app(scope, _counted(receive, terbesar), send)
            return
        body, size, more = [], 0, True
        while more and size <= DIBUANG:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            chunk = message.get("body", b"")
            size += len(chunk)
            more = message.get("more_body", False)
            if size <= self.batas:
                body.append(chunk)
        if size > self.batas:
            refusal = Refusal("terlalu_besar", "isi", {"batas": "1 MB"})
            await jawab(refusal, bahasa(HTTPConnection(scope)))(scope, receive, send)
            return
        await self.app(scope, _replay(b"".join(body), receive), send)


def _counted(receive: Receive, terbesar: int) -> Receive:
    """The same body while it stays below the limit; the rest of a larger one is read away before it is refused."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size <= terbesar:
            return message
        while message.get("more_body", False) and size <= terbesar + DIBUANG:
            message = await receive()
            size += len(message.get("body", b""))
        raise Ditolak(Refusal("terlalu_besar", "isi", {"batas": f"{terbesar // 1_000_000} MB"}))

    return counted


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


class NamaHost:
    """Only host names that are ours: a page elsewhere cannot rebind its name to this machine."""

    def __init__(self, app: ASGIApp, boleh: frozenset[str], answer: Callable[[Scope], Response]) -> None:
        self.app = app
        self.boleh = boleh
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what was meant for us."""
        if scope["type"] == "http" and self.boleh and _host(scope) not in self.boleh:
            await self.answer(scope)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _host(scope: Scope) -> str:
    value = Headers(scope=scope).get("host", "").lower()
    name, colon, port = value.rpartition(":")
    return name if colon and port.isdigit() else value


def nama_boleh(host: str, nama_host: str) -> frozenset[str]:
    """The names that are served; empty for any. Loopback names always are."""
    given = frozenset(name.strip().lower() for name in nama_host.split(",") if name.strip())
    if given:
        return given | LOOPBACK
    return LOOPBACK if host in LOOPBACK else frozenset()
