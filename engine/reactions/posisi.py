"""How far reactions have come: a row of `kursor` like a projection's, and the lines that were parked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

import structlog
from sqlalchemy import Connection, Engine, insert, select, update

from engine import ledger
from engine import tables as t
from engine.database import writing
from engine.lines import event_of
from engine.projections import cursor, letters
from engine.projections.cursor import Kursor
from engine.projections.kinds import TAK_TERPAKAI, Gagal
from engine.projections.letters import BUKU, Surat
from engine.reactions import PINDAIAN, REAKSI
from engine.reactions.lihat import diminati
from engine.reactions.permintaan import menyusul
from schemas.message import Event, Telling

log = structlog.get_logger()

NAMA: Final = "reaksi"
HALAMAN: Final = 512
"""Lines read at once."""


class Baris(NamedTuple):
    """A line something may follow from."""

    kursor: Kursor
    event: Event


class Halaman(NamedTuple):
    """Lines after the cursor. `sampai`: where it goes when all of them are answered; None where there is none."""

    dari: int
    sampai: Kursor | None
    baris: tuple[Baris, ...]
    gagal: tuple[Gagal, ...]


def baca(engine: Engine, fasyankes: str, dibaca: Kursor | None = None) -> Halaman:
    """The next lines, behind the cursor or behind what was read already. Those that nothing follows from are left out.

    A cursor of another ledger is put right first: what it stands behind was answered, whatever its hash says.
    """
    with engine.connect() as connection:
        here = cursor.baca(connection, NAMA) or cursor.awal(fasyankes)
        if dibaca is not None and dibaca.seq > here.seq:
            here = dibaca
        known = cursor.hash_di(connection, fasyankes, here.seq)
        if known != here.hash:
            here = _betulkan(engine, here.seq, ledger.head(connection, fasyankes), known)
        lines = ledger.read(connection, fasyankes, here.seq, HALAMAN)
    if not lines:
        return Halaman(here.seq, None, (), ())
    baris, gagal = _dibaca(lines)
    return Halaman(here.seq, Kursor(lines[-1][0].seq, lines[-1][1]), tuple(baris), tuple(gagal))


def _betulkan(engine: Engine, seq: int, kepala: ledger.Head, known: bytes | None) -> Kursor:
    """Where to go on when the cursor names a line that is none of this ledger's."""
    right = Kursor(*kepala) if known is None else Kursor(seq, known)
    log.error("reaksi_buku_lain", seq=seq, lanjut=right.seq)
    with writing(engine).begin() as connection:
        connection.execute(update(t.kursor).where(t.kursor.c.nama == NAMA).values(seq=right.seq, hash=right.hash))
    return right


def yang_berarti(engine: Engine, baris: Sequence[Baris]) -> list[Baris]:
    """The lines something may follow from as things are now: a scan of a folder nobody waits for moves nobody."""
    scans = {one.event.subjek for one in baris if one.event.jenis in PINDAIAN}
    waited: set[str] = set()
    if scans:
        with engine.connect() as connection:
            waited = diminati(connection, sorted(scans))
    return [
        one
        for one in baris
        if (
            _ditunggu(one.event, waited)
            if one.event.jenis in PINDAIAN
            else getattr(one.event, "pasien", "") is not None
        )
    ]


def _ditunggu(event: Event, waited: set[str]) -> bool:
    return event.subjek in waited or menyusul(event)


def taruh(engine: Engine, ke: Kursor, gagal: Sequence[Gagal], now: datetime) -> None:
    """Move the cursor, and park what could not be answered, in one transaction. Never backwards."""
    c = t.kursor.c
    with writing(engine).begin() as connection:
        letters.catat(connection, NAMA, BUKU, gagal, now)
        values = {"seq": ke.seq, "hash": ke.hash, "diperbarui": now}
        moved = connection.execute(update(t.kursor).where(c.nama == NAMA, c.seq < ke.seq).values(values))
        if not moved.rowcount and cursor.baca(connection, NAMA) is None:
            connection.execute(insert(t.kursor), {"nama": NAMA} | values)


def terparkir(engine: Engine, fasyankes: str) -> list[tuple[Surat, Baris | None]]:
    """The parked lines that wait, oldest first; None for one that cannot be read still."""
    with engine.connect() as connection:
        waiting = [one for one in letters.daftar(connection) if one.nama == NAMA]
        found: list[tuple[Surat, Baris | None]] = []
        for surat in waiting:
            lines = ledger.read(connection, fasyankes, surat.seq - 1, 1)
            baris, _ = _dibaca(lines)
            found.append((surat, baris[0] if baris else None))
    return found


def dicoba(engine: Engine, surat: Surat, gagal: Sequence[Gagal], now: datetime) -> None:
    """Settle a letter, or note that it was tried once more."""
    c = t.surat_mati.c
    with writing(engine).begin() as connection:
        letters.catat(connection, NAMA, BUKU, gagal, now)
        if not gagal:
            this = (c.nama == NAMA) & (c.seq == surat.seq) & (c.asal == surat.asal)
            connection.execute(update(t.surat_mati).where(this).values(selesai=now, terakhir=now))


def sampai(connection: Connection) -> int:
    """The last line that was answered."""
    return connection.execute(select(t.kursor.c.seq).where(t.kursor.c.nama == NAMA)).scalar() or 0


def _dibaca(lines: Sequence[tuple[Telling, bytes]]) -> tuple[list[Baris], list[Gagal]]:
    baris: list[Baris] = []
    gagal: list[Gagal] = []
    for telling, hash_ in lines:
        if telling.jenis not in REAKSI:
            continue
        try:
            baris.append(Baris(Kursor(telling.seq, hash_), event_of(telling)))
        except TAK_TERPAKAI as error:
            gagal.append(Gagal(telling.seq, telling.jenis, type(error).__name__))
    return baris, gagal
