"""The census: stays of inpatients, visits to clinics, and the flows in and out of each ward and class by day and month.

Each visit's facts are kept beside its rows, as far as they matter here, and its rows are made of them anew whenever
one comes: so a line that was parked and applied later, that came twice or out of its order, leaves what a rebuild does.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache, partial
from typing import Any, Final, NamedTuple

import orjson
from sqlalchemy import Connection, Table, bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.aturan_sensus import AturanSensus
from engine.prepared import IDS, Find, Write
from engine.projections.cursor import BukuLain
from engine.projections.kinds import Berita, Proyeksi
from engine.sensus.ruas import PERUBAHAN, Almanak, Arus, Babak, Hasil, lipat, sumbangan, tanda, utc
from schemas.names import JenisKunjungan

NAMA: Final = "sensus"
SEKALI: Final = 500
"""Rows fetched by one statement."""
NETTO: Final = "netto"
BOBOT: Final = "bobot"
"""Flows in less flows out, times the day of the month: a month's days of care come of it without its days."""
_DASAR: Final = "dasar"
_DIALEK: Final[dict[str, Any]] = {"sqlite": sqlite, "postgresql": postgresql}
_ALUR: Final = "kunjungan"
Ubah = tuple[int, str, str]
"""A line, and a day and unit whose numbers it changed."""


def sensus(zona: str, aturan: AturanSensus) -> Proyeksi:
    """The projection of a facility in this zone, by these rules."""
    almanak = Almanak(zona, aturan.batas, aturan.mati)
    beside = (
        t.sensus_kunjungan,
        t.sensus_hari,
        t.sensus_bulan,
        t.sensus_kisah,
        t.sensus_ubah,
        t.sensus_dasar,
    )
    return Proyeksi(NAMA, t.sensus, partial(_terapkan, almanak), beside, partial(_sepadan, almanak))


def _sepadan(almanak: Almanak, connection: Connection) -> bool:
    """What stands there was made with these rules."""
    return _dasar(connection) in {None, almanak.dasar}


def _dasar(connection: Connection) -> str | None:
    return connection.execute(select(t.sensus_dasar.c.nilai)).scalar()


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────


def babak(berita: Berita) -> Babak | None:
    """A line as the census reads it; None: it changes nothing there."""
    alur, _, rest = berita.jenis.partition(".")
    apa = rest.partition(".")[0]
    if alur != _ALUR or apa not in PERUBAHAN:
        return None
    return Babak(berita.versi, berita.seq, apa, berita.efektif, _isi(apa, berita.data))


def _isi(apa: str, data: dict[str, Any]) -> dict[str, Any]:
    if apa == "terdaftar":
        return {
            "jenis": data["jenis_kunjungan"],
            "unit": data["unit"],
            "kelas": data["kelas"] if data["jenis_kunjungan"] == JenisKunjungan.RAWAT_INAP else None,
            "bayi": int(bool(data.get("bayi_lahir"))),
            "masuk": utc(data.get("datang_pada")),
            "kunjungan_baru": int(data["kunjungan_baru"]),
            "kasus_baru": _angka(data.get("kasus_baru")),
            "cara_bayar": data["cara_bayar"],
            "asal_pasien": data["asal_pasien"],
            "surat_rujukan": int(data["surat_rujukan"]),
            "dokter": data.get("dokter"),
        }
    if apa == "dipindahkan":
        return {"unit": data["unit"], "kelas": data["kelas"]}
    if apa == "selesai":
        return {
            "cara_keluar": data["cara_keluar"],
            "kasus_baru": _angka(data.get("kasus_baru")),
            "mati": utc(data.get("meninggal_pada")),
            "dokter": data.get("dokter"),
        }
    if apa == "dilayani":
        return {"dokter": data.get("dokter")}
    if apa == "dikode":
        return {"kasus_baru": _angka(data.get("kasus_baru"))}
    return {"cara_bayar": data["cara_bayar"]} if apa == "cara_bayar_diubah" else {}


def _angka(value: bool | None) -> int | None:
    return None if value is None else int(value)


# ── one visit ───────────────────────────────────────────────────────────────────────────────────────


class _Jejak(NamedTuple):
    """What a visit's facts make: its rows, its flows, and which line changed which day."""

    hasil: Hasil
    arus: Counter[Arus]
    ubah: frozenset[Ubah]


def _jejaki(kunjungan: str, kisah: Sequence[Babak], almanak: Almanak) -> list[_Jejak]:
    """After none of its facts, after the first, and so on."""
    found = [_Jejak(Hasil(), Counter(), frozenset())]
    for one, hasil in lipat(kunjungan, kisah, almanak):
        before = found[-1]
        arus = before.arus if hasil.ruas == before.hasil.ruas else sumbangan(hasil.ruas)
        changed = _hari_berubah(before, hasil, arus)
        ubah = before.ubah | {(one.seq, *where) for where in changed} if changed else before.ubah
        found.append(_Jejak(hasil, arus, ubah))
    return found


def _hari_berubah(before: _Jejak, hasil: Hasil, arus: Counter[Arus]) -> set[tuple[str, str]]:
    changed: set[tuple[str, str]] = set()
    if arus is not before.arus:
        changed |= {(one.hari, one.unit) for one in arus.keys() | before.arus.keys() if arus[one] != before.arus[one]}
    old, new = before.hasil.singgah, hasil.singgah
    if old != new:
        changed |= {(one.hari, one.unit) for one in (old, new) if one is not None}
    return changed


def _kisah(isi: str) -> list[Babak]:
    return [Babak(*one) for one in orjson.loads(isi)]


# ── applying ────────────────────────────────────────────────────────────────────────────────────────


def _terapkan(almanak: Almanak, connection: Connection, berita: Sequence[Berita]) -> None:
    fresh: dict[str, dict[int, Babak]] = {}
    for one in berita:
        if found := babak(one):
            fresh.setdefault(one.subjek, {})[found.versi] = found
    if not fresh:
        return
    _tetapkan(connection, almanak)
    known = {row[0]: _kisah(row[1]) for row in _baca(connection, fresh)}
    coret = _Coretan()
    for kunjungan, facts in fresh.items():
        old = known.get(kunjungan, [])
        new = sorted((facts | {one.versi: one for one in old}).values())
        if len(new) == len(old):
            continue  # told before
        after = _jejaki(kunjungan, new, almanak)
        before = after[len(old)] if new[: len(old)] == old else _jejaki(kunjungan, old, almanak)[-1]
        coret.catat(kunjungan, new, before, after[-1])
    coret.simpan(connection)


def _tetapkan(connection: Connection, almanak: Almanak) -> None:
    """Say what rules it is made with, once. Raises BukuLain where it was made with others: only a rebuild helps."""
    made = _dasar(connection)
    if made is None:
        connection.execute(insert(t.sensus_dasar), {"nama": _DASAR, "nilai": almanak.dasar})
    elif made != almanak.dasar:
        raise BukuLain(f"sensus dihitung dengan aturan lain ({made})")


class _Coretan:
    """What a batch of lines changes, gathered before it is written."""

    def __init__(self) -> None:
        self._kisah: list[tuple[str, str]] = []
        self._tulis: dict[Table, list[tuple[Any, ...]]] = {t.sensus: [], t.sensus_kunjungan: [], t.sensus_ubah: []}
        self._hapus: dict[Table, list[tuple[Any, ...]]] = {t.sensus: [], t.sensus_kunjungan: [], t.sensus_ubah: []}
        self._arus: Counter[Arus] = Counter()

    def catat(self, kunjungan: str, kisah: list[Babak], old: _Jejak, new: _Jejak) -> None:
        """One visit, before and after."""
        self._kisah.append((kunjungan, orjson.dumps([tuple(one) for one in kisah]).decode()))
        before = {one[:2]: one for one in old.hasil.ruas}
        after = {one[:2]: one for one in new.hasil.ruas}
        self._tulis[t.sensus] += [row for key, row in after.items() if before.get(key) != row]
        self._hapus[t.sensus] += before.keys() - after.keys()
        if new.hasil.singgah is None:
            self._hapus[t.sensus_kunjungan] += [] if old.hasil.singgah is None else [(kunjungan,)]
        elif new.hasil.singgah != old.hasil.singgah:
            self._tulis[t.sensus_kunjungan].append(new.hasil.singgah)
        if new.ubah != old.ubah:
            self._tulis[t.sensus_ubah] += new.ubah - old.ubah
            self._hapus[t.sensus_ubah] += old.ubah - new.ubah
        if new.arus != old.arus:
            self._arus.update(new.arus)
            self._arus.subtract(old.arus)

    def simpan(self, connection: Connection) -> None:
        """Write it."""
        _tulis(connection, t.sensus_kisah, sorted(self._kisah))
        for table, keys in self._hapus.items():
            if keys:
                _menghapus(table).run(connection, sorted(keys))
        for table, rows in self._tulis.items():
            _tulis(connection, table, sorted(rows, key=lambda row: tuple(row[:2])))
        _hitung(connection, t.sensus_hari, Counter({one: n for one, n in self._arus.items() if n}))
        _hitung(connection, t.sensus_bulan, _bulanan(self._arus))


def _bulanan(arus: Counter[Arus]) -> Counter[Arus]:
    months: Counter[Arus] = Counter()
    for one, n in arus.items():
        month = one._replace(hari=one.hari[:7])
        months[month] += n
        if sign := tanda(one.macam):
            months[month._replace(macam=NETTO)] += sign * n
            months[month._replace(macam=BOBOT)] += sign * n * int(one.hari[8:])
    return Counter({one: n for one, n in months.items() if n})


def _hitung(connection: Connection, table: Table, delta: Counter[Arus]) -> None:
    """Add to the counts; what comes to nothing is no row."""
    if not delta:
        return
    rows = [(*one, n) for one, n in sorted(delta.items())]
    _tambahkan(connection.dialect.name, table).run(connection, rows)
    when, jumlah = table.c[table.primary_key.columns.keys()[0]], table.c.jumlah
    days = sorted({one.hari for one, n in delta.items() if n < 0 or one.macam in {NETTO, BOBOT}})
    for start in range(0, len(days), SEKALI):
        connection.execute(delete(table).where(when.in_(days[start : start + SEKALI]), jumlah == 0))


# ── statements ──────────────────────────────────────────────────────────────────────────────────────

_KISAH: Final = Find(select(t.sensus_kisah).where(t.sensus_kisah.c.kunjungan.in_(bindparam(IDS, expanding=True))))


def _baca(connection: Connection, ids: Collection[str]) -> Iterable[list[Any]]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), SEKALI):
        yield from _KISAH.run(connection, wanted[start : start + SEKALI])


def _tulis(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    if rows:
        _menaruh(connection.dialect.name, table).run(connection, rows)


@cache
def _menaruh(dialek: str, table: Table) -> Write:
    """Write rows whether they are there or not."""
    statement = _DIALEK[dialek].insert(table)
    key = [column.name for column in table.primary_key]
    rest = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    ready = (
        statement.on_conflict_do_update(index_elements=key, set_=rest)
        if rest
        else statement.on_conflict_do_nothing(index_elements=key)
    )
    return Write(ready, [c.name for c in table.columns])


@cache
def _menghapus(table: Table) -> Write:
    key = [column.name for column in table.primary_key]
    where = [table.c[name] == bindparam(f"k_{name}") for name in key]
    return Write(delete(table).where(*where), [f"k_{name}" for name in key])


@cache
def _tambahkan(dialek: str, table: Table) -> Write:
    statement = _DIALEK[dialek].insert(table)
    key = [column.name for column in table.primary_key]
    added = {"jumlah": table.c.jumlah + statement.excluded.jumlah}
    return Write(statement.on_conflict_do_update(index_elements=key, set_=added), [*key, "jumlah"])


__all__ = ["BOBOT", "NAMA", "NETTO", "babak", "sensus"]
