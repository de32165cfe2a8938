"""Do folders that stand side by side stand right? Read off a shelf from left to right; writes nothing.

The longest run that is in order is taken to be right: one folder in the wrong place is told from its neighbours. Where
that cannot be told (two folders, the wrong way round) both are said to be in doubt, and a neighbour that is known to
stand right decides.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, func, select

from engine import rak
from engine import tables as t
from engine.rak import Ruas
from engine.views.records import KOLOM, Ringkas, ringkas_dari
from schemas.names import BerkasId, Keadaan, KodeUnit

SEBUT: Final = 8
"""Folders that are missing between two neighbours and named; the rest is counted."""
PALING_BANYAK: Final = 60
"""Folders in one reading of a shelf."""


class Berdiri(StrEnum):
    """How one folder stands among its neighbours."""

    BENAR = "benar"
    SALAH = "salah"
    RAGU = "ragu"
    """It or its neighbour stands wrong; the two alone do not tell which."""
    BUKAN_DI_SINI = "bukan_di_sini"
    """It has no place on these shelves: electronic, inactive, merged, destroyed, or at home in another room."""


@dataclass(frozen=True, slots=True)
class Diperiksa:
    """One folder that was scanned on the shelf."""

    berkas: Ringkas
    berdiri: Berdiri
    ruas: Ruas | None
    """Where it belongs."""
    sesudah: str | None
    """The number among those scanned that it belongs behind; None: before all of them."""
    sebelum: str | None
    luput: int
    """Folders that the ledger says stand between it and the next right one, and were not scanned."""
    luput_nomor: tuple[str, ...]
    dicari: bool
    """It was reported missing: this scan found it."""


def kedudukan(keys: Sequence[Any], pasti: frozenset[int] = frozenset()) -> list[Berdiri]:
    """How each of these stands, by its key in shelf order. `pasti`: places that are known to be right."""
    candidates = [at for at in range(len(keys)) if _sesuai(keys, at, pasti)]
    run = [keys[at] for at in candidates]
    upto, onwards = _lari(run), _lari([_Balik(key) for key in reversed(run)])[::-1]
    longest = max(upto, default=0)
    level: dict[int, int] = {}
    in_one = [up + on - 1 == longest for up, on in zip(upto, onwards, strict=True)]
    for up, member in zip(upto, in_one, strict=True):
        level[up] = level.get(up, 0) + member
    stands = [Berdiri.SALAH] * len(keys)
    for at, up, member in zip(candidates, upto, in_one, strict=True):
        if member:
            stands[at] = Berdiri.BENAR if level[up] == 1 or at in pasti else Berdiri.RAGU
    return stands


def _sesuai(keys: Sequence[Any], at: int, pasti: frozenset[int]) -> bool:
    """Does it stand on the right side of everything that is known to be right?"""
    return at in pasti or all((keys[other] <= keys[at]) if other < at else (keys[at] <= keys[other]) for other in pasti)


class _Balik:
    """A key in reverse order."""

    __slots__ = ("key",)

    def __init__(self, key: Any) -> None:  # noqa: ANN401 - any key that compares
        self.key = key

    def __lt__(self, other: "_Balik") -> bool:
        return bool(other.key < self.key)


def _lari(keys: Sequence[Any]) -> list[int]:
    """For each: how long the longest run in order is that ends with it."""
    ends: list[Any] = []
    lengths: list[int] = []
    for key in keys:
        at = bisect_left(ends, key)
        ends[at : at + 1] = [key]
        lengths.append(at + 1)
    return lengths


_c = t.berkas.c


def periksa(
    connection: Connection, ids: Sequence[BerkasId], unit: KodeUnit, *, pertama_pasti: bool = False
) -> list[Diperiksa]:
    """Folders of one room as they were read off the shelf, each with how it stands and where it belongs."""
    query = select(*KOLOM, _c.urutan, _c.rumah).where(_c.id.in_(ids))
    known = {row.id: row for row in connection.execute(query)}
    found = [known[id_] for id_ in ids if id_ in known]
    sections = rak.semua(connection)
    here = [row for row in found if row.urutan is not None and row.rumah == unit and row.keadaan not in _PERGI]
    pasti = frozenset({0}) if pertama_pasti and here and here[0] is found[0] else frozenset()
    stands = dict(zip((row.id for row in here), kedudukan([row.urutan for row in here], pasti), strict=True))
    right = sorted((row for row in here if stands[row.id] is not Berdiri.SALAH), key=lambda row: row.urutan)
    answer: list[Diperiksa] = []
    for row in found:
        standing = stands.get(row.id, Berdiri.BUKAN_DI_SINI)
        before = [other for other in right if row.urutan and other.urutan < row.urutan]
        after = [other for other in right if row.urutan and other.urutan > row.urutan]
        luput: int = 0
        named: tuple[str, ...] = ()
        if standing is Berdiri.BENAR and after:
            luput, named = _luput(connection, unit, row.urutan, after[0].urutan, ids)
        answer.append(
            Diperiksa(
                ringkas_dari(row[: len(KOLOM)]),
                standing,
                rak.letak(sections, row.rumah, row.urutan) if row.urutan else None,
                before[-1].nomor if before else None,
                after[0].nomor if after else None,
                luput,
                named,
                row.keadaan == Keadaan.HILANG,
            )
        )
    return answer


_PERGI: Final = frozenset({Keadaan.INAKTIF, Keadaan.DILESTARIKAN, Keadaan.DIMUSNAHKAN, Keadaan.DIGABUNG})


def _luput(
    connection: Connection, unit: str, dari: str, sampai: str, ids: Sequence[BerkasId]
) -> tuple[int, tuple[str, ...]]:
    """Folders that should stand between two places and were not read there."""
    between = (
        _c.rumah == unit,
        _c.urutan > dari,
        _c.urutan < sampai,
        _c.keadaan == Keadaan.DISIMPAN,
        _c.id.not_in(ids),
    )
    many: int = connection.execute(select(func.count()).where(*between)).scalar_one()
    named = connection.execute(select(_c.nomor).where(*between).order_by(_c.urutan).limit(SEBUT)).scalars()
    return many, tuple(named) if many else ()
