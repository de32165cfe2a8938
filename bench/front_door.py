"""(a) Front door to durable answer, in process, events hashed and ready for the relay, against the floors.

Ours and the floor take turns on copies of one database, now one first and now the other; each figure is the median
over the passes, each ratio the median of the passes' ratios, so that a slow minute of the machine hits both.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final, TypeVar

from sqlalchemy import event

from bench import arena as a
from bench import floors, flushes, moves, usage
from bench.rows import Rows, rows_of
from bench.work import Figures, Size, Work
from engine.database import connect
from engine.execute import Accepted, FrontDoor
from schemas.message import Command

Item = TypeVar("Item")
AT_ONCE: Final = 32
"""Callers of the passes whose real flushes are counted, and of the comparison with an ORM."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass of one contestant."""

    rate: float
    """Moves a second."""
    cpu: float
    """Seconds of this process' processor a move."""
    bytes: float
    """Written a move."""
    peak_mb: float
    commits: float = 0.0
    """Transactions a move."""


async def drive(items: Iterable[Item], callers: int, one: Callable[[Item], Awaitable[Any]]) -> float:
    """Seconds that many callers take for all items, each waiting for its answer before the next."""
    waiting = iter(items)

    async def caller() -> None:
        for item in waiting:
            await one(item)

    start = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(callers)))
    return time.perf_counter() - start


def ours(place: a.Arena, url: str, commands: Sequence[Command], callers: int) -> Pass:
    """The front door on that copy."""
    engine = connect(url)
    commits = 0

    def count(_connection: object) -> None:
        nonlocal commits
        commits += 1

    async def run() -> float:
        with FrontDoor(engine, moves.FASYANKES.kode) as door:

            async def one(command: Command) -> None:
                answer = await door.execute(command)
                if not isinstance(answer, Accepted):
                    raise TypeError(answer.kode)

            return await drive(commands, callers, one)

    event.listen(engine, "commit", count)
    made = _pass(place, url, lambda: asyncio.run(run()), len(commands))
    engine.dispose()
    return Pass(made.rate, made.cpu, made.bytes, made.peak_mb, commits / len(commands))


def grouped(place: a.Arena, url: str, rows: Sequence[Rows], callers: int) -> Pass:
    """The floor: the same rows on the plain driver, group commit with the same hand-over."""

    async def run(commit: floors.Commit) -> float:
        floor = floors.Grouped(commit)
        try:
            return await drive(rows, callers, floor.put)
        finally:
            floor.close()

    with place.writer(url) as commit:
        return _pass(place, url, lambda: asyncio.run(run(commit)), len(rows))


def _pass(place: a.Arena, url: str, run: Callable[[], float], count: int) -> Pass:
    usage.forget_peak()
    written, before = place.written(url), usage.now()
    seconds = run()
    spent, added = usage.now().since(before), place.written(url) - written
    return Pass(count / seconds, spent.cpu / count, added / count, usage.peak_mb())


def measure(work: Work, place: a.Arena) -> list[Figures]:
    """A row for each number of callers."""
    return [_callers(place, callers, count, work.size) for callers, count in work.size.moves.items()]


def _callers(place: a.Arena, callers: int, count: int, size: Size) -> Figures:
    rows = written_rows(place, moves.rounds(place.archive, count), callers)
    our: list[Pass] = []
    floor: list[Pass] = []
    singles: list[float] = []
    for turn in range(size.passes):
        for contestant in (our, floor) if turn % 2 == 0 else (floor, our):
            url = place.copy(f"pintu-{callers}-{turn}-{len(contestant)}-{contestant is our}")
            if contestant is our:
                our.append(ours(place, url, moves.rounds(place.archive, count), callers))
            else:
                floor.append(grouped(place, url, rows, callers))
            place.drop(url)
        if isinstance(place, a.PostgresArena):
            singles.append(_one_by_one(place, rows[: max(1, count // 2)], callers))
    figures: Figures = {
        "basis_data": place.nama,
        "pemanggil": callers,
        "gerak_per_detik": round(median(one.rate for one in our)),
        "lantai_per_detik": round(median(one.rate for one in floor)),
        "rasio": round(median(one.rate / other.rate for one, other in zip(our, floor, strict=True)), 3),
        "transaksi_per_gerak": round(our[-1].commits, 4),
        "flush_per_gerak": _flushes(place, callers, min(count, 2000)),
        "byte_per_gerak": round(median(one.bytes for one in our)),
        "byte_lantai_per_gerak": round(median(one.bytes for one in floor)),
        "cpu_us_per_gerak": round(median(one.cpu for one in our) * 1e6, 1),
        "cpu_lantai_us_per_gerak": round(median(one.cpu for one in floor) * 1e6, 1),
        "memori_puncak_mb": max(one.peak_mb for one in our),
        "memori_puncak_lantai_mb": max(one.peak_mb for one in floor),
    }
    if singles:
        figures["satu_per_satu_per_detik"] = round(median(singles))
        figures["rasio_satu_per_satu"] = round(median(one.rate / s for one, s in zip(our, singles, strict=True)), 2)
    return figures


def written_rows(place: a.Arena, commands: Sequence[Command], callers: int) -> list[Rows]:
    """The rows the front door writes for these commands: what the floors write again. Warms both up, too."""
    url = place.copy(f"contoh-{callers}")
    ours(place, url, commands, callers)
    engine = connect(url)
    rows = rows_of(engine, len(place.archive.berkas), text_times=place.text_times)
    engine.dispose()
    place.drop(url)
    return rows


def _flushes(place: a.Arena, callers: int, count: int) -> float | None:
    """Real flushes a move, in a pass of their own: counting them from outside slows a process."""
    url = place.copy(f"flush-{callers}")
    commands = moves.rounds(place.archive, count)
    if isinstance(place, a.PostgresArena):
        before = place.flushes()
        ours(place, url, commands, callers)
        found: int | None = place.flushes() - before
    else:
        found = flushes.counted(lambda: ours(place, url, commands, callers))
    place.drop(url)
    return None if found is None else round(found / count, 4)


def _one_by_one(place: a.PostgresArena, rows: Sequence[Rows], callers: int) -> float:
    url = place.copy(f"satu-{callers}")
    start = time.perf_counter()
    floors.one_by_one(url, rows, callers)
    rate = len(rows) / (time.perf_counter() - start)
    place.drop(url)
    return rate


def sqlite(work: Work) -> list[Figures]:
    """Ratios to plain sqlite3 with group commit."""
    return measure(work, a.SqliteArena(work.folder, work.size.records))


def postgres(work: Work) -> list[Figures]:
    """Ratios to psycopg with group commit, and to one transaction a move."""
    with a.postgres_server(work.folder / "pg") as base:
        return measure(work, a.PostgresArena(base, work.size.records))
