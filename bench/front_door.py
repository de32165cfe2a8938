"""(a) Front door to durable answer, in process, events hashed and ready for the relay, against the floors.

Ours and the floor take turns on copies of one database; each figure is the median over the passes of the ratio
of that pass, so that a slow minute of the machine hits both.
"""

import asyncio
import resource
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from sqlalchemy import Engine, event, text

from bench import floors, moves
from engine.database import connect
from engine.execute import Accepted, FrontDoor
from schemas.message import Command

CALLERS = (1, 8, 32)
MOVES = {1: 1000, 8: 4000, 32: 8000}
RECORDS = 2000
PASSES = 3

Item = TypeVar("Item")
Figures = dict[str, float | int | str]


async def _drive(items: Iterable[Item], callers: int, one: Callable[[Item], Awaitable[Any]]) -> float:
    """Seconds that many callers take for all items, each waiting for its answer before the next."""
    waiting = iter(items)

    async def caller() -> None:
        for item in waiting:
            await one(item)

    start = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(callers)))
    return time.perf_counter() - start


async def _ours(engine: Engine, commands: Sequence[Command], callers: int) -> tuple[float, int]:
    """Seconds, and commits (each one flush)."""
    commits = 0

    def count(_connection: object) -> None:
        nonlocal commits
        commits += 1

    with FrontDoor(engine, moves.FASYANKES.kode) as door:

        async def one(command: Command) -> None:
            answer = await door.execute(command)
            if not isinstance(answer, Accepted):
                raise TypeError(answer.kode)

        event.listen(engine, "commit", count)
        seconds = await _drive(commands, callers, one)
        event.remove(engine, "commit", count)
    return seconds, commits


async def _grouped(write: Callable[[Sequence[floors.Rows]], None], rows: Sequence[floors.Rows], callers: int) -> float:
    floor = floors.Grouped(write)
    try:
        return await _drive(rows, callers, floor.put)
    finally:
        floor.close()


def sqlite(folder: Path) -> list[Figures]:
    """Ratios to plain sqlite3 with group commit, at each number of callers."""
    return [_sqlite(folder, callers) for callers in CALLERS]


def _sqlite(folder: Path, callers: int) -> Figures:
    pairs: list[tuple[float, float]] = []
    count, commits, cpu, floor_cpu = MOVES[callers], 0, 0.0, 0.0
    for turn in range(PASSES):
        name = f"front-{callers}-{turn}"
        archive = moves.archive(moves.sqlite_url(folder, name), RECORDS)
        _checkpoint(archive.engine)
        floor_path = folder / f"{name}-floor.db"
        floor_path.write_bytes((folder / f"{name}.db").read_bytes())
        commands = moves.rounds(archive, count)
        start = _cpu()
        ours, commits = asyncio.run(_ours(archive.engine, commands, callers))
        cpu = (_cpu() - start) / count
        rows = floors.rows_of(archive.engine, RECORDS, text_times=True)
        start = _cpu()
        floor = asyncio.run(_grouped(floors.sqlite_writer(str(floor_path)), rows, callers))
        floor_cpu = (_cpu() - start) / count
        pairs.append((count / ours, count / floor))
        archive.engine.dispose()
    return _figures("SQLite", callers, pairs, commits / count, (cpu, floor_cpu))


def _checkpoint(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _cpu() -> float:
    """Seconds of processor this process has used so far, in all its threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _figures(
    database: str, callers: int, pairs: list[tuple[float, float]], flushes: float, cpu: tuple[float, float]
) -> Figures:
    return {
        "basis_data": database,
        "pemanggil": callers,
        "gerak_per_detik": round(median(ours for ours, _ in pairs)),
        "lantai_per_detik": round(median(floor for _, floor in pairs)),
        "rasio": round(median(ours / floor for ours, floor in pairs), 3),
        "flush_per_gerak": round(flushes, 4),
        "cpu_us_per_gerak": round(cpu[0] * 1e6, 1),
        "cpu_lantai_us_per_gerak": round(cpu[1] * 1e6, 1),
    }


def postgres(base: str) -> list[Figures]:
    """Ratios to psycopg with group commit, and to one transaction a move, at each number of callers."""
    admin = connect(base).execution_options(isolation_level="AUTOCOMMIT")
    figures: list[Figures] = []
    for callers in CALLERS:
        pairs: list[tuple[float, float]] = []
        singles: list[float] = []
        count, commits, cpu, floor_cpu = MOVES[callers], 0, 0.0, 0.0
        for turn in range(PASSES):
            name = f"ukur_{callers}_{turn}"
            with admin.connect() as connection:
                for database in (name, f"{name}_lantai", f"{name}_satu"):
                    connection.execute(text(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)"))
                connection.execute(text(f"CREATE DATABASE {name}"))
            archive = moves.archive(_named(base, name), RECORDS)
            archive.engine.dispose()
            with admin.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}_lantai TEMPLATE {name}"))
                connection.execute(text(f"CREATE DATABASE {name}_satu TEMPLATE {name}"))
            commands = moves.rounds(archive, count)
            start = _cpu()
            ours, commits = asyncio.run(_ours(archive.engine, commands, callers))
            cpu = (_cpu() - start) / count
            rows = floors.rows_of(archive.engine, RECORDS, text_times=False)
            start = _cpu()
            floor = asyncio.run(_grouped(floors.postgres_writer(_named(base, f"{name}_lantai")), rows, callers))
            floor_cpu = (_cpu() - start) / count
            start = time.perf_counter()
            floors.one_by_one(_named(base, f"{name}_satu"), rows[: count // 2], callers)
            singles.append((count // 2) / (time.perf_counter() - start))
            pairs.append((count / ours, count / floor))
            archive.engine.dispose()
        found = _figures("PostgreSQL", callers, pairs, commits / count, (cpu, floor_cpu))
        found["satu_per_satu_per_detik"] = round(median(singles))
        found["rasio_satu_per_satu"] = round(median(o / s for (o, _), s in zip(pairs, singles, strict=True)), 2)
        figures.append(found)
    admin.dispose()
    return figures


def _named(base: str, name: str) -> str:
    return base.replace("/postgres?", f"/{name}?")
