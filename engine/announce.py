"""Word of a commit from process to process: NOTIFY on PostgreSQL, 2 to 4 ms; elsewhere readers sweep every second.

Only ever a hint: it carries a position, and whoever is woken reads the ledger.
"""

import sys
import threading
import time
from collections.abc import Callable
from typing import Final, Self

import psycopg
import structlog
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Engine

from engine.driver import statement
from engine.patience import KAWAT, Sambungan

log = structlog.get_logger()

SALURAN: Final = "jejak"
DENGAR_DETIK: Final = 0.5
"""How long one wait for word lasts before the listener looks whether it was told to stop."""
SUNYI_DETIK: Final = 15.0
"""How long silence goes unquestioned."""
ULANG_DETIK: Final = 1.0
"""Before the database is tried again after it went away."""


def announce(connection: Connection, seq: int) -> None:
    """Tell other processes, when this transaction commits, that the ledger reaches `seq`."""
    if connection.dialect.name == "postgresql":
        statement(connection, f"NOTIFY {SALURAN}, '{seq}'")


class Listener:
    """Calls `woken(seq)` for commits of any process, on a thread and a connection of its own. No-op on SQLite."""

    def __init__(self, engine: Engine, woken: Callable[[int], None]) -> None:
        self._dsn = (
            engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
            if engine.dialect.name == "postgresql"
            else None
        )
        self._woken = woken
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)

    def open(self) -> Self:
        """Start listening."""
        if self._dsn:
            self._thread.start()
        return self

    def close(self) -> None:
        """Stop listening; waits for the thread, half a second at most."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._listen()
            except psycopg.Error as error:
                log.warning("pendengar_terputus", galat=type(error).__name__)
                self._ended.wait(ULANG_DETIK)

    def _listen(self) -> None:
        with Sambungan.connect(make_conninfo(self._dsn or "", **KAWAT), autocommit=True) as connection:
            connection.execute(f"LISTEN {SALURAN}")
            heard = time.monotonic()
            while not self._ended.is_set():
                for word in connection.notifies(timeout=DENGAR_DETIK, stop_after=1):
                    self._woken(_position(word.payload))
                    heard = time.monotonic()
                if time.monotonic() - heard > SUNYI_DETIK:
                    connection.execute("SELECT 1")  # silence may be a dead wire; this one would say so
                    heard = time.monotonic()


def _position(payload: str) -> int:
    """What a word says; a stranger's word on our channel says nothing, and is answered by looking."""
    return int(payload) if payload.isascii() and payload.isdigit() else sys.maxsize
