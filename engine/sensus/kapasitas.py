"""The beds of each day: as they stood when it ended, so that they are counted when the patients in them are."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from engine import tables as t
from engine.aturan_sensus import AturanSensus
from engine.sensus.hari import antara, batas, hari_sensus, hari_terakhir
from schemas.names import KelasRawat, KodeUnit


class SelTempatTidur(NamedTuple):
    """Beds of one day, ward and class."""

    hari: date
    unit: KodeUnit
    kelas: KelasRawat
    bayi: bool
    jumlah: int


def tempat_tidur(
    connection: Connection, zona: str, aturan: AturanSensus, dari: date, sampai: date
) -> list[SelTempatTidur]:
    """Beds by day, as they stood when the day ended: at the same moment at which `sisa` is counted."""
    c = t.tempat_tidur.c
    ends = {day: batas(day, zona, aturan.batas)[1] for day in antara(dari, sampai)}
    found: Counter[tuple[date, str, str, bool]] = Counter()
    if not ends:
        return []
    here = select(c.mulai, c.sampai, c.unit, c.kelas, c.bayi).where(
        c.mulai < ends[sampai], or_(c.sampai.is_(None), c.sampai >= ends[dari])
    )
    for row in connection.execute(here):
        for day, end in ends.items():
            if row.mulai < end and (row.sampai is None or row.sampai >= end):
                found[day, row.unit, row.kelas, bool(row.bayi)] += 1
    return [
        SelTempatTidur(day, KodeUnit(unit), KelasRawat(kelas), bayi, n)
        for (day, unit, kelas, bayi), n in sorted(found.items())
    ]


HariTempatTidur = dict[tuple[KodeUnit, KelasRawat, bool], int]
"""Bed-days by ward, class and newborns or not."""


def tempat_tidur_hari(
    connection: Connection, zona: str, aturan: AturanSensus, dari: date, sampai: date
) -> HariTempatTidur:
    """Bed-days by ward, class and newborns or not: the beds of each day added up."""
    return tempat_tidur_kurun(connection, zona, aturan, [(dari, sampai)])[0]


def tempat_tidur_kurun(
    connection: Connection, zona: str, aturan: AturanSensus, kurun: Sequence[tuple[date, date]]
) -> list[HariTempatTidur]:
    """The same of several periods at once, reckoned from the two ends of each bed: years cost no more than days."""
    c = t.tempat_tidur.c
    found: list[Counter[tuple[KodeUnit, KelasRawat, bool]]] = [Counter() for _ in kurun]
    for row in connection.execute(select(c.mulai, c.sampai, c.unit, c.kelas, c.bayi)):
        place = (KodeUnit(row.unit), KelasRawat(row.kelas), bool(row.bayi))
        first = hari_sensus(row.mulai, zona, aturan.batas)
        last = None if row.sampai is None else hari_terakhir(row.sampai, zona, aturan.batas)
        for (dari, sampai), counted in zip(kurun, found, strict=True):
            end = sampai if last is None else min(sampai, last)
            if (days := (end - max(dari, first)).days + 1) > 0:
                counted[place] += days
    return [dict(one) for one in found]
