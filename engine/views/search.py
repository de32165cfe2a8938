"""Lists of records: by any part of a number, by state, place, holder. Every list is bounded and goes on by cursor."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import orjson
from sqlalchemy import ColumnElement, Connection, Select, and_, literal, or_, select, tuple_

from engine import tables as t
from engine.numbers import kunci, suffixes
from engine.refusals import Refusal
from engine.views.records import BEREDAR, KOLOM, Ringkas, ringkas_dari
from schemas.names import Keadaan, KodeUnit, Pembawa, PetugasId

HALAMAN: Final = 50
HALAMAN_TERBESAR: Final = 200
DIPERIKSA: Final = 2_000
"""Index rows one request looks at when other filters narrow a search by number; the cursor goes on from there."""

SEKALI_PERIKSA: Final = 500
"""Of these, read at once."""

_SETELAH_Z: Final = "~"
"""Sorts after every character of a number, so `part <= suffix < part + this` is one range of the index."""


_BAGIAN_NOMOR: Final = 2
_BAGIAN_TEMPAT: Final = 4
"""Parts of a cursor: (ending, record) and (state, place, since, record)."""


@dataclass(frozen=True, slots=True)
class Saringan:
    """What is looked for; all that is given must hold."""

    nomor: str | None = None
    """Any part of a number, in any spelling."""
    keadaan: Keadaan | None = None
    unit: KodeUnit | None = None
    """Where it is; where carried, where it is going (as `hitungan` counts it)."""
    pemegang: PetugasId | None = None
    pembawa: Pembawa | None = None
    ditahan: bool | None = None

    def cocok(self, record: Ringkas) -> bool:
        """Does this record pass all but the number?"""
        return (
            (self.keadaan is None or record.keadaan is self.keadaan)
            and (self.unit is None or record.tempat == self.unit)
            and (self.pemegang is None or record.pemegang == self.pemegang)
            and (self.pembawa is None or record.pembawa is self.pembawa)
            and (self.ditahan is None or record.ditahan is self.ditahan)
        )


@dataclass(frozen=True, slots=True)
class Halaman:
    """A page of a list. `kursor` is None at the end; a narrowed search may give a short page and still go on."""

    isi: tuple[Ringkas, ...]
    kursor: str | None


def cari(
    connection: Connection, saringan: Saringan, *, kursor: str | None = None, batas: int = HALAMAN
) -> Halaman | Refusal:
    """One page. By number: endings first; otherwise by state and place, the longest there first."""
    batas = max(1, min(batas, HALAMAN_TERBESAR))
    part = kunci(saringan.nomor) if saringan.nomor is not None else ""
    if saringan.nomor is not None and not (part.isascii() and part.isalnum()):
        return Halaman((), None)
    after = _read_cursor(kursor, _BAGIAN_NOMOR if part else _BAGIAN_TEMPAT)
    if isinstance(after, Refusal):
        return after
    if part:
        return _by_number(connection, part, saringan, after, batas)
    if saringan.pemegang:
        return _by_holder(connection, saringan, after, batas)
    return _by_place(connection, saringan, after, batas)


def number_query(part: str, after: tuple[str, str] | None, limit: int) -> Select[Any]:
    """One range of the index of endings, in order; `after` is the last row already given."""
    a = t.nomor_akhiran.c
    query = select(a.akhiran, a.berkas_id).where(a.akhiran >= part, a.akhiran < part + _SETELAH_Z)
    if after:
        query = query.where(tuple_(a.akhiran, a.berkas_id) > tuple_(*map(_literal, after)))
    return query.order_by(a.akhiran, a.berkas_id).limit(limit)


def _by_number(connection: Connection, part: str, saringan: Saringan, after: list[str] | None, batas: int) -> Halaman:
    position = _two(after)
    found: list[Ringkas] = []
    looked = 0
    limit = batas + 1 if saringan == Saringan(saringan.nomor) else SEKALI_PERIKSA
    while looked < DIPERIKSA:
        rows = connection.execute(number_query(part, position, limit)).all()
        looked += len(rows)
        records = _records(connection, (row.berkas_id for row in rows))
        for row in rows:
            if len(found) == batas:
                return Halaman(tuple(found), _write_cursor(*position or ()))
            position = (row.akhiran, row.berkas_id)
            record = records.get(row.berkas_id)
            # A part that occurs twice in one number has two rows: the record belongs to the first of them.
            if record and saringan.cocok(record) and row.akhiran == _first(record.nomor, part):
                found.append(record)
        if len(rows) < limit:
            return Halaman(tuple(found), None)
    return Halaman(tuple(found), _write_cursor(*position or ()))


def _first(nomor: str, part: str) -> str:
    return min(suffix for suffix in suffixes(kunci(nomor)) if suffix.startswith(part))


def _records(connection: Connection, ids: Iterable[str]) -> dict[str, Ringkas]:
    query = select(*KOLOM).where(t.berkas.c.id.in_(set(ids)))
    return {row.id: ringkas_dari(row) for row in connection.execute(query)}


def _by_holder(connection: Connection, saringan: Saringan, after: list[str] | None, batas: int) -> Halaman:
    query = _narrow(select(*KOLOM).where(t.berkas.c.pemegang == saringan.pemegang), saringan)
    rows = connection.execute(_page(query, _since(after[-2:] if after else None), batas + 1)).all()
    return _halaman([ringkas_dari(row) for row in rows], batas)


def _by_place(connection: Connection, saringan: Saringan, after: list[str] | None, batas: int) -> Halaman:
    """Bucket after bucket of (state, place), as counted: each is one range of an index, none is empty."""
    bucket_after = (after[0], after[1]) if after else ("", "")
    found: list[Ringkas] = []
    for keadaan, tempat in _buckets(connection, saringan):
        if (keadaan, tempat) < bucket_after:
            continue
        position = _since(after[2:]) if after and (keadaan, tempat) == bucket_after else None
        query = _narrow(select(*KOLOM).where(in_bucket(keadaan, tempat)), saringan)
        rows = connection.execute(_page(query, position, batas + 1 - len(found))).all()
        found += [ringkas_dari(row) for row in rows]
        if len(found) > batas:
            break
    return _halaman(found, batas)


def in_bucket(keadaan: str, tempat: str) -> ColumnElement[bool]:
    """The records `hitungan` counts under this state and place."""
    c = t.berkas.c
    if keadaan in BEREDAR:
        return and_(c.keadaan == keadaan, c.tujuan == tempat)
    return and_(c.keadaan == keadaan, c.lokasi == tempat if tempat else c.lokasi.is_(None))


def _buckets(connection: Connection, saringan: Saringan) -> list[tuple[str, str]]:
    h = t.hitungan.c
    query = select(h.keadaan, h.unit).where(h.jumlah > 0)
    if saringan.keadaan:
        query = query.where(h.keadaan == saringan.keadaan)
    if saringan.unit:
        query = query.where(h.unit == saringan.unit)
    return sorted((row.keadaan, row.unit) for row in connection.execute(query))


def _narrow(query: Select[Any], saringan: Saringan) -> Select[Any]:
    c = t.berkas.c
    if saringan.pembawa:
        query = query.where(c.pembawa == saringan.pembawa)
    if saringan.ditahan is not None:
        query = query.where(c.ditahan == saringan.ditahan)
    if saringan.pemegang and saringan.keadaan:
        query = query.where(c.keadaan == saringan.keadaan)
    if saringan.pemegang and saringan.unit:
        query = query.where(or_(c.tujuan == saringan.unit, and_(c.tujuan.is_(None), c.lokasi == saringan.unit)))
    return query


def _page(query: Select[Any], after: tuple[datetime, str] | None, limit: int) -> Select[Any]:
    c = t.berkas.c
    if after:
        sejak, berkas = after
        place = tuple_(literal(sejak, c.sejak.type), literal(berkas))  # one place in the index, however many are alike
        query = query.where(tuple_(c.sejak, c.id) > place)
    return query.order_by(c.sejak, c.id).limit(limit)


def _halaman(found: list[Ringkas], batas: int) -> Halaman:
    if len(found) <= batas:
        return Halaman(tuple(found), None)
    last = found[batas - 1]
    kursor = _write_cursor(last.keadaan, last.tempat or "", last.sejak.isoformat(), last.id)
    return Halaman(tuple(found[:batas]), kursor)


def _since(after: list[str] | None) -> tuple[datetime, str] | None:
    return (datetime.fromisoformat(after[0]), after[1]) if after else None


def _two(after: list[str] | None) -> tuple[str, str] | None:
    if not after:
        return None
    akhiran, berkas = after
    return akhiran, berkas


def _literal(value: str) -> Any:  # noqa: ANN401 - an SQL literal
    return literal(value)


def _write_cursor(*parts: str) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def _read_cursor(kursor: str | None, bagian: int) -> list[str] | Refusal | None:
    """The parts of a cursor of this kind of list; anything else is not ours."""
    if kursor is None:
        return None
    try:
        parts = orjson.loads(base64.urlsafe_b64decode(kursor + "=" * (-len(kursor) % 4)))
        if not isinstance(parts, list) or len(parts) != bagian or not all(map(_word, parts)):
            return _kursor_rusak()
        if bagian == _BAGIAN_TEMPAT:
            Keadaan(parts[0])
            if datetime.fromisoformat(parts[2]).utcoffset() != timedelta(0):
                return _kursor_rusak()
    except (ValueError, binascii.Error):
        return _kursor_rusak()
    return parts


def _word(part: object) -> bool:
    return isinstance(part, str) and part.isprintable()


def _kursor_rusak() -> Refusal:
    return Refusal("isian_tidak_sah", "kursor", {"field": "kursor", "sebab": "bukan kursor dari halaman sebelumnya"})
