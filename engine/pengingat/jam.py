"""The clock of notices: which day's digest is due, and when the quiet hours end. Pure, in the facility's zone."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from engine.aturan_pengingat import AturanPengingat


class Tenang(NamedTuple):
    """Hours in which nothing goes out, by the clock on the wall; the same time twice: none."""

    mulai: time
    sampai: time


def pukul(hari: date, jam: time, zona: tzinfo) -> datetime:
    """This time of this day, in UTC."""
    return datetime.combine(hari, jam, zona).astimezone(UTC)


def hari_harian(pada: datetime, aturan: AturanPengingat, zona: tzinfo) -> date | None:
    """The day whose digest is due at this moment: the latest whose hour has come; None where that is too long ago."""
    today = pada.astimezone(zona).date()
    day = today if pada >= pukul(today, aturan.harian.pukul, zona) else today - timedelta(days=1)
    return day if pada - pukul(day, aturan.harian.pukul, zona) < aturan.susulan.batas else None


def boleh_keluar(pada: datetime, tenang: Tenang, zona: tzinfo, *, mendesak: bool = False) -> datetime:
    """The first moment from this one on at which something may go out; an urgent one may at once.

    The quiet hours begin with their first minute and are over at their last.
    """
    local = pada.astimezone(zona)
    here, (began, ends) = local.time(), tenang
    within = began <= here < ends if began <= ends else here >= began or here < ends
    if mendesak or began == ends or not within:
        return pada
    day = local.date() if here < ends else local.date() + timedelta(days=1)
    return pukul(day, ends, zona)


def selang(pada: datetime, lama: timedelta) -> str:
    """The window of time a moment falls in, as a key: at most one urgent notice in each."""
    width = int(lama.total_seconds()) or 1
    return datetime.fromtimestamp(int(pada.timestamp()) // width * width, UTC).strftime("%Y-%m-%dT%H:%M")
