"""Many messages of a stream at once, for comparing: a batched direct get, which leaves no consumer behind."""

from dataclasses import dataclass
from typing import Final

import orjson
from nats.aio.client import Client
from nats.js.api import Header

from schemas import subjects
from workers.streams import JAWAB_DETIK

H_TEMPAT: Final = "Nats-Sequence"
H_SUBJEK: Final = "Nats-Subject"
H_SISA: Final = "Nats-Num-Pending"


@dataclass(frozen=True, slots=True)
class Pesan:
    """One message of a stream, as far as it is compared."""

    seq: int
    subjek: str
    isi: bytes
    sidik: str | None


async def beberapa(client: Client, fasyankes: str, epoch: int, dari: int, banyak: int) -> list[Pesan]:
    """The messages at these positions, as far as the server can read them; missing ones are left out.

    Raises nats errors. A server before 2.11 gives only the first.
    """
    inbox = client.new_inbox()
    subscription = await client.subscribe(inbox)
    found: list[Pesan] = []
    asked = orjson.dumps({"seq": dari, "batch": banyak})
    try:
        await client.publish(f"$JS.API.DIRECT.GET.{subjects.stream(fasyankes, epoch)}", asked, reply=inbox)
        while len(found) < banyak:
            message = await subscription.next_msg(timeout=JAWAB_DETIK)
            headers = message.headers or {}
            if Header.STATUS.value in headers or H_TEMPAT not in headers:
                break
            place = int(headers[H_TEMPAT])
            found.append(Pesan(place, headers.get(H_SUBJEK, ""), message.data, headers.get(subjects.H_SIDIK)))
            if H_SISA not in headers:
                break
    finally:
        if client.is_connected:
            await subscription.unsubscribe()
    return [message for message in found if message.seq < dari + banyak]
