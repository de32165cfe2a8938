"""The line from one facility to one hub, over NATS: what `engine.federasi.kawat.Kawat` says a line must be able to do.

One connection, never made again by itself: what was handed to a connection that is away would be sent when it is back,
though nobody believes in it any more (measured). What the server does not allow comes as an error of its own, beside
the answers; without listening to it one would only wait in vain.
"""

import asyncio
import socket
import ssl
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

import orjson
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.nuid import NUID

from engine.federasi.kawat import Datang, HubMenolak, HubPenuh, KawatPutus, Pesan, Terakhir, UrutanLain
from engine.relay import NatsTujuan
from schemas import subjects
from workers.pull import Penarik
from workers.streams import H_ROMBONGAN, H_SAH, H_URUTAN, Beda, sambung

JAWAB_DETIK: Final = 10.0
"""How long the hub may take to answer: a batch is on its disk before it does."""
H_SETELAH: Final = "Nats-Expected-Last-Subject-Sequence"
H_TEMPAT: Final = "Nats-Sequence"
H_STATUS: Final = "Status"
URUTAN_LAIN: Final = frozenset({10071, 10164})
"""The lane ends elsewhere; and: it changed while the batch was under way."""
LEBIH_DETIK: Final = 1.0
"""How much later the hub may look whether something is to be given again."""
PENUH: Final = 503
ACK: Final = b"+ACK"
TERBUKA_DETIK: Final = 3
"""How long a request for our inbox stays open at the hub: well below the time after which it gives things again, so
that nothing is given to the request of somebody dead a second time."""
TERPUTUS: Final = "terputus"
SALAH: Final = (NatsError, OSError, TimeoutError, ssl.SSLError, Beda)

_nuid = NUID()


class KawatNats:
    """A `Kawat`, once it has begun on a connection."""

    def __init__(self, hub: str, fasyankes: str) -> None:
        self._hub = hub
        self._kode = fasyankes
        self._menunggu: dict[str, asyncio.Future[Msg]] = {}
        self._datang: deque[tuple[int, Msg]] = deque()
        self._ack: dict[int, str] = {}
        self._sejak: float | None = None
        """Nothing is fetched before (on the loop's clock): None once it is our turn."""
        self.larangan: str | None = None
        """What the server said it does not allow: the hub's register or ours is wrong."""
        self.putus = asyncio.Event()
        """Set when the connection is gone."""

    @property
    def hub(self) -> str:
        """Whose hub it is."""
        return self._hub

    async def mulai(self, client: Client) -> None:
        """Listen for answers and for what is ours."""
        self._client = client
        self._kotak = client.new_inbox()
        self._penarik = Penarik(client, subjects.tarikan(subjects.FED, self._kode), client.new_inbox(), TERBUKA_DETIK)
        await client.subscribe(f"{self._kotak}.*", cb=self._jawab)
        await self._penarik.langganan()
        self._sejak = asyncio.get_running_loop().time() + await self._sisa_lama(tak_tahu=True)

    async def _giliran(self, sejak: float, tunggu: float) -> bool:
        """Is it our turn to fetch? What was still given to somebody dead meanwhile is waited for too."""
        loop = asyncio.get_running_loop()
        rest = sejak - loop.time()
        if rest <= 0:
            rest = await self._sisa_lama()
            self._sejak = loop.time() + rest if rest > 0 else None
        if rest > 0:
            await asyncio.sleep(min(rest, tunggu))
        return self._sejak is None

    async def _sisa_lama(self, *, tak_tahu: bool = False) -> float:
        """For how many seconds the hub still believes that somebody before us is busy with what it fetched.

        Before that it would give us what comes after, and the rest would seem to be missing. `tak_tahu`: wait the
        whole of it where a hub that was started anew does not know when it gave something last.
        """
        answer = await self._minta(subjects.keadaan_milik(self._kode), b"", {})
        told = orjson.loads(answer.data or b"{}")
        if not told.get("num_ack_pending"):
            return 0.0
        active = told.get("delivered", {}).get("last_active")
        waits = told["config"]["ack_wait"] / 1e9 + LEBIH_DETIK
        if active is None:
            return float(waits) if tak_tahu else 0.0
        gone = (datetime.fromisoformat(told["ts"]) - datetime.fromisoformat(active)).total_seconds()
        return float(min(max(0.0, waits - gone), waits))

    async def terakhir(self, jalur: str) -> Terakhir | None:
        """The last message of one of our lanes; None where the hub has none."""
        answer = await self._minta(subjects.jalur_terakhir(jalur), b"", {})
        head = dict(answer.headers or {})
        if H_TEMPAT not in head:
            if head.get(H_STATUS) == "404":
                return None
            raise KawatPutus(f"hub menjawab {head.get(H_STATUS, 'tanpa arti')}")
        return Terakhir(int(head[H_TEMPAT]), head, answer.data)

    async def kirim(self, jalur: str, pesan: Sequence[Pesan], setelah: int) -> int:
        """Send all of these or none. Raises UrutanLain, HubPenuh, HubMenolak, KawatPutus."""
        batch, last = _nuid.next().decode(), len(pesan)
        try:
            for place, one in enumerate(pesan[:-1], 1):
                await self._client.publish(jalur, one.badan, headers=_kepala(one, batch, place, last, setelah))
        except SALAH as error:
            raise KawatPutus(TERPUTUS) from error
        closing = pesan[-1]
        answer = await self._minta(jalur, closing.badan, _kepala(closing, batch, last, last, setelah))
        return _tempat(answer, last)

    async def ambil(self, banyak: int, tunggu: float) -> Sequence[Datang]:
        """The next of our inbox, at most so many, waiting at most so many seconds for the first."""
        if self._sejak is not None and not await self._giliran(self._sejak, tunggu):
            return []
        if not self._datang:
            try:
                self._datang.extend(sorted((await self._penarik.ambil(tunggu)).items()))
            except SALAH as error:
                raise KawatPutus(TERPUTUS) from error
            if not self._datang and self.putus.is_set():
                raise KawatPutus(TERPUTUS)
        taken = [self._datang.popleft() for _ in range(min(banyak, len(self._datang)))]
        for place, message in taken:
            self._ack[place] = message.reply
        return [Datang(message.subject, place, dict(message.headers or {}), message.data) for place, message in taken]

    async def selesai(self, datang: Datang) -> None:
        """This one and all before it are on our disk."""
        reply = self._ack.get(datang.urutan)
        self._ack = {place: reply for place, reply in self._ack.items() if place > datang.urutan}
        if reply is None:
            return
        try:
            await self._client.publish(reply, ACK)
        except SALAH as error:
            raise KawatPutus(TERPUTUS) from error

    async def _minta(self, alamat: str, badan: bytes, kepala: Mapping[str, str]) -> Msg:
        """Ask, and wait for the answer, or for word that one may not ask."""
        token = _nuid.next().decode()
        waiting = asyncio.get_running_loop().create_future()
        self._menunggu[token] = waiting
        try:
            async with asyncio.timeout(JAWAB_DETIK):
                await self._client.publish(alamat, badan, reply=f"{self._kotak}.{token}", headers=dict(kepala) or None)
                answer: Msg = await waiting
        except SALAH as error:
            raise KawatPutus(TERPUTUS) from error
        finally:
            self._menunggu.pop(token, None)
        if not answer.data and (answer.headers or {}).get(H_STATUS) == "503":
            raise KawatPutus("hub belum melayani")  # it is starting, or does not know us yet
        return answer

    async def _jawab(self, message: Msg) -> None:
        waiting = self._menunggu.get(message.subject.rpartition(".")[2])
        if waiting is not None and not waiting.done():
            waiting.set_result(message)

    def galat(self, error: Exception) -> None:
        """What the server says beside its answers."""
        if "permissions violation" in str(error).lower():
            self.larangan = str(error)
            self._batalkan(HubMenolak(str(error)))

    def habis(self) -> None:
        """The connection is gone."""
        self.putus.set()
        if penarik := getattr(self, "_penarik", None):
            penarik.putuskan(TERPUTUS)
        self._batalkan(KawatPutus(TERPUTUS))

    def _batalkan(self, error: Exception) -> None:
        for waiting in self._menunggu.values():
            if not waiting.done():
                waiting.set_exception(error)


@asynccontextmanager
async def kawat(tujuan: NatsTujuan, hub: str, fasyankes: str) -> AsyncIterator[KawatNats]:
    """A line to this hub, closed at the end. Raises KawatPutus; what it tells of a refused login is in its text."""
    line = KawatNats(hub, fasyankes)
    try:
        async with sambung(tujuan, line.habis, line.galat) as client:
            await line.mulai(client)
            yield line
    except SALAH as error:
        raise KawatPutus(_sebab(error)) from error


def _sebab(error: BaseException) -> str:
    """Why there is no line, in a word people can act on."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "sertifikat_ditolak"
    if "authorization violation" in str(error).lower():
        return "tidak_terdaftar"
    if isinstance(error, ConnectionRefusedError | socket.gaierror):
        return "tidak_terjangkau"
    return TERPUTUS


def _kepala(one: Pesan, batch: str, place: int, last: int, setelah: int) -> dict[str, str]:
    head = dict(one.kepala)
    if place == 1:
        head[H_SETELAH] = str(setelah)
    if last > 1:
        head |= {H_ROMBONGAN: batch, H_URUTAN: str(place)}
        if place == last:
            head[H_SAH] = "1"
    return head


def _tempat(answer: Msg, count: int) -> int:
    """Where the last one lies, if all of them were stored."""
    told = orjson.loads(answer.data)
    if isinstance(error := told.get("error"), dict):
        if error.get("err_code") in URUTAN_LAIN:
            raise UrutanLain(str(error.get("description")))
        if error.get("code") == PENUH:
            raise HubPenuh(str(error.get("description")))
        raise HubMenolak(str(error.get("description")))
    if told.get("duplicate") or (count > 1 and told.get("count") != count):
        raise UrutanLain("rombongan tidak utuh")
    return int(told["seq"])
