"""Two processes' front doors on one database: one ledger, one order, and readers that skip nothing."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from engine import ledger
from engine.database import connect
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from engine.refusals import Refusal
from schemas.commands import berkas as ask
from schemas.message import Command
from schemas.names import BerkasId, Keadaan
from tests.buku import berkas_kini, satu_cerita
from tests.kit import GIGI, PKM, UMUM, Jam, wish

Pintu = tuple[FrontDoor, FrontDoor]


@pytest.fixture
def pintu(url: str, engine: Engine) -> Iterator[Pintu]:
    """Two doors, each with connections of its own, as two processes have."""
    other = connect(url)
    jam = Jam()
    with FrontDoor(engine, PKM.kode, now=jam) as first, FrontDoor(other, PKM.kode, now=jam) as second:
        yield first, second
    other.dispose()


async def daftar(door: FrontDoor, nomor: int) -> BerkasId:
    berkas = BerkasId(baru())
    answer = await door.execute(wish(ask.Daftarkan, berkas, nomor=f"{nomor:06d}"))
    assert isinstance(answer, Accepted)
    return berkas


async def test_both_write_one_gapless_ledger(pintu: Pintu, engine: Engine) -> None:
    answers = await asyncio.gather(
        *(pintu[n % 2].execute(wish(ask.Daftarkan, BerkasId(baru()), nomor=f"{n:06d}")) for n in range(120))
    )
    assert sorted(answer.seq for answer in answers if isinstance(answer, Accepted)) == list(range(1, 121))
    assert satu_cerita(engine) == 120


async def test_turn_by_turn_each_door_sees_what_the_other_did(pintu: Pintu, engine: Engine) -> None:
    """A record moved by one door is moved on by the other, at its new version, again and again."""
    first, second = pintu
    berkas = await daftar(first, 1)
    for turn in range(6):
        one, other = (first, second) if turn % 2 else (second, first)
        versi = berkas_kini(engine, berkas).versi
        pulled = await one.execute(wish(ask.Ambil, berkas, tujuan=GIGI, versi=versi))
        assert isinstance(pulled, Accepted), pulled
        late = await other.execute(wish(ask.Ambil, berkas, tujuan=UMUM, versi=versi))
        assert isinstance(late, Refusal)
        assert late.kode == "versi_usang"
        off = await other.execute(wish(ask.BatalAmbil, berkas, versi=pulled.versi))
        assert isinstance(off, Accepted), off
        assert off.versi == pulled.versi + 1
    satu_cerita(engine)


async def test_moves_of_the_same_records_through_both_doors_at_once_stay_one_story(
    pintu: Pintu, engine: Engine
) -> None:
    records = [await daftar(pintu[n % 2], n + 1) for n in range(4)]
    kinds: list[tuple[type[Command], dict[str, Any]]] = [
        (ask.Ambil, {"tujuan": GIGI}),
        (ask.TerimaKembali, {"cara_kembali": "diantar"}),
        (ask.CatatTerlihat, {}),
    ]
    asked = [
        pintu[turn % 2].execute(wish(kind, berkas, **isi))
        for turn in range(10)
        for berkas in records
        for kind, isi in kinds
    ]
    answers = await asyncio.gather(*asked)
    accepted = [answer.seq for answer in answers if isinstance(answer, Accepted)]
    assert len(set(accepted)) == len(accepted)
    assert satu_cerita(engine) == len(accepted) + 4


async def test_one_command_sent_to_both_doors_is_one_line(pintu: Pintu, engine: Engine) -> None:
    berkas = await daftar(pintu[0], 1)
    asked: list[tuple[type[Command], dict[str, Any]]] = [(ask.Ambil, {"tujuan": GIGI}), (ask.Simpan, {})]
    for kind, isi in asked:
        command = wish(kind, berkas, **isi)
        answers = await asyncio.gather(*(pintu[n % 2].execute(command) for n in range(10)))
        if isinstance(answers[0], Accepted):
            assert {(answer.seq, answer.versi) for answer in answers if isinstance(answer, Accepted)} == {(2, 2)}
            assert sum(not answer.diulang for answer in answers if isinstance(answer, Accepted)) == 1
        else:
            assert all(answer == answers[0] for answer in answers)
    assert satu_cerita(engine) == 2


async def test_an_id_used_at_one_door_is_used_at_the_other(pintu: Pintu) -> None:
    berkas = await daftar(pintu[0], 1)
    command = wish(ask.Ambil, berkas, tujuan=GIGI)
    await pintu[0].execute(command)
    answer = await pintu[1].execute(command.model_copy(update={"tujuan": UMUM}))
    assert isinstance(answer, Refusal)
    assert answer.kode == "perintah_id_terpakai"


async def test_one_number_is_registered_once_whichever_door_it_comes_through(pintu: Pintu, engine: Engine) -> None:
    asked = [pintu[n % 2].execute(wish(ask.Daftarkan, BerkasId(baru()), nomor="00-00-01")) for n in range(8)]
    answers = await asyncio.gather(*asked)
    assert sum(isinstance(answer, Accepted) for answer in answers) == 1
    assert {answer.kode for answer in answers if isinstance(answer, Refusal)} == {"berkas_sudah_ada"}
    assert satu_cerita(engine) == 1


async def test_a_reader_that_follows_by_position_never_skips_a_line_while_two_write(
    pintu: Pintu, engine: Engine
) -> None:
    """Commits become visible in the order of their positions, so `seq > cursor` is enough."""
    seen: list[int] = []
    enough = 300
    stop = threading.Event()

    def follow() -> None:
        cursor = 0
        while cursor < enough and not stop.is_set():
            with engine.connect() as connection:
                for telling, _ in ledger.read(connection, PKM.kode, cursor, 7):
                    seen.append(telling.seq)
                    cursor = telling.seq

    reader = threading.Thread(target=follow)
    reader.start()
    try:
        gate = asyncio.Semaphore(24)

        async def one(n: int) -> None:
            async with gate:
                await daftar(pintu[n % 2], n)

        await asyncio.gather(*(one(n) for n in range(enough)))
        await asyncio.to_thread(reader.join, 30)
    finally:
        stop.set()
        reader.join(5)
    assert seen == list(range(1, enough + 1))


async def test_a_refusal_given_at_one_door_is_given_again_at_the_other(pintu: Pintu, engine: Engine) -> None:
    berkas = await daftar(pintu[0], 1)
    command = wish(ask.Ambil, berkas, tujuan=GIGI, versi=9)
    first = await pintu[0].execute(command)
    await pintu[0].execute(wish(ask.Ambil, berkas, tujuan=GIGI))
    assert isinstance(first, Refusal)
    assert await pintu[1].execute(command) == first
    assert berkas_kini(engine, berkas).keadaan is Keadaan.DIAMBIL
