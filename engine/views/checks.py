"""The "perlu dicek" list: what a supervisor must look at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from engine import tables as t
from schemas.names import AlasanCek, BerkasId, KodeUnit

HALAMAN: Final = 50


@dataclass(frozen=True, slots=True)
class Cek:
    """A line of the ledger that waits for a supervisor."""

    seq: int
    berkas: BerkasId
    nomor: str
    alasan: AlasanCek
    terjadi_pada: datetime
    dicatat_pada: datetime
    di: KodeUnit | None
    pelaku: str


def terbuka(connection: Connection, *, setelah: int = 0, batas: int = HALAMAN) -> list[Cek]:
    """Lines waiting, oldest first, after a position."""
    p, j, b = t.perlu_dicek.c, t.jejak.c, t.berkas.c
    query = (
        select(p.seq, p.berkas_id, b.nomor, p.alasan, j.terjadi_pada, j.dicatat_pada, j.di, j.pelaku)
        .join(t.jejak, j.seq == p.seq)
        .join(t.berkas, b.id == p.berkas_id)
        .where(p.selesai_seq.is_(None), p.seq > setelah)
        .order_by(p.seq)
        .limit(max(1, min(batas, 200)))
    )
    return [Cek(row[0], row[1], row[2], AlasanCek(row[3]), *row[4:]) for row in connection.execute(query)]


def jumlah(connection: Connection) -> int:
    """How many lines wait."""
    query = select(func.count()).select_from(t.perlu_dicek).where(t.perlu_dicek.c.selesai_seq.is_(None))
    return connection.execute(query).scalar_one()
