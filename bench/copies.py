"""Copying lives into a ledger: days of records, line by line, the hash chain drawn through all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from operator import itemgetter
from typing import Any, Final

from bench.lives import After, Fact, Life, Text
from engine import tables as t

Row = tuple[Any, ...]
_LINE: Final = ("seq", "perintah_id", "sidik", "jenis", "subjek", "versi", "terjadi_pada", "dicatat_pada", "pelaku",
                "cara", "di", "selisih_jam", "data", "hash")  # fmt: skip
_NOMOR: Final = 32_452_843
"""A prime: times the record's place, it scatters the numbers over all eight digits and repeats none."""
BERKAS_ID: Final = "019000"
"""How every copied record's id begins."""
_NAMES: Final = {"perintah": 0, "subjek": 1, "seq": 2, "nomor": 3}
_FRACTION: Final = 4


@dataclass(frozen=True, slots=True)
class Day:
    """Records that live side by side: the n-th is born n microseconds after `birth`."""

    birth: datetime
    lives: Sequence[Life]
    together: bool = False
    """True: all are born at one instant, half a second after `birth`."""


TOGETHER: Final = ".500000"


@dataclass(frozen=True, slots=True)
class Rows:
    """What one day adds, by table."""

    lines: list[Row]
    records: list[Row]
    deadlines: list[Row]


class Copier:
    """Makes rows of days, in order; remembers where the ledger stands."""

    def __init__(self, pelaku: str, genesis: bytes) -> None:
        if tuple(column.name for column in t.jejak.columns) != _LINE:
            raise TypeError("jejak punya kolom lain: sesuaikan bench/copies.py")
        self._pelaku = pelaku
        self._chain = genesis
        self.seq = 0
        self.records = 0

    def day(self, day: Day) -> Rows:
        """The rows of one day."""
        first = self.records
        self.records += len(day.lives)
        ids = [berkas_id(first + place) for place in range(len(day.lives))]
        numbers = [f"{(first + place) * _NOMOR % 10**8:08d}" for place in range(len(day.lives))]
        fractions = [TOGETHER if day.together else f".{place:06d}" for place in range(1, len(day.lives) + 1)]
        moments = _Moments(day.birth)
        filled: dict[int, _Filled] = {}
        lines: list[Row] = []
        for step in range(max(len(life.facts) for life in day.lives)):
            for place, life in enumerate(day.lives):
                if step < len(life.facts):
                    fact = life.facts[step]
                    ready = filled.get(id(fact)) or filled.setdefault(id(fact), _Filled(fact, moments, step * 60.0))
                    lines.append(self._line(ready, ids[place], numbers[place], fractions[place]))
        records: list[Row] = []
        deadlines: list[Row] = []
        for life, subjek, nomor, fraction in zip(day.lives, ids, numbers, fractions, strict=True):
            own = {"{subjek}": subjek, "{nomor}": nomor}
            records.append(_row(life.record, own, moments, fraction))
            deadlines += [_row(row, own, moments, fraction) for row in life.deadlines]
        return Rows(lines, records, deadlines)

    def _line(self, ready: "_Filled", subjek: str, nomor: str, fraction: str) -> Row:
        self.seq = seq = self.seq + 1
        perintah = "%08x-%04x-7000-9000-%012x" % (0x01910000 + (seq >> 16), seq & 0xFFFF, seq)  # noqa: UP031 - the fast way
        values = (perintah, subjek, f'"seq":{seq},', nomor, fraction)
        self._chain = chain = sha256(self._chain + ready.amplop(values).encode()).digest()
        at = f"{ready.at}{fraction}+00:00"
        fact = ready.fact
        return (seq, perintah, sha256(ready.sidik(values).encode()).digest(), fact.jenis, subjek, fact.versi, at, at,
                self._pelaku, fact.cara, fact.di, None, ready.data(values), chain)  # fmt: skip


class _Moments:
    """Seconds after birth as text without fraction, each made once a day."""

    def __init__(self, birth: datetime) -> None:
        self._birth = birth
        self._known: dict[float, str] = {}

    def __getitem__(self, seconds: float) -> str:
        if (known := self._known.get(seconds)) is None:
            moment = self._birth + timedelta(seconds=seconds)
            known = self._known.setdefault(seconds, moment.strftime("%Y-%m-%dT%H:%M:%S"))
        return known


class _Filled:
    """A fact with the times of one day in it; what is still open differs from record to record."""

    __slots__ = ("amplop", "at", "data", "fact", "sidik")

    def __init__(self, fact: Fact, moments: _Moments, seconds: float) -> None:
        self.fact = fact
        self.at = moments[seconds]
        self.amplop = _filler(fact.amplop, moments)
        self.sidik = _filler(fact.sidik, moments)
        self.data = _filler(fact.data, moments)


def _filler(text: Text, moments: _Moments) -> Callable[[Sequence[str]], str]:
    if "%" in text.format.replace("%s", ""):
        raise ValueError("tanda persen dalam peristiwa")
    form = text.format % tuple("%s" if isinstance(gap, str) else f"{moments[gap]}%sZ" for gap in text.gaps)
    if not text.gaps:
        return lambda _values: form
    picked = itemgetter(*(_NAMES[gap] if isinstance(gap, str) else _FRACTION for gap in text.gaps))
    if len(text.gaps) == 1:
        return lambda values: form % (picked(values),)
    return lambda values: form % picked(values)


def _row(template: dict[str, Any], own: dict[str, str], moments: _Moments, fraction: str) -> Row:
    return tuple(
        f"{moments[value.seconds]}{fraction}+00:00"
        if isinstance(value, After)
        else own.get(value, value)
        if isinstance(value, str)
        else value
        for value in template.values()
    )


def berkas_id(number: int) -> str:
    """The id of the n-th record, from 0: a UUID whose order is the number's."""
    return f"{0x01900000 + (number >> 16):08x}-{number & 0xFFFF:04x}-7000-8000-{number:012x}"
