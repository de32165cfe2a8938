"""A stream as one writes it with nats-py and nothing else: the floor of everything that goes through JetStream."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
from nats.aio.client import Client
from nats.js.api import StreamConfig
from nats.nuid import NUID

from workers.nats_server import NatsServer
from workers.streams import H_ROMBONGAN, H_SAH, H_URUTAN, sambung

STREAM = "LANTAI"
SUBJECT = "lantai.jejak"
AT_ONCE = 400
"""Messages of a batch, as the relay has."""

_nuid = NUID()


@asynccontextmanager
async def server(folder: Path) -> AsyncIterator[Client]:
    """A nats-server of our own with the settings Jejak runs it with, and a connection."""
    async with NatsServer(folder) as running:
        if running.tujuan is None:
            raise TimeoutError("nats-server tidak mulai")
        async with sambung(running.tujuan) as client:
            yield client


async def new_stream(client: Client) -> None:
    """An empty stream on disk, known to take atomic batches."""
    js = client.jetstream()
    await js.add_stream(StreamConfig(name=STREAM, subjects=[f"{STREAM.lower()}.>"], allow_atomic=True))


async def batch(client: Client, bodies: Sequence[bytes]) -> None:
    """All of them in one atomic batch."""
    name = _nuid.next().decode()
    last = len(bodies)
    for place, body in enumerate(bodies[:-1], 1):
        await client.publish(SUBJECT, body, headers={H_ROMBONGAN: name, H_URUTAN: str(place)})
    closing = {H_ROMBONGAN: name, H_URUTAN: str(last), H_SAH: "1"}
    reply = await client.request(SUBJECT, bodies[-1], headers=closing, timeout=10)
    answer = orjson.loads(reply.data)
    if "error" in answer or answer.get("count") != last:
        raise OSError(f"rombongan tidak diterima: {answer}")
