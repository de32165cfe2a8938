"""The same person under several numbers, as SQL: for queries that match what is written under one with another's.

`engine/views/pasien.py` says who somebody is now (`tujuan`). Here pointers are followed both ways and to their ends,
however many there are, by two index look-ups a number: nothing is read of patients who were never merged.
"""

from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, FromClause, and_, case, or_, select

from engine import tables as t

_p: Final = t.pasien.c


def nomor_orang(pasien: ColumnElement[Any], dari: FromClause) -> CTE:
    """Every number (`id`) of the person of `pasien`, a column of `dari`, which a query around this one reads."""
    own = select(pasien.label("id")).correlate(dari).cte("orang", recursive=True, nesting=True)
    other = case((_p.id == own.c.id, _p.digabung_ke), else_=_p.id)
    met = or_(and_(_p.id == own.c.id, _p.digabung_ke.is_not(None)), _p.digabung_ke == own.c.id)
    return own.union(select(other).join_from(own, t.pasien, met))
