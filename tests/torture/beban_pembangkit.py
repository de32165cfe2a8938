"""An open-model load generator: requests are due at fixed moments, and each is timed from the moment it was due.

A server that stalls does not slow the arrivals down: what was due meanwhile waits here, and its waiting is counted (no
coordinated omission). Raw HTTP/1.1 over kept connections on asyncio: it shares the machine with what it measures.
"""

import asyncio
import contextlib
import random
from array import array
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

PUTUS: Final = 0
"""The status of a request that got no answer."""
TUNGGU: Final = 30.0
"""Seconds after which a request counts as unanswered."""


class Kerja(Protocol):
    """What is asked, and what is made of the answer."""

    def berikut(self) -> "Permintaan":
        """The next request, made at the moment it is due."""

    def dijawab(self, minta: "Permintaan", status: int, isi: bytes, saat: float) -> str | None:
        """The answer, or PUTUS. A word names the error, where it was one."""


@dataclass(slots=True)
class Permintaan:
    """One request: its bytes, its kind for the figures, whom it is about, and when it was due."""

    kirim: bytes
    jenis: str
    tanda: object
    saat: float = 0.0
    dikirim: float = 0.0
    ulang: int = 0


@dataclass(slots=True)
class Catatan:
    """What was measured: seconds from the due moment to the answer, and to the sending."""

    latensi: "array[float]" = field(default_factory=lambda: array("d"))
    terlambat_kirim: "array[float]" = field(default_factory=lambda: array("d"))
    """How long after its due moment a request left: the queue for a connection, and this generator's own lateness."""
    telat_sendiri: "array[float]" = field(default_factory=lambda: array("d"))
    """How long after its due moment the generator noticed a request: its own lateness alone."""
    diulang: int = 0
    """Requests sent again because their idle connection had just been closed by the server: one id, one command."""
    galat: Counter[str] = field(default_factory=Counter)
    jenis: Counter[str] = field(default_factory=Counter)


def jadwal_tetap(laju: float, detik: float) -> Iterator[float]:
    """Due moments at an even rate."""
    return (n / laju for n in range(int(laju * detik)))


def jadwal_poisson(laju: float, detik: float, benih: int) -> Iterator[float]:
    """Due moments of independent callers, from a seed."""
    chance, due = random.Random(benih), 0.0  # noqa: S311 - a plan from a seed, not a secret
    while (due := due + chance.expovariate(laju)) < detik:
        yield due


class Sambungan(asyncio.Protocol):
    """One kept connection with at most one request on its way."""

    def __init__(self, milik: "Pembangkit") -> None:
        self.milik = milik
        self.minta: Permintaan | None = None
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._selesai = -1
        self._kepala = 0
        self._habis_waktu = False
        self._batas: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ready for a request."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def kirim(self, minta: Permintaan) -> None:
        """Send it, and wait."""
        assert self._transport is not None
        loop = self.milik.loop
        self.minta, minta.dikirim = minta, loop.time()
        self._transport.write(minta.kirim)
        self._batas = loop.call_later(TUNGGU, self.lewat)

    def data_received(self, data: bytes) -> None:
        """A part of the answer, or the whole of it."""
        self._buffer += data
        if self._selesai < 0:
            ends = self._buffer.find(b"\r\n\r\n")
            if ends < 0:
                return
            self._kepala, self._selesai = ends + 4, ends + 4 + _panjang(self._buffer[:ends])
        if len(self._buffer) < self._selesai or self.minta is None:
            return
        minta, status = self.minta, int(self._buffer[9:12])
        body = bytes(self._buffer[self._kepala : self._selesai])
        self._lepas()
        self.milik.selesai(minta, status, body)
        self.milik.bebas(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Whatever was on its way has no answer."""
        del exc
        self._transport = None
        minta, silent = self.minta, not self._buffer
        self._lepas()
        self.milik.hilang(self)
        if minta is not None:
            self.milik.tanpa_jawaban(minta, lagi=silent and not self._habis_waktu)

    def lewat(self) -> None:
        """Too long without an answer."""
        self._habis_waktu = True
        self.tutup()

    def tutup(self) -> None:
        """Cut it."""
        if self._transport is not None:
            self._transport.abort()

    def _lepas(self) -> None:
        if self._batas is not None:
            self._batas.cancel()
        self.minta, self._batas, self._selesai = None, None, -1
        self._buffer.clear()


def _panjang(head: bytearray) -> int:
    lower = bytes(head).lower()
    place = lower.find(b"content-length:")
    if place < 0:
        raise ValueError("an answer without a length")
    return int(lower[place + 15 :].split(b"\r\n", 1)[0])


class Pembangkit:
    """Sends what is due; `jalan` ends when all of it is answered or given up."""

    def __init__(self, host: str, port: int, kerja: Kerja, sambungan: int = 64) -> None:
        self.host, self.port = host, port
        self.kerja = kerja
        self.catatan = Catatan()
        self.loop = asyncio.get_running_loop()
        self._sambungan = sambungan
        self._semua: set[Sambungan] = set()
        self._bebas: deque[Sambungan] = deque()
        self._menunggu: deque[Permintaan] = deque()
        self._jadwal: Iterator[float] = iter(())
        self._mulai = 0.0
        self._di_jalan = 0
        self._habis = False
        self._usai = asyncio.Event()
        self._tugas: set[asyncio.Task[None]] = set()

    async def jalan(self, jadwal: Iterator[float]) -> Catatan:
        """Run the schedule from now on."""
        await asyncio.gather(*(self._buka() for _ in range(self._sambungan)))
        self._jadwal, self._mulai = jadwal, self.loop.time()
        self._lanjut(next(self._jadwal, None))
        await self._usai.wait()
        for task in list(self._tugas):
            task.cancel()
        for one in list(self._semua):
            one.tutup()
        return self.catatan

    def _lanjut(self, due: float | None) -> None:
        """Take on all that is due, then sleep until the next is."""
        now = self.loop.time()
        while due is not None and self._mulai + due <= now:
            saat = self._mulai + due
            minta = self.kerja.berikut()
            minta.saat = saat
            self._di_jalan += 1
            self.catatan.telat_sendiri.append(now - saat)
            self._menunggu.append(minta)
            due = next(self._jadwal, None)
        self._edarkan()
        if due is None:
            self._habis = True
            self._mungkin_usai()
        else:
            self.loop.call_at(self._mulai + due, self._lanjut, due)

    def _edarkan(self) -> None:
        while self._menunggu and self._bebas:
            self._bebas.popleft().kirim(self._menunggu.popleft())

    def bebas(self, one: Sambungan) -> None:
        """A connection has its answer: the longest waiting request is next."""
        self._bebas.append(one)
        self._edarkan()

    def hilang(self, one: Sambungan) -> None:
        """A connection is gone: another in its place."""
        self._semua.discard(one)
        if one in self._bebas:
            self._bebas.remove(one)
        if not self._usai.is_set():
            task = self.loop.create_task(self._buka())
            self._tugas.add(task)
            task.add_done_callback(self._tugas.discard)

    def tanpa_jawaban(self, minta: Permintaan, *, lagi: bool) -> None:
        """A connection broke under a request: it is sent once more, still timed from when it was due."""
        if lagi and not minta.ulang:
            minta.ulang += 1
            self.catatan.diulang += 1
            self._menunggu.appendleft(minta)
            self._edarkan()
        else:
            self.selesai(minta, PUTUS, b"")

    def selesai(self, minta: Permintaan, status: int, isi: bytes) -> None:
        """One request is over."""
        now = self.loop.time()
        self._di_jalan -= 1
        self.catatan.latensi.append(now - minta.saat)
        self.catatan.terlambat_kirim.append(minta.dikirim - minta.saat)
        self.catatan.jenis[minta.jenis] += 1
        if (galat := self.kerja.dijawab(minta, status, isi, now)) is not None:
            self.catatan.galat[galat] += 1
        self._mungkin_usai()

    def _mungkin_usai(self) -> None:
        if self._habis and not self._di_jalan:
            self._usai.set()

    async def _buka(self) -> None:
        """Connect, again and again until somebody answers."""
        while not self._usai.is_set():
            with contextlib.suppress(OSError):
                _, one = await self.loop.create_connection(lambda: Sambungan(self), self.host, self.port)
                self._semua.add(one)
                self.bebas(one)
                return
            await asyncio.sleep(0.05)
