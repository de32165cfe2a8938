"""The census day: from the cut-off on the facility's clock to the same time the next day, half-open. Pure.

A day bears the date on which it begins: with the cut-off at 07:00, the first hours of 3 March still belong to 2 March.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from engine.settings import ZONA_INDONESIA

SEHARI = timedelta(days=1)


@cache
def _zona(zona: str) -> ZoneInfo:
    """By the facility's word (WIB, WITA, WIT) or a name of the tz database."""
    return ZoneInfo(ZONA_INDONESIA.get(zona, zona))


def nama_zona(zona: str) -> str:
    """Its name in the tz database, whichever of its names is given."""
    return str(_zona(zona))


def hari_sensus(saat: datetime, zona: str, batas: time) -> date:
    """The day an instant is counted on."""
    local = saat.astimezone(_zona(zona))
    return local.date() if local.time() >= batas else local.date() - SEHARI


def batas(hari: date, zona: str, pukul: time) -> tuple[datetime, datetime]:
    """The first instant of a day, and the first one after it, in UTC."""
    return _mulai(hari, zona, pukul), _mulai(hari + SEHARI, zona, pukul)


def _mulai(hari: date, zona: str, pukul: time) -> datetime:
    return datetime.combine(hari, pukul, _zona(zona)).astimezone(UTC)


def sudah_tutup(hari: date, kini: datetime, zona: str, pukul: time) -> bool:
    """Its cut-off is past."""
    return kini >= batas(hari, zona, pukul)[1]


def hari_terakhir(kini: datetime, zona: str, pukul: time) -> date:
    """The last day whose cut-off is past."""
    return hari_sensus(kini, zona, pukul) - SEHARI


def antara(dari: date, sampai: date) -> list[date]:
    """Every day of a period, both ends counted."""
    return [dari + timedelta(days=n) for n in range((sampai - dari).days + 1)]
