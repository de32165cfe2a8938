"""The days a report is about: as they were asked for, on the facility's calendar."""

from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from engine.settings import ZONA_INDONESIA
from engine.views.provision import HARI_TERBANYAK
from web.context import Konteks

HARI_BAWAAN: Final = 7
"""Days of a report unless others were picked."""
PALING_AWAL: Final = date(1900, 1, 2)
PALING_AKHIR: Final = date(9998, 12, 30)
"""Days whose neighbours exist in every zone."""


def rentang(parts: Konteks, mulai: str, sampai: str) -> tuple[str, date, date]:
    """The facility's zone, and the days asked for; the last seven where none were."""
    milik = parts.fasyankes()
    zona = milik.zona if milik else str(parts.settings.zona)
    today = parts.now().astimezone(ZoneInfo(ZONA_INDONESIA[zona])).date()
    last = _hari(sampai) or today
    first = _hari(mulai) or last - timedelta(days=HARI_BAWAAN - 1)
    first = max(min(first, last), PALING_AWAL)
    return zona, first, min(last, first + timedelta(days=HARI_TERBANYAK - 1))


def _hari(iso: str) -> date | None:
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return None
    return found if PALING_AWAL <= found <= PALING_AKHIR else None
