"""Boards left open while the load runs: Server-Sent Events read as they come, and how far each is behind."""

import asyncio
import contextlib
from array import array
from collections.abc import Mapping
from typing import Final

SAMBUNG_LAGI: Final = 1.0


class Papan:
    """One open board. `tertinggal`: seconds from a move's answer to the first frame that shows it."""

    def __init__(self, host: str, port: int, token: str, diakui: Mapping[int, float], jalan: str) -> None:
        self.tertinggal: array[float] = array("d")
        self.bingkai = 0
        self.putus = 0
        self._alamat = host, port
        self._diakui = diakui
        self._terlihat = 0
        self._kirim = (
            f"GET {jalan} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n"
            "Accept: text/event-stream\r\n\r\n"
        ).encode()

    async def tonton(self) -> None:
        """Watch until cancelled; a board that was cut off comes back."""
        loop = asyncio.get_running_loop()
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                reader, writer = await asyncio.open_connection(*self._alamat, limit=1 << 20)
                try:
                    writer.write(self._kirim)
                    await self._baca(reader, loop)
                finally:
                    writer.close()
            self.putus += 1
            await asyncio.sleep(SAMBUNG_LAGI)

    async def _baca(self, reader: asyncio.StreamReader, loop: asyncio.AbstractEventLoop) -> None:
        tail = b""
        while chunk := await reader.read(1 << 18):
            text = tail + chunk
            lines = text.split(b"\n")
            tail = lines.pop()[-64:]
            for line in lines:
                if line.startswith(b"id: "):
                    self._dilihat(int(line[4:]), loop.time())

    def _dilihat(self, seq: int, now: float) -> None:
        """A frame at this position: the oldest acknowledged move it is the first to show has waited longest."""
        self.bingkai += 1
        if self._terlihat:  # the first frame shows what was before
            oldest = next((self._diakui[n] for n in range(self._terlihat + 1, seq + 1) if n in self._diakui), None)
            if oldest is not None:
                self.tertinggal.append(max(0.0, now - oldest))
        self._terlihat = max(self._terlihat, seq)
