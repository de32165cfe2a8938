"""Analyses and returns of folders, and the filling in of visits' records: what the reports of completeness count.

Order matters to it (the first verdict, undo), so a line that was parked and can be applied later is put right by a
rebuild, which trying it again is (`letters.coba_lagi`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.prepared import IDS, Find, Write
from engine.projections.analisis_baris import Layanan, Letak, Siklus, Sumbangan
from engine.projections.analisis_lipat import DASAR, DIURUNGKAN, Lembar, Potret, terapkan
from engine.projections.kinds import Berita, Proyeksi

NAMA: Final = "analisis"
SEKALI: Final = 500
"""Rows fetched by one statement."""
_Baris = Siklus | Layanan
_DIALEK: Final[dict[str, Any]] = {"sqlite": sqlite, "postgresql": postgresql}


def analisis(zona: str) -> Proyeksi:
    """The projection of a facility in this zone."""
    beside = (t.analisis_kunjungan, t.analisis_berkas, t.analisis_terbuka, t.analisis_susunan, t.analisis_hitungan)
    return Proyeksi(NAMA, t.analisis, partial(_terapkan, zona), beside, berurutan=True)


def _terapkan(zona: str, connection: Connection, berita: Sequence[Berita]) -> None:
    ours = [one for one in berita if one.jenis.rpartition(".")[0] in DASAR]
    if not ours:
        return
    lembar = Lembar(zona)
    _muat(connection, lembar, ours)
    before = lembar.potret()
    for one in ours:
        terapkan(lembar, one)
    _simpan(connection, before, lembar.potret())
    _tulis(connection, t.analisis_susunan, sorted(lembar.susunan.items()))


def _muat(connection: Connection, lembar: Lembar, berita: Sequence[Berita]) -> None:
    """Fetch the rows these lines touch."""
    berkas, kunjungan, kekurangan = set(), set(), set()
    for one in berita:
        alur = one.jenis.partition(".")[0]
        if alur == "berkas":
            berkas.add(one.subjek)
            if visit := one.data.get("kunjungan"):
                kunjungan.add(visit)
        elif alur == "kunjungan":
            kunjungan.add(one.subjek)
        else:
            kekurangan.add(one.subjek)
    undone = {one.subjek for one in berita if one.jenis == DIURUNGKAN}
    gaps = [*_baca(connection, _TERBUKA_BERKAS, berkas), *_baca(connection, _TERBUKA, kekurangan)]
    cycles = [Siklus(*row) for row in _baca(connection, _SIKLUS, berkas)]
    lembar.muat(cycles, {row[0]: (row[1], row[2]) for row in gaps})
    kunjungan |= {one.kunjungan for one in cycles if one.kunjungan and one.berkas in undone}
    lembar.layanan.update((row[0], Layanan(*row)) for row in _baca(connection, _LAYANAN, kunjungan))
    lembar.letak.update((row[0], Letak(*row)) for row in _baca(connection, _LETAK, berkas))


def _simpan(connection: Connection, old: Potret, new: Potret) -> None:
    """Write what changed, and what that adds to the counts and takes from them."""
    delta: Counter[Sumbangan] = Counter()
    _ubah(delta, old.siklus, new.siklus)
    _ubah(delta, old.layanan, new.layanan)
    _tulis(connection, t.analisis, _berubah(old.siklus, new.siklus))
    _tulis(connection, t.analisis_kunjungan, _berubah(old.layanan, new.layanan))
    _tulis(connection, t.analisis_berkas, _berubah(old.letak, new.letak))
    opened = [(id_, *found) for id_, found in sorted(new.terbuka.items()) if old.terbuka.get(id_) != found]
    _tulis(connection, t.analisis_terbuka, opened)
    _hapus(connection, t.analisis, old.siklus.keys() - new.siklus.keys())
    _hapus(connection, t.analisis_terbuka, [(id_,) for id_ in old.terbuka.keys() - new.terbuka.keys()])
    _hitung(connection, delta)


def _ubah(delta: Counter[Sumbangan], old: Mapping[Any, _Baris], new: Mapping[Any, _Baris]) -> None:
    for key in old.keys() | new.keys():
        was, is_ = old.get(key), new.get(key)
        if was != is_:
            _tambah(delta, was, -1)
            _tambah(delta, is_, 1)


def _tambah(delta: Counter[Sumbangan], row: _Baris | None, kali: int) -> None:
    if row is not None:
        for one in row.sumbangan():
            delta[one.bulanan()] += kali


def _berubah(old: Mapping[Any, tuple[Any, ...]], new: Mapping[Any, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [new[key] for key in sorted(new) if old.get(key) != new[key]]


def _hitung(connection: Connection, delta: Counter[Sumbangan]) -> None:
    rows = [(*key, jumlah) for key, jumlah in sorted(delta.items()) if jumlah]
    if not rows:
        return
    _tambahkan(connection.dialect.name).run(connection, rows)
    if months := sorted({row[0] for row in rows if row[-1] < 0}):
        c = t.analisis_hitungan.c
        connection.execute(delete(t.analisis_hitungan).where(c.bulan.in_(months), c.jumlah == 0))


# ── statements ──────────────────────────────────────────────────────────────────────────────────────


def _cari(table: Table, column: str) -> Find:
    return Find(select(table).where(table.c[column].in_(bindparam(IDS, expanding=True))))


_SIKLUS: Final = _cari(t.analisis, "berkas")
_LAYANAN: Final = _cari(t.analisis_kunjungan, "kunjungan")
_LETAK: Final = _cari(t.analisis_berkas, "berkas")
_TERBUKA: Final = _cari(t.analisis_terbuka, "kekurangan")
_TERBUKA_BERKAS: Final = _cari(t.analisis_terbuka, "berkas")


def _baca(connection: Connection, find: Find, ids: Collection[str]) -> Iterable[list[Any]]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), SEKALI):
        yield from find.run(connection, wanted[start : start + SEKALI])


def _tulis(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    if rows:
        _menaruh(connection.dialect.name, table).run(connection, rows)


def _hapus(connection: Connection, table: Table, keys: Iterable[tuple[Any, ...]]) -> None:
    if found := sorted(keys):
        _menghapus(table).run(connection, found)


@cache
def _menaruh(dialek: str, table: Table) -> Write:
    """Write rows whether they are there or not."""
    statement = _DIALEK[dialek].insert(table)
    key = [column.name for column in table.primary_key]
    rest = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return Write(statement.on_conflict_do_update(index_elements=key, set_=rest), [c.name for c in table.columns])


@cache
def _menghapus(table: Table) -> Write:
    key = [column.name for column in table.primary_key]
    where = [table.c[name] == bindparam(f"k_{name}") for name in key]
    return Write(delete(table).where(*where), [f"k_{name}" for name in key])


@cache
def _tambahkan(dialek: str) -> Write:
    """Add to counts."""
    statement = _DIALEK[dialek].insert(t.analisis_hitungan)
    key = [column.name for column in t.analisis_hitungan.primary_key]
    added = {"jumlah": t.analisis_hitungan.c.jumlah + statement.excluded.jumlah}
    return Write(statement.on_conflict_do_update(index_elements=key, set_=added), [*key, "jumlah"])
