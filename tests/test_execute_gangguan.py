"""When storage is in trouble: nobody is told yes, nothing is half written, and it goes on by itself afterwards."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, make_url, text
from structlog.testing import capture_logs

from engine.database import KUNCI_BUKU, connect
from engine.execute import Accepted, Answer, FrontDoor
from engine.facility import baru
from engine.refusals import Golongan, Refusal
from schemas.commands import berkas as ask
from schemas.message import Command
from schemas.names import BerkasId
from tests.buku import satu_cerita
from tests.kit import PKM, Arsip, Jam, wish

SABAR = 20.0


def daftarkan(nomor: str) -> Command:
    return wish(ask.Daftarkan, BerkasId(baru()), nomor=nomor)


def belum_tercatat(answer: Answer) -> bool:
    return isinstance(answer, Refusal) and answer.golongan is Golongan.BELUM_TERCATAT


async def tunggu(syarat: Callable[[], bool]) -> None:
    """Until the condition holds; TimeoutError when it does not come to hold."""
    async with asyncio.timeout(SABAR):
        while not syarat():  # noqa: ASYNC110 - the condition is the database's, which sets no event of ours
            await asyncio.sleep(0.005)


async def akhirnya(door: FrontDoor, command: Command) -> Accepted:
    """Ask the same until it is recorded, as a client does; TimeoutError when it never is."""
    async with asyncio.timeout(SABAR):
        while True:
            answer = await door.execute(command)
            if isinstance(answer, Accepted):
                return answer
            assert belum_tercatat(answer), answer


def kill(url: str, which: str) -> int:
    """End the server's processes for this database that meet the condition. How many there were."""
    admin = connect(url)
    with admin.connect() as connection:
        query = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND {which}"  # noqa: S608 - conditions of our own
        killed = len(connection.execute(text(query)).all())
    admin.dispose()
    return killed


@contextmanager
def away(url: str) -> Iterator[None]:
    """The database takes no connections, and ends those it has."""
    name = make_url(url).database
    admin = connect(make_url(url).set(database="postgres").render_as_string(hide_password=False))
    admin = admin.execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
        connection.execute(text(query), {"name": name})
        yield
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))
    admin.dispose()


@asynccontextmanager
async def ledger_held(url: str) -> AsyncIterator[Engine]:
    """Somebody else holds the ledger's lock; who writes must wait."""
    other = connect(url)
    with other.connect() as connection:
        if other.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({KUNCI_BUKU})"))
        else:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield other
        connection.rollback()
    other.dispose()


SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


@POSTGRESQL
async def test_the_servers_process_dies_in_the_middle_and_everything_asked_is_recorded_once(
    url: str, engine: Engine
) -> None:
    with FrontDoor(engine, PKM.kode, now=Jam()) as door:
        assert isinstance(await door.execute(daftarkan("1")), Accepted)
        commands = [daftarkan(f"2{n}") for n in range(5)]
        async with ledger_held(url):
            asked = [door.submit(command) for command in commands]
            await tunggu(lambda: kill(url, "wait_event = 'advisory'") > 0)
        answers = [await asyncio.wait_for(asyncio.wrap_future(future), SABAR) for future in asked]
        assert all(isinstance(answer, Accepted) or belum_tercatat(answer) for answer in answers)
        for command, answer in zip(commands, answers, strict=True):
            again = await akhirnya(door, command)
            assert again.diulang == isinstance(answer, Accepted)
    assert satu_cerita(engine) == 6


@POSTGRESQL
async def test_all_connections_die_between_two_moves_and_the_next_one_is_recorded(url: str, engine: Engine) -> None:
    with FrontDoor(engine, PKM.kode, now=Jam()) as door:
        first = daftarkan("1")
        assert isinstance(await door.execute(first), Accepted)
        kill(url, "datname = current_database()")
        assert (await akhirnya(door, daftarkan("2"))).seq == 2
        assert (await akhirnya(door, first)).seq == 1
    assert satu_cerita(engine) == 2


@POSTGRESQL
async def test_while_the_database_is_away_nothing_is_recorded_and_afterwards_it_goes_on(
    url: str, engine: Engine
) -> None:
    with FrontDoor(engine, PKM.kode, now=Jam()) as door:
        assert isinstance(await door.execute(daftarkan("1")), Accepted)
        commands = [daftarkan(f"2{n}") for n in range(3)]
        with away(url):
            for command in commands:
                answer = await asyncio.wait_for(door.execute(command), SABAR)
                assert belum_tercatat(answer)
                assert isinstance(answer, Refusal)
                assert "command_id" in answer.kalimat
        assert [(await akhirnya(door, command)).seq for command in commands] == [2, 3, 4]
    assert satu_cerita(engine) == 4


@SQLITE
async def test_a_database_that_is_locked_too_long_is_not_recorded_yet_and_then_is(url: str, engine: Engine) -> None:
    impatient = connect(url)
    event.listen(impatient, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=20"))
    with FrontDoor(impatient, PKM.kode, now=Jam()) as door:
        command = daftarkan("1")
        async with ledger_held(url):
            assert belum_tercatat(await asyncio.wait_for(door.execute(command), SABAR))
        assert not (await akhirnya(door, command)).diulang
    impatient.dispose()
    assert satu_cerita(engine) == 1


@SQLITE
async def test_a_full_disk_refuses_without_losing_anything_and_room_made_is_used(url: str, engine: Engine) -> None:
    """SQLite's own limit of pages stands for the disk: the same error, SQLITE_FULL, at the same places."""
    pages: dict[str, int] = {"max": 0}

    def keep(raw: Any, _record: object) -> None:
        if pages["max"]:
            raw.execute(f"PRAGMA max_page_count={pages['max']}")

    narrow = connect(url, pool_size=1)
    event.listen(narrow, "connect", keep)
    with engine.connect() as connection:
        pages["max"] = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + 6
    accepted: list[Accepted] = []
    with FrontDoor(narrow, PKM.kode, now=Jam()) as door:
        for n in range(200):
            command = daftarkan(f"{n:06d}")
            answer = await door.execute(command)
            if isinstance(answer, Refusal):
                break
            accepted.append(answer)
        assert belum_tercatat(answer)
        assert satu_cerita(engine) == len(accepted)
        pages["max"] = 0  # a connection that failed is not used again; the next one finds room
        assert (await akhirnya(door, command)).seq == len(accepted) + 1
    narrow.dispose()
    assert satu_cerita(engine) == len(accepted) + 1


async def test_a_full_queue_sends_callers_away_and_answers_those_inside(
    url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.execute.ANTREAN", 10)
    with FrontDoor(engine, PKM.kode, now=Jam()) as door:
        async with ledger_held(url):
            inside = [door.submit(daftarkan("first"))]
            await tunggu(lambda: door._waiting.qsize() == 0)  # noqa: SLF001 - the committer has taken it and waits
            inside += [door.submit(daftarkan(f"{n:06d}")) for n in range(10)]
            away = [door.submit(daftarkan(f"9{n:05d}")) for n in range(5)]
            refused = [future.result(0) for future in away]
        assert {answer.kode for answer in refused if isinstance(answer, Refusal)} == {"antrean_penuh"}
        assert all(belum_tercatat(answer) for answer in refused)
        answers = [await asyncio.wrap_future(future) for future in inside]
        assert all(isinstance(answer, Accepted) for answer in answers)
    assert satu_cerita(engine) == 11


@pytest.mark.usefixtures("engine")
@SQLITE
async def test_what_was_not_recorded_is_not_remembered_as_refused(url: str) -> None:
    """`belum_tercatat` is no answer to the wish: asked again, it is decided afresh."""
    impatient = connect(url)
    event.listen(impatient, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=20"))
    with FrontDoor(impatient, PKM.kode, now=Jam()) as door:
        commands = [daftarkan(f"{n}") for n in range(3)]
        async with ledger_held(url):
            answers = await asyncio.gather(*(door.execute(command) for command in commands))
            assert all(map(belum_tercatat, answers))
        assert [(await akhirnya(door, command)).seq for command in reversed(commands)] == [1, 2, 3]
    impatient.dispose()


async def test_a_record_changed_behind_the_doors_back_is_noticed_or_overruled_never_forked(arsip: Arsip) -> None:
    """Versions in table and ledger must agree: a table set back by hand stops that record, not the facility."""
    tampered, whole = await arsip.daftar(), await arsip.daftar()
    await arsip.minta(ask.Tahan, tampered)
    with arsip.engine.begin() as connection:
        connection.execute(text("UPDATE berkas SET versi = 1 WHERE id = :id"), {"id": tampered})
    with capture_logs() as logs, FrontDoor(arsip.engine, PKM.kode, now=arsip.jam) as door:
        answers = await asyncio.gather(
            door.execute(wish(ask.Ambil, tampered, tujuan="GIGI")), door.execute(wish(ask.Ambil, whole, tujuan="GIGI"))
        )
    assert isinstance(answers[0], Refusal)
    assert isinstance(answers[1], Accepted)
    assert {line["event"] for line in logs} == {"perintah_gagal"}
