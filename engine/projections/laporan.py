"""The numbers of the reports of completeness, for days and for a unit, a doctor or a kind of visit.

Months are read from the counts, days from the rows; both say the same (`analisis_baris`). Of a month that is asked
for in part, the lesser part is read from the rows: its days, or the days that are taken away from the whole month. So
a period of any length reads the rows of 31 days at most: half a month at either end.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, and_, case, func, select

from engine import tables as t
from engine.aturan_laporan import KodeUkuran
from engine.policy import kebijakan
from engine.projections.analisis_baris import Layanan, Macam, Siklus, Sumbangan

M = Macam
TAK_TERCATAT: Final = ""
"""The unit, doctor or kind of what was told without one."""
RASIO: Final[dict[tuple[KodeUkuran, str], tuple[Macam, Macam]]] = {
    (KodeUkuran.AKLPCM, "diperiksa"): (M.TIDAK_LENGKAP, M.DIPERIKSA),
    (KodeUkuran.KMK129, "selesai"): (M.TERISI, M.LAYANAN),
    (KodeUkuran.KMK129, "diperiksa"): (M.TERISI, M.LAYANAN_DIPERIKSA),
    (KodeUkuran.PENGEMBALIAN, "dinilai"): (M.TEPAT, M.DINILAI),
    (KodeUkuran.PENGEMBALIAN, "dikembalikan"): (M.TEPAT, M.DIKEMBALIKAN),
    (KodeUkuran.IMR, "dikembalikan"): (M.KEMBALI_KURANG, M.DIKEMBALIKAN),
    (KodeUkuran.IMR, "diperiksa"): (M.TIDAK_LENGKAP, M.DIPERIKSA),
    (KodeUkuran.DMR, "tidak_lengkap"): (M.LEWAT, M.TIDAK_LENGKAP),
    (KodeUkuran.DMR, "dikembalikan"): (M.KEMBALI_LEWAT, M.DIKEMBALIKAN),
}
"""What is divided by what, by each measure's choice."""
BESAR: Final = (KodeUkuran.AKLPCM, KodeUkuran.KMK129, KodeUkuran.PENGEMBALIAN, KodeUkuran.IMR, KodeUkuran.DMR)
"""The big numbers, in their order."""
MENURUT: Final = ("tanggal", "unit", "dokter", "jenis")
_h, _a, _k, _s = t.analisis_hitungan.c, t.analisis.c, t.analisis_kunjungan.c, t.analisis_susunan.c
BANDEL: Final = case(
    (and_(_a.selesai.is_not(None), _a.jatuh_tempo.is_not(None)), case((_a.selesai > _a.jatuh_tempo, 1), else_=0)),
    (_a.lewat_seq > 0, 1),
    else_=0,
)
"""`Siklus.bandel`, of a row that was found incomplete, as SQL says it."""


class Kurun(NamedTuple):
    """The days of a report, both counted."""

    mulai: date
    sampai: date

    @property
    def hari(self) -> int:
        """How many they are."""
        return (self.sampai - self.mulai).days + 1


class Saring(NamedTuple):
    """Only of these; None: of all. Empty text: of those told without one."""

    unit: str | None = None
    dokter: str | None = None
    jenis: str | None = None


class Angka(NamedTuple):
    """A share: how many of how many."""

    pembilang: int
    penyebut: int

    @property
    def persen(self) -> Decimal | None:
        """Per cent, one decimal; None where nothing was counted."""
        if not self.penyebut:
            return None
        return (Decimal(100 * self.pembilang) / self.penyebut).quantize(Decimal("0.1"), ROUND_HALF_UP)


Sel = Counter[tuple[str, Macam]]


@dataclass(frozen=True, slots=True)
class Hitungan:
    """Everything counted in a period: all together, by each dimension, and by form, element and item."""

    semua: Counter[Macam] = field(default_factory=Counter)
    menurut: dict[str, Sel] = field(default_factory=lambda: {name: Counter() for name in MENURUT})
    rinci: Counter[tuple[Macam, str]] = field(default_factory=Counter)
    susunan: dict[str, frozenset[str]] = field(default_factory=dict)

    def tambah(self, one: Sumbangan, jumlah: int) -> None:
        """Count this often."""
        macam = Macam(one.macam)
        if macam in _RINCI:
            self.rinci[macam, one.rinci] += jumlah
            return
        self.semua[macam] += jumlah
        if macam is Macam.DIPERIKSA:
            self.rinci[macam, one.rinci] += jumlah
        for name in MENURUT:
            self.menurut[name][getattr(one, name), macam] += jumlah

    def ukuran(self, kode: KodeUkuran) -> Angka:
        """One of the big numbers."""
        over, under = rasio(kode)
        return Angka(self.semua[over], self.semua[under])

    def di(self, menurut: str, nilai: str, kode: KodeUkuran) -> Angka:
        """The same, of one month, unit, doctor or kind."""
        over, under = rasio(kode)
        cells = self.menurut[menurut]
        return Angka(cells[nilai, over], cells[nilai, under])

    def nilai(self, menurut: str) -> list[str]:
        """The months, units, doctors or kinds anything was counted of."""
        return sorted({one for (one, _), jumlah in self.menurut[menurut].items() if jumlah})

    @property
    def disebut(self) -> int:
        """Analyses that told which forms they examined."""
        return sum(jumlah for (macam, name), jumlah in self.rinci.items() if macam is Macam.DIPERIKSA and name)

    def formulir(self) -> dict[str, Angka]:
        """Each form that was examined: how often complete, how often examined."""
        examined: Counter[str] = Counter()
        for (macam, name), jumlah in self.rinci.items():
            if macam is Macam.DIPERIKSA:
                examined.update(dict.fromkeys(self.susunan.get(name, ()), jumlah))
        return {form: Angka(n - self.rinci[Macam.FORMULIR, form], n) for form, n in examined.items() if n}

    def unsur(self, unsur: str) -> Angka:
        """How often an element was complete in all forms that were examined."""
        return Angka(self.disebut - self.rinci[Macam.UNSUR, unsur], self.disebut)


_RINCI: Final = frozenset({Macam.FORMULIR, Macam.UNSUR, Macam.BUTIR})


def rasio(kode: KodeUkuran) -> tuple[Macam, Macam]:
    """What a measure divides by what, as the facility chose."""
    return RASIO[kode, kebijakan().laporan.ukuran[kode].pilihan]


@contextmanager
def seketika(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the tables as of one moment: a month less some of its rows needs both from the same."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # SQLite's readers see one moment anyway
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def hitung(connection: Connection, kurun: Kurun, saring: Saring) -> Hitungan:
    """Count a period."""
    found = Hitungan(susunan=susunan(connection))
    bulan, bagian = bagi(kurun)
    if bulan is not None:
        _bulanan(connection, found, bulan, saring)
    for part, kali in bagian:
        _harian(connection, found, part, saring, kali)
    return found


def tren(connection: Connection, awal: str, akhir: str, saring: Saring) -> Hitungan:
    """Count whole months, both counted."""
    found = Hitungan()
    query = select(_h.bulan, _h.macam, func.sum(_h.jumlah)).where(
        _h.bulan.between(awal, akhir), _h.macam.not_in(sorted(_RINCI)), *_saring(saring)
    )
    for month, macam, jumlah in connection.execute(query.group_by(_h.bulan, _h.macam)):
        found.menurut["tanggal"][month, Macam(macam)] += int(jumlah)
    return found


def bagi(kurun: Kurun) -> tuple[tuple[str, str] | None, list[tuple[Kurun, int]]]:
    """A period as months (the first and the last of them), and days to add (1) to them or to take away (-1)."""
    months: list[str] = []
    beside: list[tuple[Kurun, int]] = []
    start = kurun.mulai.replace(day=1)
    while start <= kurun.sampai:
        end = _bulan_depan(start) - timedelta(days=1)
        asked = Kurun(max(start, kurun.mulai), min(end, kurun.sampai))
        left = (Kurun(start, asked.mulai - timedelta(days=1)), Kurun(asked.sampai + timedelta(days=1), end))
        outside = [one for one in left if one.mulai <= one.sampai]
        if sum(one.hari for one in outside) < asked.hari:
            months.append(start.isoformat()[:7])
            beside += [(one, -1) for one in outside]
        else:
            beside.append((asked, 1))
        start = end + timedelta(days=1)
    return (months[0], months[-1]) if months else None, beside


def _bulan_depan(hari: date) -> date:
    return (hari.replace(day=1) + timedelta(days=32)).replace(day=1)


def susunan(connection: Connection) -> dict[str, frozenset[str]]:
    """The sets of forms by their names."""
    return {
        row[0]: frozenset(row[1].strip(",").split(",")) for row in connection.execute(select(_s.susunan, _s.formulir))
    }


def _saring(saring: Saring) -> list[ColumnElement[bool]]:
    return [_h[name] == value for name, value in saring._asdict().items() if value is not None]


def _bulanan(connection: Connection, found: Hitungan, bulan: tuple[str, str], saring: Saring) -> None:
    where = (_h.bulan.between(*bulan), *_saring(saring))
    plain = _h.macam.not_in(sorted(_RINCI))
    for name in MENURUT:
        column = _h.bulan if name == "tanggal" else _h[name]
        query = select(column, _h.macam, func.sum(_h.jumlah)).where(*where, plain).group_by(column, _h.macam)
        for value, macam, jumlah in connection.execute(query):
            found.menurut[name][value, Macam(macam)] += int(jumlah)
            if name == "tanggal":
                found.semua[Macam(macam)] += int(jumlah)
    detailed = _h.macam.in_(sorted({*_RINCI, Macam.DIPERIKSA}))
    query = select(_h.macam, _h.rinci, func.sum(_h.jumlah)).where(*where, detailed).group_by(_h.macam, _h.rinci)
    for macam, rinci, jumlah in connection.execute(query):
        found.rinci[Macam(macam), rinci] += int(jumlah)


def _harian(connection: Connection, found: Hitungan, kurun: Kurun, saring: Saring, kali: int) -> None:
    """Days of the rows, so often: equal ones are counted together, each says where it belongs."""
    days = (kurun.mulai.isoformat(), kurun.sampai.isoformat())
    returned = (_a.asal, _a.dokter, _a.jenis, _a.tepat, _a.putusan, BANDEL)
    for asal, dokter, jenis, tepat, putusan, late, jumlah in _kelompok(
        connection, returned, [_a.kembali.between(*days), *_hanya(saring, _a.asal, _a.dokter, _a.jenis)]
    ):
        row = Siklus("", 0, 0, days[0], tepat, asal, dokter=dokter, jenis=jenis, putusan=putusan, lewat_seq=late)
        _catat(found, row.kembalinya(), jumlah * kali)
    judged = (_a.unit, _a.dokter, _a.jenis, _a.putusan, _a.susunan, _a.kurang, BANDEL)
    for unit, dokter, jenis, putusan, name, kurang, late, jumlah in _kelompok(
        connection, judged, [_a.tanggal.between(*days), *_hanya(saring, _a.unit, _a.dokter, _a.jenis)]
    ):
        row = Siklus("", 0, 0, unit=unit, dokter=dokter, jenis=jenis, putusan=putusan, tanggal=days[0])
        _catat(found, row._replace(susunan=name, kurang=kurang, lewat_seq=late).putusannya(), jumlah * kali)
    served = (_k.unit, _k.dokter, _k.jenis, _k.tepat, case((_k.diperiksa > 0, 1), else_=0))
    for unit, dokter, jenis, tepat, diperiksa, jumlah in _kelompok(
        connection, served, [_k.selesai.between(*days), _k.wajib == 1, *_hanya(saring, _k.unit, _k.dokter, _k.jenis)]
    ):
        visit = Layanan("", unit, dokter, jenis, days[0], 0, 1, tepat, 0, diperiksa)
        _catat(found, visit.sumbangan(), jumlah * kali)


def _kelompok(connection: Connection, columns: tuple[Any, ...], where: list[ColumnElement[bool]]) -> Iterable[Any]:
    named = [column.label(f"k{place}") for place, column in enumerate(columns)]
    inner = select(*named).where(*where).subquery()
    return connection.execute(select(*inner.c, func.count()).group_by(*inner.c))


def _hanya(saring: Saring, unit: Any, dokter: Any, jenis: Any) -> list[ColumnElement[bool]]:  # noqa: ANN401 - columns
    wanted = ((unit, saring.unit), (dokter, saring.dokter), (jenis, saring.jenis))
    return [column == value for column, value in wanted if value is not None]


def _catat(found: Hitungan, sumbangan: Iterable[Sumbangan], jumlah: int) -> None:
    for one in sumbangan:
        found.tambah(one.bulanan(), jumlah)


__all__ = ["BANDEL", "Angka", "Hitungan", "Kurun", "Saring", "bagi", "hitung", "rasio", "seketika", "susunan", "tren"]
