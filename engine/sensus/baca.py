"""Reading the census: every number of a day, a month or a year, and the rows and ledger lines behind each.

Who is there is the sum of all that flowed in and out before: months are read from `sensus_bulan`, the days of a month
that is asked for in part from `sensus_hari`. A day that has not ended is counted as if it ended now, and a day of the
future like today: the caller asks for no more than `hari_sensus(now)`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection, Table, func, select

from engine import tables as t
from engine.aturan_sensus import AturanSensus
from engine.sensus.hari import SEHARI
from engine.sensus.jalan import SelJalan, jalan
from engine.sensus.kapasitas import SelTempatTidur, tempat_tidur, tempat_tidur_hari
from engine.sensus.rincian import PilihInap, RincianInap, penyebab, rincian
from engine.sensus.ruas import BERANGKAT, KELAS, KELUAR_HIDUP, MASUK, RUANG, tanda
from schemas.names import KelasRawat, KodeUnit, Macam

Sel = tuple[str, str, int]
"""Ward, class, newborns or not."""
_h, _b = t.sensus_hari.c, t.sensus_bulan.c
_ARUS: Final = tuple(macam for macam in Macam if macam not in {Macam.PASIEN_AWAL, Macam.SISA, Macam.HARI_PERAWATAN})
"""What is counted; the rest follows from it."""


class SelInap(NamedTuple):
    """The census of one day, ward and class; `isi` has every Macam. Class moves are in `pindahan` and `dipindahkan`."""

    hari: date
    unit: KodeUnit
    kelas: KelasRawat
    bayi: bool
    isi: Mapping[Macam, int]


class JumlahInap(NamedTuple):
    """Days, wards and classes together; None: not told apart by that.

    `pasien_awal` is the first day's and `sisa` the last day's. Where classes are not told apart, moves between them
    are in no number; where classes are and wards are not, moves within a class.
    """

    hari: date | None
    bulan: str | None
    unit: KodeUnit | None
    kelas: KelasRawat | None
    bayi: bool | None
    isi: Mapping[Macam, int]


_Kunci = tuple[date | None, str | None, KodeUnit | None, KelasRawat | None, bool | None]
KUNCI: Final = frozenset({"hari", "bulan", "unit", "kelas", "bayi"})


def keluar_hidup(isi: Mapping[Macam, int]) -> int:
    """All who left alive."""
    return sum(isi[one] for one in KELUAR_HIDUP)


def tanpa_kelas(isi: Mapping[Macam, int]) -> dict[Macam, int]:
    """The same where classes are not told apart: who only changed their class has not moved."""
    return _tanpa(isi, KELAS)


def _tanpa(isi: Mapping[Macam, int], bagian: Mapping[Macam, Macam]) -> dict[Macam, int]:
    found = dict(isi)
    for whole, part in bagian.items():
        found[whole] -= found[part]
        found[part] = 0
    return found


# ── inpatients ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Kurun:
    """Some days in a row: what flowed, who was there before and after, and the days of care."""

    dari: date
    sampai: date
    awal: Mapping[Sel, int]
    akhir: Mapping[Sel, int] = field(default_factory=dict)
    arus: dict[Sel, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def isi(self, sel: Sel, aturan: AturanSensus) -> dict[Macam, int]:
        """One cell."""
        arus = self.arus.get(sel) or Counter()
        found: dict[Macam, int] = {macam: arus[macam] for macam in _ARUS}
        found[Macam.PASIEN_AWAL] = self.awal.get(sel, 0)
        found[Macam.SISA] = self.akhir.get(sel, 0)
        care = self._terisi(sel, arus) + arus[Macam.SAMA_HARI]
        found[Macam.HARI_PERAWATAN] = care + (arus[Macam.LEWAT] if aturan.lewat_sehari.pilihan else 0)
        return found

    def _terisi(self, sel: Sel, arus: Counter[str]) -> int:
        """The sum of `sisa` over its days: who was there all along, and who came for as many days as were left."""
        if self.dari == self.sampai:
            return self.akhir.get(sel, 0)
        days = (self.sampai - self.dari).days + 1
        return days * self.awal.get(sel, 0) + (days + 1) * arus["netto"] - arus["bobot"]

    @property
    def sel(self) -> set[Sel]:
        """The cells anything is to be told of."""
        here = {one for stock in (self.awal, self.akhir) for one, n in stock.items() if n}
        return here | self.arus.keys()


def inap(  # noqa: PLR0913 - what every reading needs
    connection: Connection,
    zona: str,
    aturan: AturanSensus,
    dari: date,
    sampai: date,
    *,
    unit: str | None = None,
) -> list[SelInap]:
    """One row for each day, ward and class where anybody was; in that order."""
    del zona  # days are kept as days
    return [
        SelInap(one.dari, KodeUnit(sel[0]), KelasRawat(sel[1]), bool(sel[2]), one.isi(sel, aturan))
        for one in _kurun(connection, dari, sampai, unit, harian=True)
        for sel in sorted(one.sel)
    ]


def jumlah(  # noqa: PLR0913 - what every reading needs
    connection: Connection,
    zona: str,
    aturan: AturanSensus,
    dari: date,
    sampai: date,
    *,
    menurut: Collection[str] = (),
    unit: str | None = None,
) -> list[JumlahInap]:
    """Sums by any of `hari`, `bulan`, `unit`, `kelas`, `bayi`; in that order. By none of them: at most one row."""
    del zona
    if unknown := set(menurut) - KUNCI:
        raise ValueError(f"menurut {min(unknown)}?")
    found: dict[_Kunci, Counter[Macam]] = defaultdict(Counter)
    pieces = list(_kurun(connection, dari, sampai, unit, harian="hari" in menurut))
    apart = bool({"hari", "bulan"} & set(menurut))
    first: dict[str, date] = {}
    last: dict[str, date] = {}
    for one in pieces:
        month = one.dari.isoformat()[:7]
        first.setdefault(month, one.dari)
        last[month] = one.dari
    for one in pieces:
        month = one.dari.isoformat()[:7]
        begins = one.dari == (first[month] if apart else pieces[0].dari) or "hari" in menurut
        ends = one.dari == (last[month] if apart else pieces[-1].dari) or "hari" in menurut
        for sel in sorted(one.sel):
            key: _Kunci = (
                one.dari if "hari" in menurut else None,
                month if "bulan" in menurut else None,
                KodeUnit(sel[0]) if "unit" in menurut else None,
                KelasRawat(sel[1]) if "kelas" in menurut else None,
                bool(sel[2]) if "bayi" in menurut else None,
            )
            isi = one.isi(sel, aturan)
            if "kelas" not in menurut:
                isi = tanpa_kelas(isi)
            elif "unit" not in menurut and unit is None:
                isi = _tanpa(isi, RUANG)
            if "unit" not in menurut and unit is None and aturan.lewat_sehari.pilihan:
                isi[Macam.HARI_PERAWATAN] -= isi[Macam.LEWAT]  # of the hospital: once a day, wherever they were
            if not begins:
                isi[Macam.PASIEN_AWAL] = 0
            if not ends:
                isi[Macam.SISA] = 0
            found[key].update(isi)
    rows = [
        JumlahInap(*key, {macam: isi[macam] for macam in Macam})  # the key is made in the order of the fields
        for key, isi in found.items()
    ]
    return sorted(rows, key=lambda row: tuple("" if part is None else str(part) for part in row[:5]))


def _kurun(connection: Connection, dari: date, sampai: date, unit: str | None, *, harian: bool) -> Iterator[_Kurun]:
    """A period in pieces: days, or whole months where there are any and days are not asked for."""
    if sampai < dari:
        return
    stock = _awal(connection, dari, unit)
    months = [] if harian else _bulan_penuh(dari, sampai)
    whole = {one.isoformat()[:7] for one in months}
    flows: dict[str, dict[Sel, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    if months:
        _catat(connection, flows, t.sensus_bulan, (months[0].isoformat()[:7], months[-1].isoformat()[:7]), unit)
    for start, end in _bagian(dari, sampai, months):
        _catat(connection, flows, t.sensus_hari, (start.isoformat(), end.isoformat()), unit)
    day = dari
    while day <= sampai:
        month = day.isoformat()[:7]
        end = _akhir_bulan(day) if month in whole else day
        one = _Kurun(day, end, dict(stock))
        for sel, arus in flows.get(month if month in whole else day.isoformat(), {}).items():
            one.arus[sel] = arus
            stock[sel] += sum(tanda(macam) * n for macam, n in arus.items())
        one.akhir = dict(stock)
        yield one
        day = end + SEHARI


def _akhir_bulan(hari: date) -> date:
    return (hari.replace(day=1) + timedelta(days=32)).replace(day=1) - SEHARI


def _bulan_penuh(dari: date, sampai: date) -> list[date]:
    """The first days of the months that are wholly in a period."""
    found: list[date] = []
    day = dari if dari.day == 1 else _akhir_bulan(dari) + SEHARI
    while _akhir_bulan(day) <= sampai:
        found.append(day)
        day = _akhir_bulan(day) + SEHARI
    return found


def _bagian(dari: date, sampai: date, months: list[date]) -> Iterator[tuple[date, date]]:
    """The days of a period that are not in these months."""
    if not months:
        yield dari, sampai
        return
    if dari < months[0]:
        yield dari, months[0] - SEHARI
    if (after := _akhir_bulan(months[-1]) + SEHARI) <= sampai:
        yield after, sampai


def _catat(
    connection: Connection,
    flows: dict[str, dict[Sel, Counter[str]]],
    table: Table,
    ends: tuple[str, str],
    unit: str | None,
) -> None:
    when = table.c.bulan if table is t.sensus_bulan else table.c.hari
    query = select(when, table.c.unit, table.c.kelas, table.c.bayi, table.c.macam, table.c.jumlah)
    query = query.where(when.between(*ends))
    if unit is not None:
        query = query.where(table.c.unit == unit)
    for hari, ward, kelas, bayi, macam, n in connection.execute(query):
        flows[hari][ward, kelas, bayi][macam] += n


def _awal(connection: Connection, hari: date, unit: str | None) -> Counter[Sel]:
    """Who is there when a day begins."""
    month = hari.isoformat()[:7]
    found: Counter[Sel] = Counter()
    before = select(_b.unit, _b.kelas, _b.bayi, func.sum(_b.jumlah)).where(_b.macam == "netto", _b.bulan < month)
    days = select(_h.unit, _h.kelas, _h.bayi, _h.macam, func.sum(_h.jumlah)).where(
        _h.hari >= f"{month}-01",
        _h.hari < hari.isoformat(),
        _h.macam.in_([str(one) for one in sorted(MASUK | BERANGKAT)]),
    )
    if unit is not None:
        before, days = before.where(_b.unit == unit), days.where(_h.unit == unit)
    for ward, kelas, bayi, n in connection.execute(before.group_by(_b.unit, _b.kelas, _b.bayi)):
        found[ward, kelas, bayi] += int(n)
    for ward, kelas, bayi, macam, n in connection.execute(days.group_by(_h.unit, _h.kelas, _h.bayi, _h.macam)):
        found[ward, kelas, bayi] += tanda(macam) * int(n)
    return found


__all__ = [
    "JumlahInap",
    "PilihInap",
    "RincianInap",
    "SelInap",
    "SelJalan",
    "SelTempatTidur",
    "inap",
    "jalan",
    "jumlah",
    "keluar_hidup",
    "penyebab",
    "rincian",
    "tanpa_kelas",
    "tempat_tidur",
    "tempat_tidur_hari",
]
