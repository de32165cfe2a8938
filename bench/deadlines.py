"""(d) A million pending deadlines: what a row costs, looking costs, and another policy would do; 100,000 due at once.

The 100,000 fall due at one instant under a load.
In one process, as Jejak runs: the front door, the timer, people's moves arriving evenly. The clock is the real one,
shifted so that the instant comes when the load has run for a while. People's p99 before it is the floor of their p99
while the timer tells the 100,000 late; the lag is the ledger's own, from due to told.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Final

from sqlalchemy import Engine, select

from bench import besar, lags, moves, policy
from bench.copies import berkas_id
from bench.pace import paced
from bench.work import Figures, Size, Work
from engine import clock, ledger
from engine import tables as t
from engine.database import connect, writing
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from engine.lines import event_of
from engine.tasks import akhiri
from engine.views import deadlines
from schemas.commands.berkas import KirimKembali
from schemas.events.berkas import BerkasLewatTenggat
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, PetugasId
from workers.deadlines import HALAMAN, Deadlines

PACE: Final = 200
"""People's moves a second."""
LOOKS: Final = 200
CHANGED: Final = 5000
"""Deadlines begun, reckoned anew and ended, to see what one costs."""


def measure(work: Work) -> list[Figures]:
    """What is stored and looked up, then the instant."""
    size = work.size
    file = work.folder / "jejak.db"
    at = clock.now().replace(microsecond=0)
    with work.told.progress("baris", size.deadlines * 3) as bar:
        made = besar.make(file, size.deadlines, bar, budget=size.making, plan=besar.waiting(size.due, at))
    with closing(sqlite3.connect(file)) as raw:  # to the microsecond, as the copied lives have it
        at = datetime.fromisoformat(raw.execute("SELECT min(jatuh_tempo) FROM tenggat").fetchone()[0])
    engine = connect(f"sqlite:///{file}")
    try:
        stored = _stored(file, made.tenggat) | _looked(engine, file, at) | _changed(engine, file, at)
        return [stored, policy.measure(engine), asyncio.run(_instant(engine, at, made.berkas, size))]
    finally:
        engine.dispose()


def _stored(file: Path, rows: int) -> Figures:
    with closing(sqlite3.connect(file)) as raw:
        try:
            own = raw.execute("SELECT name FROM sqlite_schema WHERE tbl_name = 'tenggat'").fetchall()
            query = "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = ?"
            size = sum(raw.execute(query, name).fetchone()[0] for name in own)
        except sqlite3.OperationalError:  # an SQLite that was built without it
            size = 0
    return {"isi": "tersimpan", "tenggat": rows, "byte_per_tenggat": round(size / rows, 1) if size else None}


def _looked(engine: Engine, file: Path, at: datetime) -> Figures:
    """Looking for the next one and for a page of those due, beside the same rows on plain sqlite3."""
    later = at + timedelta(seconds=1)
    text = later.isoformat(timespec="microseconds")
    with engine.connect() as connection, closing(sqlite3.connect(file)) as raw:
        keys = raw.execute(
            "SELECT subjek, jenis FROM tenggat WHERE jatuh_tempo <= ? LIMIT ?", (text, HALAMAN)
        ).fetchall()

        def by_key() -> None:
            for key in keys:
                raw.execute("SELECT * FROM tenggat WHERE subjek = ? AND jenis = ?", key).fetchone()

        smallest = "SELECT min(jatuh_tempo) FROM tenggat WHERE jatuh_tempo > ?"
        found = {
            "berikut": _micros(lambda: deadlines.next_due(connection, later)),
            "lantai_berikut": _micros(lambda: raw.execute(smallest, (text,)).fetchone()),
            "sehalaman": _micros(lambda: deadlines.due(connection, later, HALAMAN)),
            "lantai_sehalaman": _micros(by_key),
        }
    ratios = {"rasio_berikut": round(found["berikut"] / found["lantai_berikut"], 1),
              "rasio_sehalaman": round(found["sehalaman"] / found["lantai_sehalaman"], 2)}  # fmt: skip
    return {**{f"{name}_us": value for name, value in found.items()}, "sehalaman": len(keys), **ratios}


def _changed(engine: Engine, file: Path, at: datetime) -> Figures:
    """What a deadline costs a transition among all the others, beside plain sqlite3 in the same file."""
    ids = [(berkas_id(number), "kelengkapan") for number in range(10**9, 10**9 + CHANGED)]
    begun = [(*key, at + timedelta(days=14, seconds=place), 1) for place, key in enumerate(ids)]
    anew = [(*key, at + timedelta(days=7, seconds=place), 2) for place, key in enumerate(ids)]
    start, end = ledger._START_DEADLINE["sqlite"], ledger._END_DEADLINE  # noqa: SLF001 - what a commit runs
    with writing(engine).connect() as connection, connection.begin() as change:
        ours = [_once(lambda rows=rows, way=way: way.run(connection, rows))  # type: ignore[misc]
                for way, rows in ((start, begun), (start, anew), (end, ids))]  # fmt: skip
        change.rollback()
    put = "INSERT OR REPLACE INTO tenggat (subjek, jenis, jatuh_tempo, versi) VALUES (?, ?, ?, ?)"
    gone = "DELETE FROM tenggat WHERE subjek = ? AND jenis = ?"
    text = [[(*row[:2], row[2].isoformat(timespec="microseconds"), row[3]) for row in rows] for rows in (begun, anew)]
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        floor = [_once(lambda rows=rows, sql=sql: raw.executemany(sql, rows))  # type: ignore[misc]
                 for sql, rows in ((put, text[0]), (put, text[1]), (gone, ids))]  # fmt: skip
        raw.execute("ROLLBACK")
    names = ("mulai", "ulang", "akhir")
    found: Figures = {}
    for name, mine, plain in zip(names, ours, floor, strict=True):
        found |= {f"{name}_us": mine, f"lantai_{name}_us": plain, f"rasio_{name}": round(mine / plain, 2)}
    return found


def _once(work: Callable[[], object]) -> float:
    """Microseconds a row of one run over `CHANGED` rows."""
    start = time.perf_counter()
    work()
    return round((time.perf_counter() - start) / CHANGED * 1e6, 2)


def _micros(look: Callable[[], object]) -> float:
    taken = []
    for _ in range(LOOKS):
        start = time.perf_counter()
        look()
        taken.append(time.perf_counter() - start)
    return round(median(taken) * 1e6, 1)


async def _instant(engine: Engine, at: datetime, records: int, size: Size) -> Figures:
    """People's moves, and the timer with its hands full in the middle of them."""
    began, shift = time.perf_counter(), at - clock.now() - timedelta(seconds=size.foreground)  # one moment, two clocks

    def now() -> datetime:
        return clock.now() + shift

    timer = Deadlines(engine, now=now)
    ended: list[float] = []
    with FrontDoor(engine, moves.FASYANKES.kode, now=now, woken=timer.wake) as door:

        async def one(command: Command) -> None:
            answer = await door.execute(command)
            if not isinstance(answer, Accepted):
                raise TypeError(answer.kode)

        async def told() -> None:
            end = time.perf_counter() + size.foreground + size.telling
            while timer.ditandai < size.due and time.perf_counter() < end:  # noqa: ASYNC110 - a counter has no event
                await asyncio.sleep(0.01)
            ended.append(time.perf_counter())

        running = asyncio.create_task(timer.run(door))
        waiting = asyncio.create_task(told())
        found = await paced(_people(engine, records, size.due, ended), PACE, one)
        await akhiri(running, waiting)
    instant = began + size.foreground
    before = [end - start for start, end, _ in found if start < instant]
    during = [end - start for start, end, _ in found if instant <= start <= ended[0]]
    late = _lags(engine)
    seconds = ended[0] - instant
    return {
        "isi": "bersamaan",
        "tenggat": size.due,
        "detik": round(seconds, 1),
        "ditandai": len(late),
        "tenggat_per_detik": round(len(late) / seconds),
        "terlambat_p50_ms": round(lags.spread(late)["p50_ms"]),
        "terlambat_p99_ms": round(lags.spread(late)["p99_ms"]),
        "orang_per_detik": PACE,
        "orang_p99_ms_sebelum": round(lags.p99(before) * 1000, 2),
        "orang_p99_ms_selama": round(lags.p99(during) * 1000, 2) if during else None,
        "rasio_p99": round(lags.p99(during) / lags.p99(before), 2) if during else None,
    }


def _people(engine: Engine, records: int, due: int, ended: list[float]) -> Iterator[Command]:
    """Folders that are not yet due are sent home, one by one, until the timer is through or its time is up."""
    with engine.connect() as connection:
        who = connection.execute(select(t.petugas.c.id)).scalars().first()
    pelaku = _everyone(str(who))
    for number in range(records - 1, due - 1, -1):
        yield KirimKembali(command_id=baru(), subjek=BerkasId(berkas_id(number)), pelaku=pelaku)
        if ended:
            return
    raise ValueError("lebih banyak gerak daripada berkas")


def _everyone(who: str) -> Pelaku:
    return Pelaku(PetugasId(who), moves.ROLES, moves.PLACES)


def _lags(engine: Engine) -> list[float]:
    """From due to told, as the ledger has it."""
    with engine.connect() as connection:
        rows = connection.execute(select(t.jejak).where(t.jejak.c.jenis == BerkasLewatTenggat.jenis)).all()
    told = [event for row in rows if isinstance(event := event_of(row), BerkasLewatTenggat)]
    return [(event.dicatat_pada - event.jatuh_tempo).total_seconds() for event in told]
