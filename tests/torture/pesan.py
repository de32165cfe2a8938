"""What a client is told at its start, what it counts, and the connection it keeps. Standard library only."""

import http.client
import json
import os
import struct
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

ANGKA: Final = struct.Struct("<6Q")
"""Counters in the shared file, a slot a client: ok, refused, unknown, resolved, calls, 500s."""


@dataclass(slots=True)
class Pesan:
    """What a client is told at its start."""

    k: int
    benih: str
    fasyankes: str
    url: str
    token: list[str]
    riwayat: str
    angka: str
    berhenti: str
    unit: list[str]
    petugas: list[str]
    bersama: list[dict[str, str]]
    pribadi: list[dict[str, str]]
    nats_dir: str | None = None
    """Where the nats-server writes its address, for a client that speaks NATS too."""
    laju: float | None = None
    """Calls a second at most."""
    borongan: int = 60
    batas_selesai: float = 60.0
    sabar: float = 10.0
    """Seconds one answer may take."""


@dataclass(slots=True)
class Angka:
    """What the runner reads while the client goes on."""

    ok: int = 0
    ditolak: int = 0
    tak_tahu: int = 0
    terjawab: int = 0
    panggilan: int = 0
    galat: int = 0

    def tulis(self, file: int, k: int) -> None:
        """Into this client's slot."""
        values = (self.ok, self.ditolak, self.tak_tahu, self.terjawab, self.panggilan, self.galat)
        os.pwrite(file, ANGKA.pack(*values), k * ANGKA.size)


@dataclass(slots=True)
class Sambungan:
    """One kept HTTP connection."""

    pesan: Pesan
    _http: http.client.HTTPConnection | None = None

    def buka(self) -> None:
        """Connect, if not connected: nothing is written down of a call that could not even begin."""
        if self._http is None:
            parts = urlsplit(self.pesan.url)
            made = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=self.pesan.sabar)
            made.connect()
            self._http = made

    def putus(self) -> None:
        """Drop it."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def kirim(self, cara: str, path: str, tubuh: object, siapa: int) -> None:
        """Send, and do not wait."""
        assert self._http is not None
        head = {"Authorization": f"Bearer {self.pesan.token[siapa]}", "Content-Type": "application/json"}
        self._http.request(cara, path, json.dumps(tubuh) if tubuh is not None else None, head)

    def terima(self) -> tuple[int, dict[str, Any]]:
        """The answer to what was sent."""
        assert self._http is not None
        answer = self._http.getresponse()
        return answer.status, json.loads(answer.read())
