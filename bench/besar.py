"""A large facility made fast: `python -m bench.besar FILE --baris 200000`. Every line is valid history.

Lives that were lived through the front door (`bench.lives`) are copied with ids, positions and times of their own
(`bench.copies`). Records come in days, whose lives go on side by side as they do in a record room, so that a record's
lines lie far apart in the ledger. Only the last days leave folders out.
"""

import argparse
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bench import lives, moves
from bench.copies import Copier, Day, Row
from bench.lives import UNITS, Life
from bench.work import Bar, Told
from engine import clock, ledger
from engine import tables as t
from engine.database import connect
from schemas.message import Pelaku
from schemas.names import KodeUnit

DAY: Final = 2000
"""Records whose lives go on at the same time."""
IMPORTED: Final = 0.1
"""Of the records, those that came in together and have not moved since: a line each, all at one instant."""
OUT_SHARE: Final = 0.05
"""Of the days, the last ones: their folders are not all back on the rack."""
OUT_SPACE: Final = timedelta(minutes=11)
"""From one of these days to the next: so close that hardly a deadline has passed."""
OLD_SPACE: Final = timedelta(days=2)
OUT: Final = {"disimpan": 30, "di_poli": 25, "diambil": 5, "dalam_perjalanan": 5, "kembali": 10, "dirakit": 5,
              "tidak_lengkap": 15, "dipinjam": 4, "hilang": 1}  # fmt: skip
OLD: Final = {"disimpan": 97, "inaktif": 3}

HALF: Final = timedelta(seconds=0.5)

Lived = Mapping[tuple[str, KodeUnit], Life]
Plan = Callable[[Lived, int, datetime], Iterator[Day]]
"""Days for so many records, up to now."""


@dataclass(frozen=True, slots=True)
class Made:
    """What stands in the file now."""

    berkas: int
    baris: int
    tenggat: int
    detik: float
    """Of making and writing."""
    penuh: bool
    """False: time ran out before all were made."""


def archive(lived: Lived, records: int, now: datetime) -> Iterator[Day]:
    """An archive taken in at one instant, years of folders back on the rack, the last hours with some of them out."""
    chance = random.Random(records)  # noqa: S311 - the same every time
    imported = round(records * IMPORTED)
    records -= imported
    total = -(-records // DAY)
    out = max(1, round(total * OUT_SHARE))
    before = now - out * OUT_SPACE - total * OLD_SPACE
    for start in range(0, imported, DAY):
        yield Day(before, [lived["baru", UNITS[0].kode]] * min(DAY, imported - start), together=True)
    for number in range(total):
        left = total - number
        mix = OUT if left <= out else OLD
        birth = now - min(left, out) * OUT_SPACE - max(0, left - out) * OLD_SPACE
        count = min(DAY, records - number * DAY)
        names = chance.choices(list(mix), list(mix.values()), k=count)
        yield Day(birth, [lived[name, UNITS[place % len(UNITS)].kode] for place, name in enumerate(names)])


def waiting(due: int, at: datetime) -> Plan:
    """All folders out at a unit: the first `due` of them are due back at that one instant, the rest hours later."""

    def plan(lived: Lived, records: int, _now: datetime) -> Iterator[Day]:
        kind = [lived["baru_di_poli", unit.kode] for unit in UNITS]
        allowed = timedelta(seconds=kind[0].deadlines[0]["jatuh_tempo"].seconds)
        first = at - allowed - HALF
        yield Day(first, [kind[place % len(kind)] for place in range(due)], together=True)
        for day, start in enumerate(range(due, records, DAY), 1):
            born = [kind[place % len(kind)] for place in range(start, min(start + DAY, records))]
            yield Day(first + timedelta(hours=2) + day * timedelta(minutes=2.2), born)

    return plan


def registered(lived: Lived, records: int, now: datetime) -> Iterator[Day]:
    """Folders that never left the rack: a line each."""
    kind = lived["baru", UNITS[0].kode]
    for start in range(0, records, DAY):
        yield Day(now - timedelta(hours=1), [kind] * min(DAY, records - start))


def make(file: Path, records: int, bar: Bar | None = None, *, budget: float = 3600, plan: Plan = archive) -> Made:
    """That many records with their history in a new file. Stops between days when the budget of seconds is spent."""
    who, lived = _lived(file)
    copier = Copier(who.id, ledger.genesis(moves.FASYANKES.kode))
    start, deadlines, full = time.perf_counter(), 0, True
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in ("journal_mode=off", "synchronous=off", "locking_mode=exclusive", "cache_size=-524288"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for day in plan(lived, records, clock.now().replace(microsecond=0)):
            if time.perf_counter() - start > budget:
                full = False
                break
            rows = copier.day(day)
            _insert(connection, t.jejak, rows.lines)
            _insert(connection, t.berkas, rows.records)
            _insert(connection, t.tenggat, rows.deadlines)
            deadlines += len(rows.deadlines)
            if bar:
                bar.at(copier.seq)
        _follow(connection)
        connection.execute("COMMIT")
        seconds = time.perf_counter() - start
        connection.execute("PRAGMA journal_mode=delete")
    return Made(copier.records, copier.seq, deadlines, round(seconds, 1), full)


def _lived(file: Path) -> tuple[Pelaku, Lived]:
    """The facility and its one person in the new file; the lives to copy, lived in another that is then removed."""
    engine = connect(f"sqlite:///{file}")
    who = lives.people(engine)
    engine.dispose()
    with tempfile.TemporaryDirectory(prefix="jejak-ukur-") as folder:
        other = Path(folder) / "kehidupan.db"
        shutil.copyfile(file, other)
        engine = connect(f"sqlite:///{other}")
        found = lives.lived(engine, who)
        engine.dispose()
    return who, found


def _insert(connection: sqlite3.Connection, table: Any, rows: Sequence[Row]) -> None:
    names = [column.name for column in table.columns]
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608 - the same


def _follow(connection: sqlite3.Connection) -> None:
    """What follows from the records: every ending of their numbers, and the counts."""
    longest = connection.execute("SELECT coalesce(max(length(kunci)), 0) FROM berkas").fetchone()[0]
    places = ", ".join(f"({place})" for place in range(1, longest + 1)) or "(1)"
    connection.execute(
        f"INSERT INTO nomor_akhiran (akhiran, berkas_id) SELECT substr(kunci, dari.column1), id "  # noqa: S608 - numbers
        f"FROM berkas JOIN (VALUES {places}) AS dari ON dari.column1 <= length(kunci) ORDER BY 1, 2"
    )
    connection.execute(
        "INSERT INTO hitungan (keadaan, unit, jumlah) "
        "SELECT keadaan, coalesce(tujuan, lokasi, ''), count(*) FROM berkas GROUP BY 1, 2"
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.besar", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--baris", type=int, default=10_000_000, help="lines of the ledger, about ten a record")
    parser.add_argument("--detik", type=float, default=3600, help="stop after so many seconds")
    asked = parser.parse_args()
    with Told().progress("baris", asked.baris) as bar:
        print(make(asked.file, asked.baris // 10, bar, budget=asked.detik))


if __name__ == "__main__":
    main()
