"""Pairs of entries that may be one person, as the record staff settle them: the likeliest first."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from engine import tables as t
from engine.kiup.skor import Alasan
from engine.views import calon
from engine.views.pasien import Orang, nomor, orang
from schemas.names import KeadaanPasien

HALAMAN: Final = 25
DIHITUNG: Final = 999
"""Pairs counted for the menu; more would cost time and say nothing more."""
_g = t.pasien_kembar.c


@dataclass(frozen=True, slots=True)
class Pasangan:
    """Two entries, how alike they are, and why."""

    satu: Orang
    lain: Orang
    skor: int
    alasan: tuple[Alasan, ...]


def berurutan(satu: str, lain: str) -> tuple[str, str]:
    """A pair is the same either way round."""
    return (satu, lain) if satu < lain else (lain, satu)


def daftar(connection: Connection, lewati: int = 0, batas: int = HALAMAN) -> list[Pasangan]:
    """Pairs nobody has settled, of entries that both still stand."""
    query = _terbuka(select(_g.satu, _g.lain, _g.skor, _g.alasan))
    rows = connection.execute(query.order_by(_g.skor.desc(), _g.satu, _g.lain).offset(lewati).limit(batas)).all()
    ids = {id_ for row in rows for id_ in (row.satu, row.lain)}
    known = calon.isi(connection, ids)
    numbers = nomor(connection, sorted(ids))
    people = {id_: orang(row, numbers.get(id_, ())) for id_, row in known.items()}
    return [
        Pasangan(people[row.satu], people[row.lain], row.skor, tuple(Alasan(one) for one in row.alasan.split(",")))
        for row in rows
        if row.satu in people and row.lain in people
    ]


def jumlah(connection: Connection) -> int:
    """How many wait; not counted beyond `DIHITUNG`."""
    few = _terbuka(select(_g.satu)).limit(DIHITUNG).subquery()
    found: int = connection.execute(select(func.count()).select_from(few)).scalar_one()
    return found


def ketinggalan(connection: Connection, nama: str) -> int:
    """Lines of the ledger that were not looked at yet."""
    head = connection.execute(select(func.max(t.jejak.c.seq))).scalar() or 0
    seen = connection.execute(select(t.kursor.c.seq).where(t.kursor.c.nama == nama)).scalar() or 0
    return max(0, head - seen)


def _terbuka(query: Select[Any]) -> Select[Any]:
    """Of pairs nobody has settled, and of entries that both still stand."""
    one, other = t.pasien.alias(), t.pasien.alias()
    stands = KeadaanPasien.TERDAFTAR
    return (
        query.join(one, (one.c.id == _g.satu) & (one.c.keadaan == stands))
        .join(other, (other.c.id == _g.lain) & (other.c.keadaan == stands))
        .where(_g.diputus.is_(None))
    )
