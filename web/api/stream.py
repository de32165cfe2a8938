"""The live stream: every fact as a CloudEvent, as Server-Sent Events whose ids are positions in the ledger.

A reader that was cut off comes back with Last-Event-ID and misses nothing, also after a restart of the server.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Annotated, Final

import orjson
from anyio import to_thread
from fastapi import APIRouter, Header, Query
from starlette.requests import Request
from starlette.responses import StreamingResponse

from engine.refusals import Refusal
from web.auth import Pengakses, Pengamat, masih_boleh
from web.context import konteks
from web.problems import Ditolak

if TYPE_CHECKING:
    from web.feed import Feed

router: Final = APIRouter(tags=["aliran"])

PERIKSA: Final = 15.0
"""Seconds after which a reader's right to read is looked at again."""
TERBESAR: Final = 2**53
PANJANG: Final = len(str(TERBESAR))


@router.get(
    "/aliran",
    response_class=StreamingResponse,
    responses={
        200: {"description": "CloudEvents 1.0 sebagai Server-Sent Events", "content": {"text/event-stream": {}}}
    },
)
async def aliran(
    request: Request,
    pengakses: Pengamat,
    last_event_id: Annotated[str | None, Header(description="Posisi terakhir yang sudah diterima")] = None,
    setelah: Annotated[
        int | None, Query(ge=0, le=TERBESAR, description="Sama, untuk yang tidak bisa berkepala")
    ] = None,
) -> StreamingResponse:
    """Aliran peristiwa sejak posisi terakhir pembaca; tanpa posisi: sejak sekarang.

    `id` = posisi dalam buku jejak, `data` = CloudEvent. `event: siaran` memberi tahu bila siaran tertunda atau pulih.
    """
    feed = konteks(request).feed
    if feed is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    after = _posisi(last_event_id) if last_event_id else setelah
    body = _lines(request, pengakses, feed, feed.seq if after is None else after)
    return StreamingResponse(body, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def _posisi(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= PANJANG and int(text) <= TERBESAR:
        return int(text)
    raise Ditolak(
        Refusal("isian_tidak_sah", "Last-Event-ID", {"field": "Last-Event-ID", "sebab": "harus posisi dari aliran ini"})
    )


async def _lines(request: Request, pengakses: Pengakses, feed: "Feed", after: int) -> AsyncIterator[bytes]:
    """Frames until the feed closes, the reader leaves, or their right to read ends. A silent feed beats."""
    loop = asyncio.get_running_loop()
    checked = loop.time()
    late: bool | None = None
    yield b"retry: 2000\n\n"
    async for kabar in feed.ikuti(after):
        frames = [b"id: %d\ndata: %s\n\n" % (line.seq, line.amplop()) for line in kabar.tellings]
        if kabar.tertunda is not late:
            late = kabar.tertunda
            frames.append(siaran(late, kabar.seq))
        yield b"".join(frames) or b": detak\n\n"
        if loop.time() - checked >= PERIKSA:
            checked = loop.time()
            if not await to_thread.run_sync(masih_boleh, request, pengakses):
                return


def siaran(tertunda: bool, seq: int) -> bytes:
    """The frame that says whether the broadcast lags, and up to where it has come."""
    return b"event: siaran\ndata: %s\n\n" % orjson.dumps({"tertunda": tertunda, "seq": seq})
