"""Surat mati: what a projection could not apply, kept with the class of its error until it can be.

`buku`: a line of the ledger, whose effect is missing from the table. `aliran`: a stream message that is not the
ledger's line; nothing is missing, and it settles itself once the ledger's own line was applied.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine import clock, ledger
from engine import tables as t
from engine.database import writing
from engine.projections.cursor import pegang
from engine.projections.kinds import Gagal, Proyeksi, baca_baris, terapkan

BUKU: Final = "buku"
ALIRAN: Final = "aliran"
ASING: Final = "BukanBarisBuku"
"""The error of a stream message that the ledger does not know."""
JENIS_TERPANJANG: Final = 48
PALING_BANYAK: Final = 500


@dataclass(frozen=True, slots=True)
class Surat:
    """One dead letter. `jenis` is empty for a stream message: what it says of itself is not believed."""

    nama: str
    seq: int
    asal: str
    jenis: str
    galat: str
    percobaan: int
    pertama: datetime
    terakhir: datetime
    selesai: datetime | None


@dataclass(frozen=True, slots=True)
class Hasil:
    """What came of trying again."""

    berhasil: tuple[int, ...]
    gagal: tuple[int, ...]


def catat(connection: Connection, nama: str, asal: str, gagal: Sequence[Gagal], now: datetime) -> None:
    """Park these; one that is parked already was tried once more."""
    if not gagal:
        return
    insert: Any = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(t.surat_mati)
    c = t.surat_mati.c
    again = {"galat": statement.excluded.galat, "percobaan": c.percobaan + 1, "terakhir": now, "selesai": None}
    values = [
        {
            "nama": nama,
            "seq": one.seq,
            "asal": asal,
            "jenis": one.jenis[:JENIS_TERPANJANG],
            "galat": one.galat,
            "percobaan": 1,
            "pertama": now,
            "terakhir": now,
            "selesai": None,
        }
        for one in gagal
    ]
    connection.execute(statement.on_conflict_do_update(index_elements=["nama", "seq", "asal"], set_=again), values)


def selesai_sendiri(connection: Connection, nama: str, sampai: int, now: datetime) -> None:
    """The ledger's own lines up to here were applied: what the stream had in their place is settled."""
    c = t.surat_mati.c
    open_ = (c.nama == nama) & (c.asal == ALIRAN) & c.selesai.is_(None) & (c.seq <= sampai)
    connection.execute(update(t.surat_mati).where(open_).values(selesai=now))


def asing_terakhir(connection: Connection, nama: str) -> int:
    """The last place of a foreign message whose letter waits; 0 where none does."""
    c = t.surat_mati.c
    query = select(func.max(c.seq)).where(c.nama == nama, c.asal == ALIRAN, c.selesai.is_(None))
    return connection.execute(query).scalar() or 0


def ganti(connection: Connection, nama: str, gagal: Sequence[Gagal], now: datetime) -> None:
    """After a rebuild: exactly these lines are missing from the table."""
    c = t.surat_mati.c
    mine = (c.nama == nama) & (c.asal == BUKU)
    still = {one.seq for one in gagal}
    query = select(c.seq).where(mine, c.selesai.is_(None))
    gone = [seq for seq in connection.execute(query).scalars() if seq not in still]
    for start in range(0, len(gone), PALING_BANYAK):
        some = c.seq.in_(gone[start : start + PALING_BANYAK])
        connection.execute(update(t.surat_mati).where(mine, some).values(selesai=now))
    catat(connection, nama, BUKU, gagal, now)


def daftar(connection: Connection, *, semua: bool = False, batas: int = PALING_BANYAK) -> list[Surat]:
    """The letters that wait, oldest position first; with `semua` the settled ones too."""
    c = t.surat_mati.c
    query = select(*(c[name] for name in Surat.__dataclass_fields__)).order_by(c.nama, c.seq, c.asal).limit(batas)
    return [Surat(*row) for row in connection.execute(query if semua else query.where(c.selesai.is_(None)))]


def menunggu(connection: Connection, nama: str | None = None) -> int:
    """How many letters wait."""
    query = select(func.count()).select_from(t.surat_mati).where(t.surat_mati.c.selesai.is_(None))
    return connection.execute(query if nama is None else query.where(t.surat_mati.c.nama == nama)).scalar_one()


def coba_lagi(
    engine: Engine, fasyankes: str, proyeksi: Proyeksi, seq: int | None = None, *, now: clock.Clock = clock.now
) -> Hasil:
    """Apply what was parked (all of it, or one position), each in one transaction with its letter: once, however often.

    Lines are applied late, out of their order: for a projection to which order matters see `ulangi.coba_lagi`.
    """
    with engine.connect() as connection:
        waiting = [surat for surat in daftar(connection, batas=10**6) if surat.nama == proyeksi.nama]
    good: list[int] = []
    bad: list[int] = []
    for surat in waiting:
        if seq is None or surat.seq == seq:
            (good if _coba(engine, fasyankes, proyeksi, surat, now()) else bad).append(surat.seq)
    return Hasil(tuple(good), tuple(bad))


def _coba(engine: Engine, fasyankes: str, proyeksi: Proyeksi, surat: Surat, now: datetime) -> bool:
    c = t.surat_mati.c
    this = (c.nama == surat.nama) & (c.seq == surat.seq) & (c.asal == surat.asal)
    with writing(engine).begin() as connection:
        kursor = pegang(connection, fasyankes, proyeksi.nama, now)
        if connection.execute(select(c.selesai).where(this)).scalar() is not None:
            return True  # somebody else was quicker
        applied = surat.seq <= kursor.seq
        if surat.asal == BUKU and applied:
            lines = [telling for telling, _ in ledger.read(connection, fasyankes, surat.seq - 1, 1)]
            berita, gagal = baca_baris(lines)
            gagal += terapkan(connection, proyeksi, berita)
            if gagal:
                catat(connection, surat.nama, BUKU, gagal, now)
                return False
        if applied:
            connection.execute(update(t.surat_mati).where(this).values(selesai=now, terakhir=now))
        return applied
