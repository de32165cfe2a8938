"""Is every record the sum of its ledger lines, and every count the sum of its records? Reads all of it, in pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from sqlalchemy import Connection, func, literal_column, select

from engine import tables as t
from engine.lines import event_of
from engine.workflows.berkas import BERKAS, Berkas
from engine.workflows.tenggat_berkas import perubahan
from schemas.names import BerkasId

HALAMAN: Final = 500
_FIELDS: Final = Berkas._fields
_Berjalan = tuple[datetime, int]
"""When a deadline is due, and the version since which it runs."""


@dataclass(frozen=True, slots=True)
class Selisih:
    """Something that is not the sum it should be: a record's field, or a count."""

    apa: str
    tercatat: str
    seharusnya: str


def jumlah_berkas(connection: Connection) -> int:
    """How many records there are."""
    return connection.execute(select(func.count()).select_from(t.berkas)).scalar_one()


def records(connection: Connection) -> Iterator[tuple[int, list[Selisih]]]:
    """Fold every record's lines, compare it and its deadlines: yields a page at a time how many, and what is wrong."""
    query = select(t.jejak).order_by(t.jejak.c.subjek, t.jejak.c.versi).execution_options(yield_per=HALAMAN)
    page: dict[str, Berkas] = {}
    running: dict[tuple[str, str], _Berjalan] = {}
    seen = 0
    for subjek, lines in groupby(connection.execute(query), key=lambda row: row.subjek):
        record = Berkas(BerkasId(subjek))
        for line in lines:
            before, record = record, BERKAS.apply(record, event_of(line))
            for jenis, due in perubahan(before, record).items():
                running.pop((subjek, jenis), None)
                if due is not None:
                    running[subjek, jenis] = (due, line.versi)
        page[subjek] = record
        if len(page) == HALAMAN:
            seen += len(page)
            yield len(page), [*_compare(connection, page), *_deadlines(connection, page, running)]
            page, running = {}, {}
    seen += len(page)
    wrong = [*_compare(connection, page), *_deadlines(connection, page, running), *_unowned(connection)]
    if (kept := jumlah_berkas(connection)) != seen:
        wrong.append(Selisih("jumlah berkas", str(kept), str(seen)))
    yield len(page), wrong


def counts(connection: Connection) -> list[Selisih]:
    """The counts the board reads, against the records."""
    c, h = t.berkas.c, t.hitungan.c
    tempat = func.coalesce(c.tujuan, c.lokasi, literal_column("''"))  # no parameter: it is grouped by
    query = select(c.keadaan, tempat.label("unit"), func.count().label("jumlah")).group_by(c.keadaan, tempat)
    should = {(row.keadaan, row.unit): row.jumlah for row in connection.execute(query)}
    rows = connection.execute(select(h.keadaan, h.unit, h.jumlah).where(h.jumlah != 0))
    kept = {(row.keadaan, row.unit): row.jumlah for row in rows}
    return [
        Selisih(f"hitungan {keadaan} {unit}".strip(), str(kept.get(key, 0)), str(should.get(key, 0)))
        for key in sorted(should.keys() | kept.keys())
        if kept.get(key, 0) != should.get(key, 0)
        for keadaan, unit in [key]
    ]


def _deadlines(
    connection: Connection, page: dict[str, Berkas], running: dict[tuple[str, str], _Berjalan]
) -> Iterator[Selisih]:
    """The deadlines that run in these records, against their rows."""
    query = select(t.tenggat).where(t.tenggat.c.subjek.in_(page))
    kept = {(row.subjek, row.jenis): (row.jatuh_tempo, row.versi) for row in connection.execute(query)}
    for key in sorted(kept.keys() | running.keys()):
        if kept.get(key) != running.get(key):
            yield Selisih(f"tenggat {' '.join(key)}", _due(kept.get(key)), _due(running.get(key)))


def _unowned(connection: Connection) -> Iterator[Selisih]:
    """Rows of deadlines in records that do not exist."""
    query = select(t.tenggat).where(t.tenggat.c.subjek.not_in(select(t.berkas.c.id)))
    for row in connection.execute(query):
        yield Selisih(f"tenggat {row.subjek} {row.jenis}", _due((row.jatuh_tempo, row.versi)), _due(None))


def _due(found: _Berjalan | None) -> str:
    return f"{found[0].isoformat()} sejak versi {found[1]}" if found else "tidak berjalan"


def _compare(connection: Connection, page: dict[str, Berkas]) -> Iterator[Selisih]:
    query = select(*(t.berkas.c[name] for name in _FIELDS)).where(t.berkas.c.id.in_(page))
    kept = {row.id: row for row in connection.execute(query)}
    for subjek, record in page.items():
        row = kept.get(subjek)
        if row is None:
            yield Selisih(f"berkas {subjek}", "tidak ada", "ada")
            continue
        for name, value in zip(_FIELDS, row, strict=True):
            if value != getattr(record, name):
                yield Selisih(f"berkas {subjek} {name}", str(value), str(getattr(record, name)))
