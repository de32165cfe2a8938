"""A small client of the HTTP API, on the standard library: keeps its connection, tries again with the same ids."""

import contextlib
import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import urlsplit

import orjson

MENUNGGU_DETIK: Final = 30.0
"""How long one answer may take."""
JEDA_DETIK: Final = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Pauses between attempts; the last one repeats."""
COBA_LAGI: Final = frozenset({429, 502, 503, 504})
"""Statuses that mean: not now."""


class TidakTerjangkau(Exception):
    """The server did not answer for as long as we were patient."""


class AlamatSalah(Exception):
    """That is no address of a Jejak."""


@dataclass(frozen=True, slots=True)
class Jawaban:
    """One answer."""

    status: int
    isi: dict[str, Any]

    @property
    def sebab(self) -> str:
        """What a problem says, in words."""
        return str(self.isi.get("detail") or self.isi.get("title") or f"status {self.status}")


class Klien:
    """One connection to one Jejak. `sabar`: seconds to go on trying. Raises AlamatSalah for an address of none."""

    def __init__(self, url: str, token: str, *, sabar: float = 60.0) -> None:
        parts = urlsplit(url if "//" in url else f"http://{url}")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise AlamatSalah(url)
        try:
            self._port = parts.port
        except ValueError as error:
            raise AlamatSalah(url) from error
        self._host, self._https, self._prefix = parts.hostname, parts.scheme == "https", parts.path.rstrip("/")
        self._token = token
        self._sabar = sabar
        self._connection: http.client.HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.tutup()

    def tutup(self) -> None:
        """Hang up."""
        self._hang_up()

    def ambil(self, path: str) -> Jawaban:
        """GET."""
        return self._ask("GET", path, None)

    def kirim(self, path: str, isi: object, *, belum: Callable[[Jawaban], bool] | None = None) -> Jawaban:
        """POST a JSON body. Safe to try again, as every command in it bears its id; `belum` may ask for that."""
        return self._ask("POST", path, orjson.dumps(isi), belum)

    def _ask(
        self, method: str, path: str, body: bytes | None, belum: Callable[[Jawaban], bool] | None = None
    ) -> Jawaban:
        """Ask until there is an answer. Raises TidakTerjangkau when patience ends."""
        until = time.monotonic() + self._sabar
        attempt = 0
        while True:
            answer: Jawaban | None = None
            fault = ""
            try:
                answer = self._once(method, path, body)
            except (OSError, http.client.HTTPException) as error:
                self._hang_up()
                fault = type(error).__name__
            if answer is not None and answer.status not in COBA_LAGI and not (belum and belum(answer)):
                return answer
            pause = JEDA_DETIK[min(attempt, len(JEDA_DETIK) - 1)]
            if time.monotonic() + pause > until:
                if answer is not None:
                    return answer
                raise TidakTerjangkau(fault)
            attempt += 1
            time.sleep(pause)

    def _once(self, method: str, path: str, body: bytes | None) -> Jawaban:
        if self._connection is None:
            kind = http.client.HTTPSConnection if self._https else http.client.HTTPConnection
            self._connection = kind(self._host, self._port, timeout=MENUNGGU_DETIK)
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json", "Accept-Language": "id"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        self._connection.request(method, f"{self._prefix}{path}", body=body, headers=headers)
        response = self._connection.getresponse()
        raw = response.read()
        try:
            isi = orjson.loads(raw)
        except orjson.JSONDecodeError:
            isi = {}
        return Jawaban(response.status, isi if isinstance(isi, dict) else {})

    def _hang_up(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._connection.close()
            self._connection = None
