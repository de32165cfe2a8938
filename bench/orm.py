"""(a) The same moves as most programs make them: one transaction of an ORM a move, tuned as well as one honestly can.

SQLAlchemy's ORM loads the record, checks its state, changes it under its version, adds the line and the two counts,
commits. Sessions and connections are kept, one for each thread, and the best of several numbers of threads counts.
It is given what costs ours time: positions, hashes and CloudEvents are ready made, and no rule is decided but the
state. `tanpa_hitungan` leaves the counts out too: rows that every move wants, for which PostgreSQL makes moves wait.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from sqlalchemy import Engine, and_, case, or_, update
from sqlalchemy.orm import Session, registry

from bench import arena as a
from bench import front_door, moves
from bench.rows import LINE, MOVING, rows_of
from bench.work import Figures, Work
from engine import tables as t
from engine.database import connect, writing

TRIP: Final = 4
"""Moves of a round: each record makes whole rounds, so that all kinds of moves count."""
_mappers: Final = registry()


class Record:
    """A record as an ORM sees it."""


class Line:
    """A line of the ledger as an ORM sees it."""


class Due:
    """A deadline as an ORM sees it."""


_mappers.map_imperatively(
    Record, t.berkas, version_id_col=t.berkas.c.versi, version_id_generator=lambda before: (before or 0) + 1
)
_mappers.map_imperatively(Line, t.jejak)
_mappers.map_imperatively(Due, t.tenggat)
_DUE: Final = ("subjek", "jenis", "jatuh_tempo", "versi")


@dataclass(frozen=True, slots=True)
class Want:
    """One move as this program is asked for it."""

    berkas: str
    versi: int
    changes: dict[str, Any]
    line: dict[str, Any]
    counts: tuple[tuple[str, str, int], ...]
    started: tuple[dict[str, Any], ...]
    ended: tuple[tuple[str, str], ...]


def wants(engine: Engine, after: int) -> list[Want]:
    """The moves that the front door made after a position."""
    made = []
    for rows in rows_of(engine, after, text_times=False):
        *changes, berkas, versi = rows.record
        changed = dict(zip(MOVING, changes, strict=True))
        del changed["versi"]  # the ORM counts it
        line = dict(zip(LINE, rows.line, strict=True))
        started = tuple(dict(zip(_DUE, row, strict=True)) for row in rows.started)
        made.append(Want(berkas, versi, changed, line, rows.counts, started, rows.ended))
    return made


def one_move(session: Session, want: Want, *, counting: bool) -> None:
    """Load, check, change, add, count, commit."""
    record: Any = session.get(Record, want.berkas)
    if record is None or record.versi != want.versi:
        raise ValueError(want.berkas)
    for name, value in want.changes.items():
        setattr(record, name, value)
    session.add(_filled(Line(), want.line))
    session.add_all([_filled(Due(), row) for row in want.started])
    for key in want.ended:
        session.delete(session.get(Due, key))
    session.flush()
    if counting:  # last, so that the rows all moves want are held for the shortest time
        session.execute(_count(want.counts), execution_options={"synchronize_session": False})
    session.commit()
    session.expunge_all()


def _filled(entity: Any, values: dict[str, Any]) -> Any:
    for name, value in values.items():
        setattr(entity, name, value)
    return entity


def _count(counts: Sequence[tuple[str, str, int]]) -> Any:
    h = t.hitungan.c
    rows = [(and_(h.keadaan == keadaan, h.unit == unit), jumlah) for keadaan, unit, jumlah in counts]
    added = case(*rows, else_=0)
    return update(t.hitungan).where(or_(*(where for where, _ in rows))).values(jumlah=h.jumlah + added)


def rate(url: str, wanted: Sequence[Want], threads: int, *, counting: bool = True) -> float:
    """Moves a second with that many threads, each with its session and connection, and its share of the records."""
    engine = writing(connect(url, pool_size=threads))
    shares = {berkas: place % threads for place, berkas in enumerate(dict.fromkeys(want.berkas for want in wanted))}
    faults: list[BaseException] = []

    def work(share: int) -> None:
        try:
            with Session(engine, expire_on_commit=False, autoflush=False) as session:
                for want in [one for one in wanted if shares[one.berkas] == share]:
                    one_move(session, want, counting=counting)
        except Exception as fault:  # noqa: BLE001 - told below: a thread's fault is the run's
            faults.append(fault)

    started = [threading.Thread(target=work, args=(share,)) for share in range(threads)]
    start = time.perf_counter()
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    seconds = time.perf_counter() - start
    engine.dispose()
    if faults:
        raise faults[0]
    return len(wanted) / seconds


def measure(work: Work, place: a.Arena) -> Figures:
    """Ours at 32 callers against the best ORM, in turns."""
    size = work.size
    count = size.moves.get(front_door.AT_ONCE, 1000)
    commands = moves.rounds(place.archive, count)
    url = place.copy("orm-contoh")
    front_door.ours(place, url, commands, front_door.AT_ONCE)
    engine = connect(url)
    wanted = wants(engine, len(place.archive.berkas))[: size.orm_moves]
    engine.dispose()
    place.drop(url)
    found = {threads: _rate(place, wanted, threads) for threads in size.orm_threads}
    best = max(found, key=lambda threads: found[threads])
    bare = {threads: _rate(place, wanted, threads, counting=False) for threads in size.orm_threads}
    best_bare = max(bare, key=lambda threads: bare[threads])
    ours, orm, orm_bare = [], [], []
    for turn in range(size.passes):
        run: list[Callable[[], None]] = [
            lambda: ours.append(_ours(place, count)),
            lambda: orm.append(_rate(place, wanted, best)),
            lambda: orm_bare.append(_rate(place, wanted, best_bare, counting=False)),
        ]
        for step in run if turn % 2 == 0 else reversed(run):
            step()
    return {
        "basis_data": place.nama,
        "pemanggil": front_door.AT_ONCE,
        "gerak_per_detik": round(median(ours)),
        "orm_per_detik": round(median(orm)),
        "orm_utas": best,
        "rasio_orm": round(median(our / other for our, other in zip(ours, orm, strict=True)), 2),
        "orm_tanpa_hitungan_per_detik": round(median(orm_bare)),
        "orm_tanpa_hitungan_utas": best_bare,
        "rasio_orm_tanpa_hitungan": round(median(our / other for our, other in zip(ours, orm_bare, strict=True)), 2),
    }


def _ours(place: a.Arena, count: int) -> float:
    url = place.copy("orm-kita")
    made = front_door.ours(place, url, moves.rounds(place.archive, count), front_door.AT_ONCE)
    place.drop(url)
    return made.rate


def _rate(place: a.Arena, wanted: Sequence[Want], threads: int, *, counting: bool = True) -> float:
    url = place.copy("orm-lain")
    made = rate(url, wanted, threads, counting=counting)
    place.drop(url)
    return made


def both(work: Work) -> list[Figures]:
    """A row for each database."""
    records = work.size.orm_moves // TRIP
    rows = [measure(work, a.SqliteArena(work.folder, records))]
    with a.postgres_server(work.folder / "pg") as base:
        rows.append(measure(work, a.PostgresArena(base, records)))
    return rows
