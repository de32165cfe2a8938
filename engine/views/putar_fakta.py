"""The facts a policy replay is made of, one record after another: what began or ended something in a period.

A ledger is read in the order of its lines; here the lines of one record are wanted together. They are sorted by the
database, a share of the records at a time, so that neither it nor this process ever holds more than a share. Where the
period lies in the ledger is found by halving it: lines are recorded in the order of time (a clock that was set back is
allowed `LONGGAR`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple

import orjson
from sqlalchemy import Connection, Select, case, func, literal, select

from engine import tables as t
from schemas.events import berkas as told
from schemas.events import kekurangan as gap
from schemas.events import kunjungan as visit

SEBAGIAN: Final = 1_000_000
"""Lines of the ledger for each share of the records."""
BAGIAN: Final = 16
"""Shares at most: one a last digit of the records' ids."""
SEKALI: Final = 5000
LONGGAR: Final = timedelta(days=1)
_BERISI: Final = tuple(
    kind.jenis
    for kind in (
        told.GerakDiurungkan,
        told.BerkasDiterima,
        told.BerkasTidakLengkap,
        gap.KekuranganTercatat,
        visit.KunjunganSelesai,
    )
)
"""Those of which more is wanted than that they happened."""
DIBACA: Final = tuple(
    sorted(
        {
            *_BERISI,
            *(
                kind.jenis
                for kind in (
                    told.BerkasKembali,
                    told.BerkasDilaporkanHilang,
                    told.BerkasDigabung,
                    told.BerkasDirakit,
                    told.BerkasDilengkapi,
                    told.BerkasDikembalikanKeUnit,
                    gap.KekuranganDinyatakanLengkap,
                    gap.KekuranganDitolak,
                    gap.KekuranganDihapuskan,
                    visit.KunjunganDibukaLagi,
                    visit.KunjunganTerisiLengkap,
                )
            ),
        }
    )
)
_FOLDER: Final = (told.BerkasKembali.jenis, told.BerkasDikembalikanKeUnit.jenis, told.GerakDiurungkan.jenis)
_c = t.jejak.c
_KOLOM: Final = (
    _c.subjek,
    _c.versi,
    _c.jenis,
    case((_c.terjadi_pada < _c.dicatat_pada, _c.terjadi_pada), else_=_c.dicatat_pada).label("saat"),
    case((_c.jenis.in_(_BERISI), _c.data), else_=literal("")).label("data"),
)

Maju = Callable[[int, int], None]
"""Told how much of how much has been read."""


class Masa(NamedTuple):
    """The period: facts recorded in [dari, sampai)."""

    dari: datetime
    sampai: datetime


class Fakta(NamedTuple):
    """One fact, as far as a replay needs it."""

    subjek: str
    versi: int
    jenis: str
    saat: datetime
    """When it took effect (`tempo.efektif`)."""
    isi: Mapping[str, Any]


def per_catatan(connection: Connection, masa: Masa, maju: Maju | None = None) -> Iterator[list[Fakta]]:
    """Each record's facts of the period in their order, without what was undone."""
    first, last = _letak(connection, masa.dari - LONGGAR), _letak(connection, masa.sampai + LONGGAR)
    shares = min(BAGIAN, 1 + (last - first) // SEBAGIAN)
    digits = ["0123456789abcdef"[place::shares] for place in range(shares)]
    for place, mine in enumerate(digits):
        if maju is not None:
            maju(place, shares)
        query = _pilih(masa, DIBACA).where(_c.seq > first, _c.seq <= last)
        if shares > 1:
            query = query.where(func.substr(_c.subjek, 36, 1).in_(list(mine)))
        found = connection.execute(query.execution_options(yield_per=SEKALI))
        for _, lines in groupby(found, attrgetter("subjek")):
            if facts := _jadi(lines):
                yield facts
    if maju is not None:
        maju(shares, shares)


def jejak_berkas(connection: Connection, masa: Masa, ids: Sequence[str]) -> dict[str, list[Fakta]]:
    """Of these folders: when they came home and when they were sent back, in that period."""
    if not ids:
        return {}
    own: defaultdict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(_pilih(masa, _FOLDER).where(_c.subjek.in_(ids))):
        own[row.subjek].append(row)
    return {id_: _jadi(iter(lines)) for id_, lines in own.items()}


def _pilih(masa: Masa, jenis: Sequence[str]) -> Select[Any]:
    recorded = (_c.dicatat_pada >= masa.dari, _c.dicatat_pada < masa.sampai)
    return select(*_KOLOM).where(_c.jenis.in_(jenis), *recorded).order_by(_c.subjek, _c.versi)


def _jadi(lines: Iterator[Any]) -> list[Fakta]:
    facts = [
        Fakta(subjek, versi, jenis, saat, orjson.loads(data) if data else {})
        for subjek, versi, jenis, saat, data in lines
    ]
    undone = {one.isi["versi_diurungkan"] for one in facts if one.jenis == told.GerakDiurungkan.jenis}
    return [one for one in facts if one.versi not in undone] if undone else facts


def _letak(connection: Connection, saat: datetime) -> int:
    """The last line recorded before that moment."""
    low, high = 0, int(connection.execute(select(func.coalesce(func.max(_c.seq), 0))).scalar_one())
    while low < high:
        middle = (low + high + 1) // 2
        if connection.execute(select(_c.dicatat_pada).where(_c.seq == middle)).scalar_one() < saat:
            low = middle
        else:
            high = middle - 1
    return low
