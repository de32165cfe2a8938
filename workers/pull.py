"""Pulling from a stream without a pause: messages as they come, as many as have come, acknowledged together.

nats-py's own `fetch` waits until a batch is full or its time is up: either latency or small batches. Here one request
is always open at the server, and whatever has arrived is taken at once.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import orjson
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, Header

from schemas import subjects
from workers.streams import Beda

ROMBONGAN: Final = 500
"""Messages one request asks for; the next is made when half of them have come."""
TERBUKA_DETIK: Final = 10
"""How long a request stays open at the server."""
ACK_DETIK: Final = 60.0
MENUNGGU_ACK: Final = 5000
"""Messages on the way to a commit; the server sends no more until some are acknowledged."""
HABIS: Final = "408"
BIASA: Final = frozenset({"100", "404", HABIS})
"""Statuses that say nothing is wrong: alive, nothing there, a request's time is up."""
SISA: Final = "Nats-Pending-Messages"


class Penarik:
    """One consumer of one stream. Raises Beda when the server ended it."""

    def __init__(self, client: Client, alamat: str, inbox: str, detik: int = TERBUKA_DETIK) -> None:
        self._detik = detik
        self._client = client
        self._alamat = alamat
        self._inbox = inbox
        self._datang: list[Msg] = []
        self._bangun = asyncio.Event()
        self._terbuka = 0
        self._putus: str | None = None

    async def langganan(self) -> Subscription:
        """Begin to listen."""
        return await self._client.subscribe(self._inbox, cb=self.tiba)

    def putuskan(self, sebab: str) -> None:
        """Nothing will come any more: whoever waits need not."""
        self._putus = self._putus or sebab
        self._bangun.set()

    async def tiba(self, message: Msg) -> None:
        """A message of the stream, or a status of the request."""
        if message.reply:  # where to acknowledge: only what lies in the stream has it, whatever its headers say
            self._datang.append(message)
            self._terbuka -= 1
            self._bangun.set()
            return
        headers = message.headers or {}
        status = headers.get(Header.STATUS, "")
        if status == HABIS:
            self._terbuka -= int(headers.get(SISA, self._terbuka))
        elif status not in BIASA:
            self._putus = status
        self._bangun.set()

    async def ambil(self, detik: float) -> dict[int, Msg]:
        """What has come, by its position in the stream; nothing if nothing came for so long."""
        await self._minta()
        if not self._datang:
            self._bangun.clear()
            try:
                async with asyncio.timeout(detik):
                    await self._bangun.wait()
            except TimeoutError:
                return {}
        if self._putus is not None:
            raise Beda(f"penarikan diakhiri: {self._putus}")
        taken, self._datang = self._datang, []
        await self._minta()
        return {message.metadata.sequence.stream: message for message in taken}

    async def _minta(self) -> None:
        if self._terbuka < ROMBONGAN // 2:
            self._terbuka += ROMBONGAN
            body = orjson.dumps({"batch": ROMBONGAN, "expires": self._detik * 10**9})
            await self._client.publish(self._alamat, body, reply=self._inbox)


@asynccontextmanager
async def tarik(client: Client, js: JetStreamContext, aliran: str, dari: int) -> AsyncIterator[Penarik]:
    """A consumer of our own that begins at a position, gone at the end. An acknowledgement holds for all before it.

    It keeps nothing: where to go on is known by whoever uses it.
    """
    config = ConsumerConfig(
        ack_policy=AckPolicy.ALL,
        ack_wait=ACK_DETIK,
        deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
        opt_start_seq=dari,
        max_ack_pending=MENUNGGU_ACK,
        inactive_threshold=ACK_DETIK,
        mem_storage=True,
    )
    made = await js.add_consumer(aliran, config)
    inbox = client.new_inbox()
    penarik = Penarik(client, subjects.tarikan(aliran, made.name), inbox)
    subscription = await penarik.langganan()
    try:
        yield penarik
    finally:
        if client.is_connected:
            await subscription.unsubscribe()
