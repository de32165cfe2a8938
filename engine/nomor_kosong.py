"""The next number nobody bears: asked inside the commit by the door, and beforehand by the page that shows it."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, func, select

from engine import tables as t
from engine.numbers import kunci
from engine.penomoran import Rencana

TEBAKAN: Final = 256
"""Numbers that are looked at one by one; longer runs are counted."""
TERPANJANG: Final = 65_536


def kosong(
    connection: Connection, rencana: Rencana, dari: int, terpakai: Collection[str] = ()
) -> tuple[str, int] | None:
    """The first free number from `dari` on, as it is written and as it counts; None when they have run out.

    `terpakai`: keys that are taken and not in the table yet. A single guess is right nearly always; after an import
    the look grows with each run of numbers that are all taken, so that a million is passed in less than a second.
    """
    at, look = max(dari, 1), 1
    while at <= rencana.terakhir:
        window = range(at, min(at + look, rencana.terakhir + 1))
        if look <= TEBAKAN:
            written = {kunci(nomor): (nomor, urut) for urut in window for nomor in (rencana.tulis(urut),)}
            c = t.berkas.c.kunci
            taken = set(connection.execute(select(c).where(c.in_(list(written)))).scalars()) | set(terpakai)
            if (free := next((found for key, found in written.items() if key not in taken), None)) is not None:
                return free
        elif not _penuh(connection, rencana, window):
            look = max(TEBAKAN, look // 4)
            continue
        at, look = window.stop, min(look * 4, TERPANJANG)
    return None


def _penuh(connection: Connection, rencana: Rencana, window: range) -> bool:
    """Is every number of this run taken?"""
    first, last = kunci(rencana.tulis(window.start)), kunci(rencana.tulis(window.stop - 1))
    own = first[rencana.bentuk.lebar :]
    c = t.berkas.c.kunci
    query = select(func.count(c.distinct())).where(
        c >= first, c <= last, func.length(c) == len(first), func.substr(c, rencana.bentuk.lebar + 1) == own
    )
    return bool(connection.execute(query).scalar_one() >= len(window))
