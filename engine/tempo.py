"""When a limit ends: hours by the clock, days by the calendar of the facility's zone, or by its working days. Pure.

Every due time of the engine is reckoned here, from a moment, a limit of policy (`policies/*.yaml`), the facility's
zone and its calendar. The result is an instant in UTC; it is due at that instant, not a moment later.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from engine.ukuran import Batas, Hitungan

SEHARI: Final = timedelta(days=1)


class Kalender(NamedTuple):
    """The days a facility's record room works on: days of the week, but for holidays."""

    hari_kerja: frozenset[int]
    """Days of the week, Monday 0."""
    tetap: frozenset[tuple[int, int]] = frozenset()
    """Holidays that fall on one date each year: month and day."""
    tanggal: frozenset[date] = frozenset()
    """Holidays of one year each: movable feasts, collective leave."""

    def bekerja(self, hari: date) -> bool:
        """Is this a working day?"""
        return (
            hari.weekday() in self.hari_kerja and (hari.month, hari.day) not in self.tetap and hari not in self.tanggal
        )


def jatuh_tempo(mulai: datetime, batas: Batas, zona: tzinfo, libur: Kalender) -> datetime:
    """When a limit that begins then ends, in UTC.

    Days come first: the same time of day so many days (or working days) later in that zone; the hours after it.
    The day it begins on is never counted, so what begins on a holiday has all its working days before it.
    """
    jangka = batas.batas
    if not jangka.hari:
        return mulai.astimezone(UTC) + jangka.lama
    awal = mulai.astimezone(zona)  # arithmetic on the wall clock of the zone
    if batas.hitungan is Hitungan.KALENDER:
        return (awal + timedelta(days=jangka.hari)).astimezone(UTC) + jangka.lama
    left, hari = jangka.hari, awal
    while left:
        hari += SEHARI
        left -= libur.bekerja(hari.date())
    return hari.astimezone(UTC) + jangka.lama


def efektif(terjadi_pada: datetime | None, dicatat_pada: datetime) -> datetime:
    """When a clock begins: when hands did it, and never after it was recorded."""
    return min(terjadi_pada or dicatat_pada, dicatat_pada)
