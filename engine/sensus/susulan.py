"""Late events and the days they change: what may differ from its edition, what does, and which lines caused it.

The projection says which line of the ledger changed the numbers of which day and unit (`sensus_ubah`). In a ward a
change goes on: whoever came a day earlier lay there every day since, so its later days are looked at too; a clinic's
are not.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite

from engine import ledger
from engine import tables as t
from engine.policy import kebijakan
from engine.sensus import baca
from engine.sensus import sel as sel_unit
from engine.sensus.giliran import Giliran, Kalender, awal, bermalam, layanan
from engine.sensus.penutupan import Edisi, edisi_terbaru
from engine.sensus.ruas import Almanak
from engine.workflows.sensus import beda
from schemas.names import KodeUnit
from schemas.sel import BedaSel, SelSensus

PROYEKSI: Final = "sensus"
NAMA: Final = "penutupan"
"""The row of `kursor` that says up to which line late changes were looked at."""
PENYEBAB: Final = 200
"""Lines an edition names at most."""
_k, _u, _c = t.kursor.c, t.sensus_ubah.c, t.sensus_penutupan.c


class Terpengaruh(NamedTuple):
    """A closed day that may differ from its edition."""

    hari: date
    unit: KodeUnit


def proyeksi(connection: Connection, kini: Kalender | None) -> int:
    """The line of the ledger the projection has passed; -1 while it was made with other rules than those in force."""
    made = connection.execute(select(t.sensus_dasar.c.nilai)).scalar()
    if made is not None and kini is not None and made != Almanak(kini.zona, kini.aturan.batas, kini.aturan.mati).dasar:
        return -1
    return connection.execute(select(_k.seq).where(_k.nama == PROYEKSI)).scalar() or 0


def sampai(connection: Connection) -> int:
    """The line up to which late changes were looked at; 0 where the ledger is another one since."""
    row = connection.execute(select(_k.seq, _k.hash).where(_k.nama == NAMA)).first()
    if row is None:
        return 0
    known = connection.execute(select(t.jejak.c.hash).where(t.jejak.c.seq == row.seq)).scalar()
    return int(row.seq) if known is not None and bytes(known) == bytes(row.hash) else 0


def taruh(connection: Connection, seq: int, now: datetime) -> None:
    """Move that line; never over one the ledger has not."""
    found = connection.execute(select(t.jejak.c.hash).where(t.jejak.c.seq == seq)).scalar()
    if found is None:
        return
    values = {"seq": seq, "hash": bytes(found), "diperbarui": now}
    kind: Any = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = kind(t.kursor).values({"nama": NAMA} | values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["nama"], set_=values)
    )  # two workers may be first


def kepala(connection: Connection, fasyankes: str) -> int:
    """The ledger's last line."""
    return ledger.head(connection, fasyankes)[0]


def terpengaruh(connection: Connection, dari: int, ke: int, saat: datetime, kini: Kalender) -> list[Terpengaruh]:
    """The closed days the lines after `dari` may have changed, the oldest first.

    Where people stay the night, who came a day earlier was there on every day since; a clinic has nobody at night, so
    that only the day itself is another.
    """
    last = kini.terakhir(saat).isoformat()
    query = select(_u.unit, _u.hari).where(_u.seq > dari, _u.seq <= ke, _u.hari <= last).distinct()
    changed: dict[str, list[str]] = defaultdict(list)
    for unit, hari in connection.execute(query).all():
        changed[unit].append(hari)
    found = []
    for unit, days in changed.items():
        theirs = _c.hari >= min(days) if bermalam(connection, unit) else _c.hari.in_(days)
        closed = connection.execute(select(_c.hari).where(_c.unit == unit, theirs)).scalars()
        found += [Terpengaruh(date.fromisoformat(day), KodeUnit(unit)) for day in closed]
    return sorted(found)


def terlewat(connection: Connection, dari: int, ke: int, saat: datetime, kini: Kalender) -> list[Giliran]:
    """Days nobody closed because nothing had happened, in which by those lines something has."""
    last, since = kini.terakhir(saat), awal(saat, kini)
    closed = select(_c.id).where(_c.unit == _u.unit, _c.hari == _u.hari).exists()
    query = select(_u.unit, _u.hari).where(_u.seq > dari, _u.seq <= ke, _u.hari <= last.isoformat(), ~closed)
    begun = connection.execute(select(_c.unit, func.min(_c.hari)).group_by(_c.unit))
    first: dict[str, str] = {row[0]: row[1] for row in begun}
    found = []
    for unit, hari in connection.execute(query.distinct()).all():
        kind = layanan(connection, unit)
        if kind is not None and hari >= min(first.get(unit, "9999"), since.isoformat()):
            found.append(Giliran(date.fromisoformat(hari), KodeUnit(unit), kind))
    return sorted(found)


def berubah(
    connection: Connection, one: Terpengaruh, cells: tuple[SelSensus, ...]
) -> tuple[Edisi, tuple[BedaSel, ...]] | None:
    """Its newest edition and what differs, where these cells say something else."""
    edition = edisi_terbaru(connection, one.unit, one.hari)
    changed = beda(edition.sel, cells) if edition is not None else ()
    return (edition, changed) if edition is not None and changed else None


def penyebab(connection: Connection, edition: Edisi, changed: Sequence[BedaSel], ke: int) -> tuple[int, ...]:
    """The lines since that edition that changed this day's numbers; those of days before where it is who was there."""
    stock = any(one.kolom in {"sisa", "pasien_awal"} for one in changed)
    found = baca.penyebab(connection, edition.unit, edition.hari, edition.sampai_seq, inap=stock)
    return tuple(seq for seq in found if seq <= ke)[:PENYEBAB]


def terlambat(saat: datetime, batas: datetime) -> bool:
    """Closed later than policy tolerates."""
    return saat - batas > kebijakan().tenggat.toleransi.batas


def sel(connection: Connection, kini: Kalender, unit: str, hari: date) -> tuple[SelSensus, ...]:
    """The cells of a unit's day as the projection counts them now."""
    return sel_unit.sel(connection, kini, unit, hari)
