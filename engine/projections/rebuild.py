"""A projection made again from the ledger: to replace the live one, or to be compared with it.

The new table grows in a scratch database of its own, in memory, page by page, while the live one goes on; it takes
the live one's place in one transaction with its cursor. Killed at any moment, either the old table stands or the new.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, delete, insert, select

from engine import clock, ledger
from engine.database import connect, writing
from engine.points import Titik, passing
from engine.projections import cursor, letters
from engine.projections.cursor import Kursor
from engine.projections.kinds import Gagal, Proyeksi, baca_baris, terapkan

HALAMAN: Final = 2000
"""Ledger lines read at once, and rows put back at once."""
PALING_BANYAK_BEDA: Final = 20

Baris = tuple[Any, ...]
Maju = Callable[[int], None]
"""Told how far a rebuild has got."""


@dataclass(frozen=True, slots=True)
class Selisih:
    """A row that is not what a rebuild makes of it; None where there is no such row."""

    kunci: tuple[str | int, ...]
    tercatat: tuple[str | int | None, ...] | None
    seharusnya: tuple[str | int | None, ...] | None


@dataclass(frozen=True, slots=True)
class Perbandingan:
    """A live projection and its rebuild, at the live one's position. `buku_sama`: it was made of this ledger."""

    nama: str
    seq: int
    buku_sama: bool
    jumlah: int
    beda: tuple[Selisih, ...]

    @property
    def sama(self) -> bool:
        """The live table is what the ledger makes."""
        return self.buku_sama and not self.jumlah


@contextmanager
def _coretan(proyeksi: Proyeksi) -> Iterator[Connection]:
    """Its tables, empty, in a database that ends with the block."""
    engine = connect("sqlite://")
    try:
        with engine.connect() as connection:
            for tabel in proyeksi.semua_tabel:
                tabel.create(connection)
            connection.commit()
            yield connection
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True)
class _Pembangunan:
    """One rebuild: of which projection, from which ledger."""

    engine: Engine
    fasyankes: str
    proyeksi: Proyeksi
    maju: Maju | None

    def isi(self, coretan: Connection, sampai: int | None = None) -> tuple[Kursor, list[Gagal]]:
        """Fill the scratch table from the ledger's first line on. Where that ended, and what could not be applied."""
        kursor = cursor.awal(self.fasyankes)
        failed: list[Gagal] = []
        while sampai is None or kursor.seq < sampai:
            limit = HALAMAN if sampai is None else min(HALAMAN, sampai - kursor.seq)
            with self.engine.connect() as connection:
                lines = ledger.read(connection, self.fasyankes, kursor.seq, limit)
            if not lines:
                break
            berita, gagal = baca_baris([telling for telling, _ in lines])
            failed += gagal + terapkan(coretan, self.proyeksi, berita)
            coretan.commit()
            kursor = Kursor(lines[-1][0].seq, lines[-1][1])
            passing(Titik.PROYEKSI_TENGAH_BANGUN)
            if self.maju:
                self.maju(kursor.seq)
        return kursor, failed


def _rows(connection: Connection, tabel: Table) -> Iterator[Baris]:
    for row in connection.execute(select(tabel).execution_options(yield_per=HALAMAN)):
        yield tuple(row)


def bangun_ulang(
    engine: Engine, fasyankes: str, proyeksi: Proyeksi, *, now: clock.Clock = clock.now, maju: Maju | None = None
) -> Kursor:
    """Make the projection again from the whole ledger and let it take the live one's place. Where it stands then.

    Lines that came meanwhile are not in it; the workers go on from its cursor.
    """
    with _coretan(proyeksi) as coretan:
        kursor, failed = _Pembangunan(engine, fasyankes, proyeksi, maju).isi(coretan)
        with writing(engine).begin() as connection:
            saat = now()
            cursor.pegang(connection, fasyankes, proyeksi.nama, saat)
            for tabel in proyeksi.semua_tabel:
                connection.execute(delete(tabel))
                passing(Titik.PROYEKSI_TENGAH_BANGUN)
                _salin(coretan, connection, tabel)
            letters.ganti(connection, proyeksi.nama, failed, saat)
            letters.selesai_sendiri(connection, proyeksi.nama, kursor.seq, saat)
            cursor.taruh(connection, proyeksi.nama, kursor, saat)
            passing(Titik.PROYEKSI_SEBELUM_COMMIT)
    passing(Titik.PROYEKSI_SESUDAH_COMMIT)
    return kursor


def _salin(dari: Connection, ke: Connection, tabel: Table) -> None:
    """Put the rows of the scratch table in place, some at a time."""
    names = [column.name for column in tabel.columns]
    rows = _rows(dari, tabel)
    while page := list(islice(rows, HALAMAN)):
        ke.execute(insert(tabel), [dict(zip(names, row, strict=True)) for row in page])


def banding(
    engine: Engine,
    fasyankes: str,
    proyeksi: Proyeksi,
    *,
    maju: Maju | None = None,
    paling_banyak: int = PALING_BANYAK_BEDA,
) -> Perbandingan:
    """Compare the live projection with a rebuild at the same position. Writes nothing; the workers go on meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # table and cursor as of one moment
            connection.execution_options(isolation_level="REPEATABLE READ")
        kursor = cursor.baca(connection, proyeksi.nama) or cursor.awal(fasyankes)
        buku_sama = cursor.hash_di(connection, fasyankes, kursor.seq) == kursor.hash
        live = _by_key(connection, proyeksi)
    with _coretan(proyeksi) as coretan:
        _Pembangunan(engine, fasyankes, proyeksi, maju).isi(coretan, kursor.seq)
        made = _by_key(coretan, proyeksi)
    wrong = sorted((key for key in live.keys() | made.keys() if live.get(key) != made.get(key)), key=str)
    shown = tuple(Selisih(key, live.get(key), made.get(key)) for key in wrong[:paling_banyak])
    return Perbandingan(proyeksi.nama, kursor.seq, buku_sama, len(wrong), shown)


def _by_key(connection: Connection, proyeksi: Proyeksi) -> dict[Baris, Baris]:
    """Rows by their primary key (and their table, where there are several): the rest of each."""
    found: dict[Baris, Baris] = {}
    for tabel in proyeksi.semua_tabel:
        where = (tabel.name,) if proyeksi.samping else ()
        key = [column.primary_key for column in tabel.columns]
        for row in _rows(connection, tabel):
            mine = tuple(value for value, is_key in zip(row, key, strict=True) if is_key)
            found[(*where, *mine)] = tuple(value for value, is_key in zip(row, key, strict=True) if not is_key)
    return found
