"""Commands over HTTP: one, or up to a thousand, each answered by itself."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated, Final

import orjson
from anyio import to_thread
from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from engine import envelope
from engine.execute import Accepted, Answer, FrontDoor
from engine.people import Cakupan
from engine.refusals import Refusal
from engine.views import records
from schemas.message import Command, Pelaku
from schemas.names import BerkasId
from web import problems
from web.api.bodies import Jawaban, JawabanBanyak
from web.auth import PERLU_MASUK, penulis
from web.context import Konteks, konteks
from web.problems import Ditolak

router: Final = APIRouter(tags=["perintah"])
PALING_BANYAK: Final = 1_000


async def badan_json(request: Request) -> bytes:
    """The body as sent; it must say it is JSON, or say nothing."""
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise Ditolak(Refusal("jenis_isi", "Content-Type", {"diminta": "application/json"}))
    return await request.body()


BadanJson = Annotated[bytes, Depends(badan_json)]


def pintu(request: Request) -> FrontDoor:
    """The front door, or the refusal of a facility that is not set up yet."""
    door = konteks(request).door
    if door is None:
        raise Ditolak(Refusal("belum_disiapkan"))
    return door


@router.post("/perintah", response_model=Jawaban, response_model_exclude_defaults=True, dependencies=PERLU_MASUK)
async def perintah(request: Request, body: BadanJson) -> Response:
    """Satu perintah. Dijawab setelah tercatat; kirim ulang dengan command_id yang sama mendapat jawaban yang sama."""
    door, command = await to_thread.run_sync(_satu, request, body)
    answer = command if isinstance(command, Refusal) else await door.execute(command)
    if isinstance(answer, Refusal):
        raise Ditolak(answer)
    return jawab_json(envelope.answer_body(answer))


@router.post("/perintah/banyak", response_model=JawabanBanyak, dependencies=PERLU_MASUK)
async def perintah_banyak(request: Request, body: BadanJson) -> Response:
    """Paling banyak 1.000 perintah, masing-masing dijawab sendiri dengan indeksnya; yang ditolak tidak menahan lainnya.

    Semua diajukan bersamaan. Berkas yang didaftarkan dalam kiriman yang sama disebut dengan id-nya, bukan nomornya.
    """
    door, commands = await to_thread.run_sync(_banyak, request, body)
    answers = await asyncio.gather(*(_ask(door, command) for command in commands))
    language = problems.bahasa(request)
    told = [_jawaban(place, answer, language) for place, answer in enumerate(answers)]
    accepted = sum(isinstance(answer, Accepted) for answer in answers)
    return jawab_json({"diterima": accepted, "ditolak": len(answers) - accepted, "jawaban": told})


def jawab_json(isi: Mapping[str, object]) -> Response:
    """An answer as it is: its parts are ours already, the document's shape is held to by tests."""
    return Response(orjson.dumps(isi), media_type="application/json")


def _satu(request: Request, body: bytes) -> tuple[FrontDoor, Command | Refusal]:
    """Who asks, at which door, for what. Sync: one journey to a thread for all of it."""
    pengakses = penulis(request, Cakupan.PERINTAH)
    return pintu(request), baca(konteks(request), body, pengakses.pelaku)


def _banyak(request: Request, body: bytes) -> tuple[FrontDoor, list[Command | Refusal]]:
    pengakses = penulis(request, Cakupan.PERINTAH)
    door, items = pintu(request), _daftar(body)
    if isinstance(items, Refusal):
        raise Ditolak(items)
    return door, _baca_semua(konteks(request), items, pengakses.pelaku)


def baca(parts: Konteks, body: bytes | Mapping[str, object], pelaku: Pelaku) -> Command | Refusal:
    """The command of a body, its record looked up. Sync: call it from a thread."""
    with parts.engine.connect() as connection:
        return envelope.parse(body, pelaku, partial(records.id_berkas, connection))


def _baca_semua(parts: Konteks, items: Sequence[object], pelaku: Pelaku) -> list[Command | Refusal]:
    with parts.engine.connect() as connection:
        known: dict[str, BerkasId | Refusal] = {}

        def lookup(sebutan: str) -> BerkasId | Refusal:
            if sebutan not in known:
                known[sebutan] = records.id_berkas(connection, sebutan)
            return known[sebutan]

        return [
            envelope.parse(item, pelaku, lookup)
            if isinstance(item, Mapping)
            else Refusal("isian_tidak_sah", "perintah", {"field": "perintah", "sebab": "harus objek JSON"})
            for item in items
        ]


def _daftar(body: bytes) -> list[object] | Refusal:
    try:
        message = orjson.loads(body)
    except orjson.JSONDecodeError:
        return Refusal("json_rusak")
    items = message.get("perintah") if isinstance(message, dict) and set(message) == {"perintah"} else None
    if not isinstance(items, list) or not items:
        sebab = "harus objek dengan satu isian: perintah, daftar yang tidak kosong"
        return Refusal("isian_tidak_sah", "perintah", {"field": "perintah", "sebab": sebab})
    if len(items) > PALING_BANYAK:
        return Refusal("terlalu_banyak", "perintah", {"jumlah": len(items), "batas": PALING_BANYAK})
    return items


async def _ask(door: FrontDoor, command: Command | Refusal) -> Answer:
    return command if isinstance(command, Refusal) else await door.execute(command)


def _jawaban(place: int, answer: Answer, language: envelope.Bahasa) -> dict[str, object]:
    if isinstance(answer, Accepted):
        return {"indeks": place, "status": 200} | envelope.answer_body(answer)
    return {"indeks": place} | problems.isi(answer, language)
