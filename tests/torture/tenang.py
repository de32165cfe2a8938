"""Has everything behind the ledger caught up with it? Asked of the databases and the server themselves."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tests.torture import kawat

MENUNGGU: Final = 5.0
Baca = Callable[[str], list[tuple[Any, ...]]]


def belum_tenang(url: str, nats_url: str, nats_token: str | None, fasyankes: str, jam: Path | None) -> str | None:
    """What still lags behind; None where nothing does."""
    try:
        head, why = _buku(url, _kini(jam))
        return why or _siaran(nats_url, nats_token, fasyankes, head)
    except (kawat.Terputus, TimeoutError, json.JSONDecodeError) as error:
        return f"NATS: {error}"
    except sqlite3.Error as error:
        return f"SQLite: {error}"


def kepala(url: str) -> int:
    """The ledger's last position. Raises sqlite3.Error; 0 where PostgreSQL cannot be asked."""
    return _buku(url, _kini(None))[0]


def _kini(jam: Path | None) -> datetime:
    shift = 0.0
    if jam is not None and jam.exists():
        shift = float(jam.read_text(encoding="ascii"))
    return datetime.now(UTC) + timedelta(seconds=shift)  # noqa: TID251 - the torturer's own clock


def _buku(url: str, now: datetime) -> tuple[int, str | None]:
    """The ledger's last position, and what in the same database has not come so far."""
    if url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=MENUNGGU)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            due = now.isoformat(timespec="microseconds")
            return _tertinggal(lambda query: connection.execute(query).fetchall(), tables, due)
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=3, autocommit=True) as pg:
            found = pg.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            return _tertinggal(lambda query: pg.execute(query.encode()).fetchall(), {row[0] for row in found}, str(now))
    except psycopg.Error as error:
        return 0, f"PostgreSQL: {type(error).__name__}"


def _tertinggal(read: Baca, tables: set[str], due: str) -> tuple[int, str | None]:
    head = int(read("SELECT coalesce(max(seq), 0) FROM jejak")[0][0])
    if "kursor" in tables:
        behind = read(f"SELECT nama, seq FROM kursor WHERE seq < {head}")  # noqa: S608 - a number of ours
        if behind:
            return head, f"projections {behind} of {head}"
    if "tenggat" in tables:
        late = read(f"SELECT count(*) FROM tenggat WHERE jatuh_tempo <= '{due}'")[0][0]  # noqa: S608 - our own clock
        if late:
            return head, f"{late} deadlines are due"
    return head, None


def _siaran(url: str, token: str | None, fasyankes: str, head: int) -> str | None:
    """Exactly one epoch, built whole, as long as the ledger."""
    start = f"JEJAK_{fasyankes}_"
    found = [one for one in kawat.aliran(url, token) if one["config"]["name"].startswith(start)]
    if len(found) != 1:
        return f"{len(found)} epochs"
    config, state = found[0]["config"], found[0]["state"]
    if (config.get("metadata") or {}).get("selesai") != "ya":
        return "the epoch is being built"
    whole = (state["last_seq"], state["messages"]) == (head, head)
    return None if whole else f"the stream is at {state['last_seq']} of {head}"
