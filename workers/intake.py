"""The door for machines on the wire: a command as a NATS request, answered like `POST /api/v1/perintah`.

Repeat story: a request sent again bears the same `command_id` and gets the first answer; a request that met no
answer was either not recorded or will be answered so. Nothing is kept here.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final

import orjson
import structlog
from faststream.nats import NatsBroker, NatsMessage, NatsResponse
from faststream.nats.security import NatsToken
from nats.errors import Error as NatsError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from engine import envelope, people
from engine.execute import Answer, FrontDoor
from engine.people import Cakupan
from engine.points import Titik, passing
from engine.refusals import Refusal
from engine.relay import NatsTujuan
from engine.views import records
from schemas import subjects
from schemas.message import Command

log = structlog.get_logger()

PALING_BESAR: Final = 64 * 1024
"""Bytes of one command; the longest has a few hundred."""
BERSAMA: Final = 32
"""Requests under way at once: they meet in one group commit."""
SAMBUNG_DETIK: Final = 3
ULANG_DETIK: Final = 0.5


async def _quiet(_error: Exception) -> None:
    """Said once by the intake, not by the library at each attempt."""


class Intake:
    """Takes commands from NATS for one facility. `nats` says where NATS is now, None while it is nowhere."""

    def __init__(self, engine: Engine, door: FrontDoor, fasyankes: str, nats: Callable[[], NatsTujuan | None]) -> None:
        self._engine = engine
        self._door = door
        self._fasyankes = fasyankes
        self._nats = nats
        self.siap = False
        """Is it listening?"""

    async def run(self) -> None:
        """Answer until cancelled, over however many connections that takes."""
        told = False
        while True:
            try:
                await self._connected()
                told = False
            except* (NatsError, OSError, TimeoutError) as group:  # FastStream starts its subscribers as a group
                if not told:
                    told = True
                    log.info("pintu_nats_tertutup", galat=type(group.exceptions[0]).__name__)
            await asyncio.sleep(ULANG_DETIK)

    async def _connected(self) -> None:
        tujuan = self._nats()
        if tujuan is None:
            return
        lost = asyncio.Event()

        async def closed() -> None:
            lost.set()

        broker = NatsBroker(
            tujuan.url,
            security=NatsToken(tujuan.token) if tujuan.token else None,
            allow_reconnect=False,
            max_reconnect_attempts=1,
            reconnect_time_wait=0,
            connect_timeout=SAMBUNG_DETIK,
            ping_interval=5,
            error_cb=_quiet,
            closed_cb=closed,
            logger=None,
        )
        address = subjects.perintah(self._fasyankes)
        for _ in range(BERSAMA):  # one subscription answers one at a time; the queue group spreads them
            broker.subscriber(address, queue=subjects.ANTREAN_PERINTAH, decoder=_as_sent)(self._answered)
        try:
            await broker.start()
            self.siap = True
            await lost.wait()
        finally:
            self.siap = False
            await broker.stop()

    async def _answered(self, message: NatsMessage) -> NatsResponse:
        """One request and its reply: the answer, or an RFC 9457 problem."""
        passing(Titik.INTAKE_DITERIMA)
        answer = await self.jawab(message.body, message.headers.get(subjects.H_TOKEN))
        body = envelope.problem_body(answer) if isinstance(answer, Refusal) else envelope.answer_body(answer)
        kind = "application/problem+json" if isinstance(answer, Refusal) else "application/json"
        passing(Titik.INTAKE_SEBELUM_JAWAB)
        return NatsResponse(orjson.dumps(body), headers={"content-type": kind})

    async def jawab(self, body: bytes, token: str | None) -> Answer:
        """The durable answer to one request."""
        if len(body) > PALING_BESAR:
            return Refusal("terlalu_besar", nilai={"batas": f"{PALING_BESAR // 1024} KiB"})
        command = await asyncio.to_thread(self._command, body, token)
        return command if isinstance(command, Refusal) else await self._door.execute(command)

    def _command(self, body: bytes, token: str | None) -> Command | Refusal:
        """Who asks, and what: a token must be known and cover commands, before anything else is read."""
        try:
            who = people.kenali(self._engine, token) if token else None
            if who is None:
                return Refusal("token_tidak_sah")
            if Cakupan.PERINTAH not in who.cakupan:
                return Refusal("cakupan_kurang", nilai={"cakupan": Cakupan.PERINTAH.value})
            with self._engine.connect() as connection:
                return envelope.parse(body, who.petugas.pelaku, partial(records.id_berkas, connection))
        except DBAPIError as error:
            log.warning("pintu_nats_gagal", galat=type(error.orig).__name__)
            return Refusal("belum_tercatat")


async def _as_sent(message: NatsMessage) -> bytes:
    """The body untouched: what is malformed gets an answer, not a log line."""
    return message.body
