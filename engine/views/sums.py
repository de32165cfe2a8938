"""Is every record the sum of its ledger lines, and every count the sum of its records? Reads all of it, in pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, func, literal_column, select, union_all

from engine import tables as t
from engine.alur import ALUR, alur_peristiwa, perubahan
from engine.lines import event_of
from engine.rows import KEPT

HALAMAN: Final = 500
_Berjalan = tuple[datetime, int]
"""When a deadline is due, and the version since which it runs."""


@dataclass(frozen=True, slots=True)
class Selisih:
    """Something that is not the sum it should be: a record's field, or a count."""

    apa: str
    tercatat: str
    seharusnya: str


def jumlah_catatan(connection: Connection) -> int:
    """How many records there are, of all workflows."""
    return sum(connection.execute(select(func.count()).select_from(kept.table)).scalar_one() for kept in KEPT.values())


def records(connection: Connection) -> Iterator[tuple[int, list[Selisih]]]:
    """Fold every record's lines, compare it and its deadlines: yields a page at a time how many, and what is wrong."""
    query = select(t.jejak).order_by(t.jejak.c.subjek, t.jejak.c.versi).execution_options(yield_per=HALAMAN)
    page: dict[str, Any] = {}
    running: dict[tuple[str, str], _Berjalan] = {}
    seen = 0
    for subjek, lines in groupby(connection.execute(query), key=lambda row: row.subjek):
        record: Any = None
        for line in lines:
            alur = alur_peristiwa(line.jenis)
            before = record if record is not None else alur.kosong(subjek)
            record = alur.workflow.apply(before, event_of(line))
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
    if (kept := jumlah_catatan(connection)) != seen:
        wrong.append(Selisih("jumlah catatan", str(kept), str(seen)))
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
    connection: Connection, page: dict[str, Any], running: dict[tuple[str, str], _Berjalan]
) -> Iterator[Selisih]:
    """The deadlines that run in these records, against their rows."""
    query = select(t.tenggat).where(t.tenggat.c.subjek.in_(page))
    kept = {(row.subjek, row.jenis): (row.jatuh_tempo, row.versi) for row in connection.execute(query)}
    for key in sorted(kept.keys() | running.keys()):
        if kept.get(key) != running.get(key):
            yield Selisih(f"tenggat {' '.join(key)}", _due(kept.get(key)), _due(running.get(key)))


def _unowned(connection: Connection) -> Iterator[Selisih]:
    """Rows of deadlines in records that do not exist."""
    known = union_all(*(select(kept.table.c.id) for kept in KEPT.values()))
    query = select(t.tenggat).where(t.tenggat.c.subjek.not_in(known))
    for row in connection.execute(query):
        yield Selisih(f"tenggat {row.subjek} {row.jenis}", _due((row.jatuh_tempo, row.versi)), _due(None))


def _due(found: _Berjalan | None) -> str:
    return f"{found[0].isoformat()} sejak versi {found[1]}" if found else "tidak berjalan"


def _compare(connection: Connection, page: dict[str, Any]) -> Iterator[Selisih]:
    """The records folded from the ledger, against their rows."""
    for nama, alur in ALUR.items():
        folded = {subjek: record for subjek, record in page.items() if type(record) is alur.kosong}
        if folded:
            yield from _rows(nama, folded, KEPT[nama].records(connection, list(folded)))


def _rows(nama: str, folded: dict[str, Any], kept: dict[str, Any]) -> Iterator[Selisih]:
    for subjek, record in folded.items():
        row = kept.get(subjek)
        if row is None:
            yield Selisih(f"{nama} {subjek}", "tidak ada", "ada")
            continue
        for name, now, should in zip(record._fields, row, record, strict=True):
            if now != should:
                yield Selisih(f"{nama} {subjek} {name}", str(now), str(should))
