"""Trying dead letters again, as each projection needs it.

Where the order of lines does not matter a line is applied late. Where it does (`Proyeksi.berurutan`), what came after
it was applied without it: as soon as one of its letters can be applied, the whole is made again from the ledger.
"""

from collections.abc import Sequence

import structlog
from sqlalchemy import Engine

from engine import clock, ledger
from engine.database import writing
from engine.projections import letters
from engine.projections.kinds import Proyeksi, baca_baris, terapkan
from engine.projections.letters import Hasil, Surat
from engine.projections.rebuild import bangun_ulang

log = structlog.get_logger()


def coba_lagi(
    engine: Engine, fasyankes: str, proyeksi: Proyeksi, seq: int | None = None, *, now: clock.Clock = clock.now
) -> Hasil:
    """Try what was parked again: all of it, or one position. What comes of it is what a rebuild makes."""
    waiting = _menunggu(engine, proyeksi.nama, seq)
    if not (proyeksi.berurutan and _terbaca(engine, fasyankes, proyeksi, waiting)):
        return letters.coba_lagi(engine, fasyankes, proyeksi, seq, now=now)
    kursor = bangun_ulang(engine, fasyankes, proyeksi, now=now)
    log.warning("proyeksi_dibangun_ulang", proyeksi=proyeksi.nama, sampai=kursor.seq)
    still = {one.seq for one in _menunggu(engine, proyeksi.nama, seq)}
    seqs = [one.seq for one in waiting]
    return Hasil(tuple(one for one in seqs if one not in still), tuple(one for one in seqs if one in still))


def _menunggu(engine: Engine, nama: str, seq: int | None) -> list[Surat]:
    with engine.connect() as connection:
        found = letters.daftar(connection, batas=10**6)
    return [one for one in found if one.nama == nama and seq in {None, one.seq}]


def _terbaca(engine: Engine, fasyankes: str, proyeksi: Proyeksi, waiting: Sequence[Surat]) -> bool:
    """Can one of these lines be applied by this version? It is tried, and taken back."""
    lines = [one.seq for one in waiting if one.asal == letters.BUKU]
    if not lines:
        return False
    with writing(engine).connect() as connection, connection.begin() as trial:
        try:
            for seq in lines:
                berita, gagal = baca_baris([telling for telling, _ in ledger.read(connection, fasyankes, seq - 1, 1)])
                if berita and not gagal and not terapkan(connection, proyeksi, berita):
                    return True
            return False
        finally:
            trial.rollback()
