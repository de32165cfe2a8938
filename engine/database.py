"""Connections: SQLite embedded, PostgreSQL in production; durability is read back, not hoped for."""

from typing import Any, Final

import psycopg
from psycopg.types.numeric import IntDumper
from psycopg.types.string import StrDumper
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.pool import QueuePool

from engine.driver import statement
from engine.patience import KAWAT, MENGGENGGAM_DETIK, TRANSAKSI_DETIK, Sambungan
from schemas.names import Cara, JenisTenggat, Keadaan, Pembawa, TingkatFasyankes

SQLITE_PRAGMAS: Final = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
"""What must hold on every SQLite connection; 2 = FULL: a commit is on the disk before it is answered."""

KUNCI_BUKU: Final = 0x4A454A414B
"""The advisory lock that makes order of commit = order of `seq` on PostgreSQL ("JEJAK")."""

GENGGAM: Final = (
    f"SELECT set_config('idle_in_transaction_session_timeout', '{MENGGENGGAM_DETIK}s', true), "
    f"pg_advisory_xact_lock({KUNCI_BUKU})"
)
"""Takes that lock, and sees to it that a frozen holder loses it."""
GENGGAM_17: Final = f"{GENGGAM}, set_config('transaction_timeout', '{TRANSAKSI_DETIK}s', true)"
"""The same since PostgreSQL 17, where a holder frozen in the middle of a pipeline, which counts as busy, loses it too.
After the lock in the list, so that waiting for it does not count."""


TIDAK_MENJAWAB: Final = (OperationalError, InterfaceError)
"""What a database raises that is away, restarting, silent or full: nothing is wrong with what was asked."""


class NotDurable(Exception):
    """The database would acknowledge what a power cut can take away."""


def connect(url: str, *, pool_size: int = 8) -> Engine:
    """An engine with our settings on every connection. `url` is an SQLAlchemy URL (sqlite or postgresql+psycopg)."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(
            parsed.set(drivername="sqlite+pysqlite"),
            poolclass=QueuePool,
            pool_size=pool_size,
            max_overflow=pool_size,
            connect_args={"timeout": 30, "check_same_thread": False, "isolation_level": None},
        )
        event.listen(engine, "connect", _sqlite_settings)
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    for kind in (Keadaan, Pembawa, Cara, JenisTenggat):  # plain text to the driver; its own way with enums is slow
        psycopg.adapters.register_dumper(kind, StrDumper)
    psycopg.adapters.register_dumper(TingkatFasyankes, IntDumper)  # its own way with an enum of numbers is the name
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(
        parsed,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        paramstyle="format",  # engine/prepared.py hands the driver tuples
        connect_args={name: value for name, value in KAWAT.items() if name not in parsed.query},
    )
    event.listen(engine, "do_connect", _postgresql_connection)
    return engine


def _postgresql_connection(_dialect: object, _record: object, cargs: Any, cparams: Any) -> Sambungan:  # noqa: ANN401 - the driver's arguments
    """A connection that does not wait for ever."""
    return Sambungan.connect(*cargs, **cparams)


def _sqlite_settings(dbapi_connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's connection
    cursor = dbapi_connection.cursor()
    for pragma, value in SQLITE_PRAGMAS.items():
        cursor.execute(f"PRAGMA {pragma}={value}")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.execute("PRAGMA recursive_triggers=1")  # or REPLACE would remove a line without asking its trigger
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.execute("PRAGMA cache_size=-16384")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    """Take control of BEGIN: a writer asks for the write lock at once, a reader never does."""
    writes = connection.get_execution_options().get("menulis")
    statement(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")


def writing(engine: Engine) -> Engine:
    """The same engine, for transactions that write."""
    return engine.execution_options(menulis=True)


def lock_ledger(connection: Connection) -> None:
    """Hold the ledger until the end of this transaction. On SQLite BEGIN IMMEDIATE already does.

    A holder that freezes loses it: the server ends its transaction (`MENGGENGGAM_DETIK`, `TRANSAKSI_DETIK`).
    """
    if connection.dialect.name == "postgresql":
        since_17 = (connection.dialect.server_version_info or (0,)) >= (17,)
        statement(connection, GENGGAM_17 if since_17 else GENGGAM)


def check_durable(engine: Engine) -> None:
    """Read the durability settings back. Raises NotDurable, naming the setting that is wrong."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            for pragma, wanted in SQLITE_PRAGMAS.items():
                found = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
                if found != wanted:
                    raise NotDurable(f"SQLite {pragma} = {found}, harus {wanted}")
            return
        for setting, allowed in (
            ("synchronous_commit", {"on", "remote_apply"}),
            ("fsync", {"on"}),
            ("full_page_writes", {"on"}),
        ):
            found = connection.execute(text(f"SHOW {setting}")).scalar_one()
            if found not in allowed:
                raise NotDurable(f"PostgreSQL {setting} = {found}, harus {' / '.join(sorted(allowed))}")
