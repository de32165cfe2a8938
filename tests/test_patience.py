"""A PostgreSQL that falls silent, or a holder of the ledger that freezes: nobody waits for ever."""

import contextlib
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import OperationalError

from engine import database
from engine.announce import Listener, announce
from engine.database import connect, lock_ledger, writing
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from engine.patience import KAWAT, Sambungan, sabar
from engine.refusals import Refusal
from engine.schema import upgrade
from schemas.commands import berkas as ask
from schemas.names import BerkasId
from tests.kit import PKM, settle_facility, wish
from tests.siaran import sampai
from tests.torture.gangguan.proksi import Proksi


@pytest.fixture
def pg(postgres: str) -> Iterator[str]:
    """An empty facility on PostgreSQL; its URL."""
    name = f"sabar_{baru()[-12:]}"
    admin = connect(postgres).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    url = postgres.replace("/postgres?", f"/{name}?")
    made = connect(url)
    upgrade(made)
    with made.begin() as connection:
        settle_facility(connection)
    made.dispose()
    yield url
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture
def kawat(pg: str) -> Iterator[tuple[Proksi, str]]:
    """A wire to that database with a hand on it, and the URL through it."""
    url = make_url(pg)
    folder = str(url.query["host"])
    with Proksi(f"{folder}/.s.PGSQL.{url.port or 5432}") as proksi:
        through = url.set(host="127.0.0.1", port=proksi.port).difference_update_query(["host"])
        yield proksi, through.render_as_string(hide_password=False)


@pytest.fixture
def lekas(pg: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lose patience soon, so that a test need not wait; once the database is made, which takes its time."""
    del pg
    monkeypatch.setattr("engine.patience.DIAM_DETIK", 0.6)
    monkeypatch.setitem(KAWAT, "connect_timeout", 2)


@pytest.mark.usefixtures("lekas")
@pytest.mark.parametrize("ragam", ["setengah", "searah"])
def test_a_database_that_falls_silent_gets_an_answer_to_every_caller_and_the_door_recovers(
    kawat: tuple[Proksi, str], ragam: str
) -> None:
    proksi, url = kawat
    engine = connect(url)
    with FrontDoor(engine, PKM.kode) as door:
        assert isinstance(door.submit(wish(ask.Daftarkan, BerkasId(baru()), nomor="1")).result(10), Accepted)
        proksi.ragam(ragam)
        lost = wish(ask.Daftarkan, BerkasId(baru()), nomor="2")
        assert door.submit(lost).result(20) == Refusal("belum_tercatat")
        proksi.ragam("lancar")
        assert isinstance(door.submit(lost).result(10), Accepted)
    engine.dispose()


@pytest.mark.usefixtures("lekas")
def test_a_reader_of_a_database_that_fell_silent_gets_an_error_not_an_eternity(kawat: tuple[Proksi, str]) -> None:
    proksi, url = kawat
    engine = connect(url)
    with engine.connect() as connection:
        proksi.ragam("setengah")
        with pytest.raises(OperationalError, match="diam"):
            connection.execute(text("SELECT 1"))
    proksi.ragam("lancar")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose()


def test_a_frozen_process_does_not_keep_the_ledger_from_the_others(pg: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.database.GENGGAM_17", database.GENGGAM_17.replace("'10s'", "'300ms'"))
    engine = connect(pg)
    frozen = engine.connect()
    with frozen.begin() as transaction:
        lock_ledger(frozen)
        with FrontDoor(engine, PKM.kode) as door:
            assert isinstance(door.submit(wish(ask.Daftarkan, BerkasId(baru()), nomor="1")).result(10), Accepted)
        with pytest.raises(OperationalError):  # it wakes, and what it wanted to write is refused
            frozen.execute(text("SELECT 1"))
        transaction.close()
    frozen.close()
    engine.dispose()


def test_a_process_frozen_in_the_middle_of_a_batch_does_not_keep_the_ledger_from_the_others(
    pg: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a pipeline a silent client does not count as idle."""
    monkeypatch.setattr("engine.database.GENGGAM_17", database.GENGGAM_17.replace("'15s'", "'500ms'"))
    engine = connect(pg)
    frozen = engine.connect()
    driver = frozen.connection.driver_connection
    assert isinstance(driver, Sambungan)
    with contextlib.suppress(psycopg.OperationalError), driver.pipeline():
        lock_ledger(frozen)
        driver.execute("SELECT 1")
        driver.pgconn.send_flush_request()
        driver.pgconn.flush()
        with FrontDoor(engine, PKM.kode) as door:
            assert isinstance(door.submit(wish(ask.Daftarkan, BerkasId(baru()), nomor="1")).result(10), Accepted)
    with pytest.raises(psycopg.OperationalError):  # it wakes, and what it wanted to write is refused
        driver.execute("SELECT 1")
    frozen.invalidate()
    frozen.close()
    engine.dispose()


def test_a_migration_may_take_its_time(pg: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.patience.DIAM_DETIK", 0.2)
    engine = connect(pg)
    with engine.connect() as connection, sabar(connection):
        connection.execute(text("SELECT pg_sleep(0.6)"))
    engine.dispose()


async def test_a_strangers_word_does_not_deafen_the_listener(pg: str) -> None:
    engine = connect(pg)
    heard: list[int] = []
    listener = Listener(engine, heard.append).open()

    def spoken() -> int:
        with writing(engine).begin() as connection:
            connection.execute(text("NOTIFY jejak, 'bukan angka'"))
            announce(connection, 7)
        return heard.count(7)

    await sampai(spoken, "mendengar")
    before = heard.count(7)
    await sampai(lambda: spoken() > before, "masih mendengar")
    listener.close()
    engine.dispose()
