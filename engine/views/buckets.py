"""Lists of the records counted under one state and place, as the board shows them: statements made once, not each time.

A board is some sixty small questions; putting their SQL together anew took more than half of its time.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, literal_column, select

from engine import tables as t
from engine.prepared import Read
from engine.views.records import BEREDAR, KOLOM, Ringkas, ringkas_dari
from schemas.names import Keadaan

PER_UNIT: Final = 8
"""Folders shown for each unit: the longest there."""
PER_DAFTAR: Final = 50
"""Rows of each other list; the counts beside them are whole."""

_c = t.berkas.c
_KEADAAN: Final = _c.keadaan == bindparam("b_keadaan")
_DI: Final[dict[str, tuple[ColumnElement[bool], tuple[str, ...]]]] = {
    "tujuan": (and_(_KEADAAN, _c.tujuan == bindparam("b_tempat")), ("b_keadaan", "b_tempat")),
    "lokasi": (and_(_KEADAAN, _c.lokasi == bindparam("b_tempat")), ("b_keadaan", "b_tempat")),
    "tanpa": (and_(_KEADAAN, _c.lokasi.is_(None)), ("b_keadaan",)),
}
"""The ways of being somewhere: carried there, there, or nowhere; each with its parameters."""


def _cara(keadaan: Keadaan, tempat: str) -> str:
    if keadaan in BEREDAR:
        return "tujuan"
    return "lokasi" if tempat else "tanpa"


def _given(keadaan: Keadaan, tempat: str) -> tuple[Any, ...]:
    return (keadaan.value, tempat) if tempat or keadaan in BEREDAR else (keadaan.value,)


def _daftar(where: ColumnElement[bool], order: ColumnElement[Any], limit: int, names: tuple[str, ...]) -> Read:
    page = select(*KOLOM).where(where).order_by(order, _c.id)
    # written out, also the OFFSET SQLite's dialect would add: parameters must stand in the order of `names`
    return Read(page.limit(literal_column(str(limit))).offset(literal_column("0")), names)


_TERLAMA: Final = {
    (cara, limit): _daftar(where, _c.sejak, limit, names)
    for cara, (where, names) in _DI.items()
    for limit in (PER_UNIT, PER_DAFTAR)
}
_LEWAT: Final = {
    (cara, column.key): (
        Read(select(func.count()).select_from(t.berkas).where(late), bound),
        _daftar(late, column, PER_DAFTAR, bound),
    )
    for cara, (where, names) in _DI.items()
    for column in (_c.sejak, _c.kembali_sebelum, _c.jatuh_tempo)
    for late, bound in [(and_(where, column < bindparam("b_saat", type_=column.type)), (*names, "b_saat"))]
}


def terlama(connection: Connection, keadaan: Keadaan, tempat: str, batas: int) -> list[Ringkas]:
    """The longest in this state at this place, first the longest. `batas`: PER_UNIT or PER_DAFTAR."""
    rows = _TERLAMA[_cara(keadaan, tempat), batas].run(connection, _given(keadaan, tempat))
    return [ringkas_dari(row) for row in rows]


def lewat(
    connection: Connection, keadaan: Keadaan, tempat: str, kolom: str, saat: datetime
) -> tuple[int, list[Ringkas]]:
    """Those of which the time in this column is before that moment: how many, and the first PER_DAFTAR."""
    count, page = _LEWAT[_cara(keadaan, tempat), kolom]
    given = (*_given(keadaan, tempat), saat)
    [[jumlah]] = count.run(connection, given)
    return jumlah, [ringkas_dari(row) for row in page.run(connection, given)] if jumlah else []
