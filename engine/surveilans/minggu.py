"""Epidemiological weeks: which week a day is of, where it begins and ends, when its report is late. Pure.

A week runs from Sunday to Saturday (Pedoman SKDR 2014); the first of a year is the first with four of its days in it.
Both are policy (`policies/skdr.yaml`, `minggu`).
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from engine.aturan_surveilans import HARI, JamLapor, Minggu

PANJANG: Final = 7
_TEKS: Final = re.compile(r"([0-9]{4})-M([0-9]{2})")


class Pekan(NamedTuple):
    """One epidemiological week."""

    tahun: int
    minggu: int

    def __str__(self) -> str:
        """As it is written: `2026-M09`."""
        return f"{self.tahun:04d}-M{self.minggu:02d}"


class Bulan(NamedTuple):
    """One month of the calendar."""

    tahun: int
    bulan: int


def _awal(hari: date, aturan: Minggu) -> date:
    return hari - timedelta(days=(hari.weekday() - HARI.index(aturan.mulai)) % PANJANG)


def _pertama(tahun: int, aturan: Minggu) -> date:
    """The first day of a year's first week."""
    newyear = date(tahun, 1, 1)
    begin = _awal(newyear, aturan)
    own = PANJANG - (newyear - begin).days
    return begin if own >= aturan.terkecil else begin + timedelta(days=PANJANG)


def pekan(hari: date, aturan: Minggu) -> Pekan:
    """The week a day is of."""
    begin = _awal(hari, aturan)
    year = next(one for one in (begin.year + 1, begin.year, begin.year - 1) if begin >= _pertama(one, aturan))
    return Pekan(year, (begin - _pertama(year, aturan)).days // PANJANG + 1)


def hari_pertama(satu: Pekan, aturan: Minggu) -> date:
    """Where a week begins."""
    return _pertama(satu.tahun, aturan) + timedelta(days=PANJANG * (satu.minggu - 1))


def hari_terakhir(satu: Pekan, aturan: Minggu) -> date:
    """Its last day."""
    return hari_pertama(satu, aturan) + timedelta(days=PANJANG - 1)


def geser(satu: Pekan, banyak: int, aturan: Minggu) -> Pekan:
    """So many weeks later, or earlier."""
    return pekan(hari_pertama(satu, aturan) + timedelta(days=PANJANG * banyak), aturan)


def ada(satu: Pekan, aturan: Minggu) -> bool:
    """Is there such a week? A year has 52 or 53."""
    if not 1900 < satu.tahun < 9000 or not 1 <= satu.minggu <= 53:  # noqa: PLR2004 - years and weeks there are
        return False
    return pekan(hari_pertama(satu, aturan), aturan) == satu


def bulan(satu: Pekan, aturan: Minggu) -> Bulan:
    """The month a week is counted in: that of its fourth day, where most of it lies."""
    middle = hari_pertama(satu, aturan) + timedelta(days=PANJANG // 2)
    return Bulan(middle.year, middle.month)


def baca(teks: str, aturan: Minggu) -> Pekan | None:
    """A week as it is written; None for what is none."""
    found = _TEKS.fullmatch(teks)
    if found is None:
        return None
    satu = Pekan(int(found[1]), int(found[2]))
    return satu if ada(satu, aturan) else None


def berakhir(satu: Pekan, aturan: Minggu, zona: ZoneInfo) -> datetime:
    """The instant a week is over, on the facility's clock."""
    after = hari_terakhir(satu, aturan) + timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=zona).astimezone(UTC)


def jatuh_tempo(satu: Pekan, jam: JamLapor, aturan: Minggu, zona: ZoneInfo) -> datetime:
    """When its report is late: the first such day and hour after the week."""
    after = hari_terakhir(satu, aturan) + timedelta(days=1)
    day = after + timedelta(days=(HARI.index(jam.hari) - after.weekday()) % PANJANG)
    return datetime.combine(day, jam.pukul, zona).astimezone(UTC)
