"""The closings: which edition of a unit's day is in force, what it says, and whose signature is missing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, or_, select

from engine import tables as t
from engine.rows.sensus import dari_baris
from engine.sensus.giliran import Kalender, harus_ditutup, kalender
from engine.sensus.hari import SEHARI
from schemas.names import JenisKunjungan, KeadaanSensus
from schemas.sel import BedaSel, SelSensus

_c, _e = t.sensus_penutupan.c, t.sensus_edisi.c


class Edisi(NamedTuple):
    """One edition, as its ledger line tells it."""

    sensus: str
    edisi: int
    unit: str
    hari: date
    sampai_seq: int
    sel: tuple[SelSensus, ...]
    beda: tuple[BedaSel, ...]
    """What differs from the edition before."""
    penyebab: tuple[int, ...]
    """The lines of the ledger that changed it."""
    terbit: datetime
    penanda: str | None
    ditandatangani: datetime | None

    def nilai(self, baris: str, kolom: str) -> int:
        """One cell; zero where it is not there."""
        return next((one.nilai for one in self.sel if (one.baris, one.kolom) == (baris, kolom)), 0)


class Lembar(NamedTuple):
    """Where a unit's day stands. `id` None: it is not closed, though its cut-off is past."""

    id: str | None
    unit: str
    hari: date
    layanan: JenisKunjungan
    keadaan: KeadaanSensus
    edisi: int
    penanda: str | None
    terbit: datetime | None
    sejak: datetime | None
    susulan: bool
    tenggat: datetime
    """Until when it should be signed."""

    @property
    def belum(self) -> bool:
        """Nobody has signed the edition in force."""
        return self.keadaan is not KeadaanSensus.DITANDATANGANI


def edisi_terbaru(connection: Connection, unit: str, hari: date) -> Edisi | None:
    """The edition in force of a unit's day; None where it is not closed."""
    found = _edisi(connection, _milik(unit, hari).order_by(_e.edisi.desc()).limit(1))
    return found[0] if found else None


def edisi_semua(connection: Connection, unit: str, hari: date) -> list[Edisi]:
    """Every edition of a unit's day, the first one first."""
    return _edisi(connection, _milik(unit, hari).order_by(_e.edisi))


def edisi_antara(
    connection: Connection, dari: date, sampai: date, unit: str | None = None
) -> dict[tuple[str, date], tuple[int, datetime | None]]:
    """For a report: which edition of each unit's day is in force, and when it was signed (None: by nobody)."""
    query = (
        select(_c.unit, _c.hari, _c.edisi, _e.ditandatangani)
        .join(t.sensus_edisi, (_e.sensus == _c.id) & (_e.edisi == _c.edisi))
        .where(_c.hari.between(dari.isoformat(), sampai.isoformat()))
    )
    if unit is not None:
        query = query.where(_c.unit == unit)
    return {
        (row.unit, date.fromisoformat(row.hari)): (row.edisi, row.ditandatangani) for row in connection.execute(query)
    }


def satu(connection: Connection, sensus: str) -> Lembar | None:
    """One closed day by its id."""
    kini = kalender(connection)
    found = _lembar(connection, select(t.sensus_penutupan).where(_c.id == sensus), kini) if kini else []
    return found[0] if found else None


def daftar(connection: Connection, saat: datetime, dari: date, sampai: date, unit: str | None = None) -> list[Lembar]:
    """Every unit's days of a period, closed or missing, the newest day first."""
    kini = kalender(connection)
    if kini is None:
        return []
    query = select(t.sensus_penutupan).where(_c.hari.between(dari.isoformat(), sampai.isoformat()))
    found = [*_lembar(connection, query, kini), *_hilang(connection, saat, kini)]
    return sorted(
        (one for one in found if dari <= one.hari <= sampai and unit in {None, one.unit}),
        key=lambda one: (-one.hari.toordinal(), one.unit),
    )


def belum_ditandatangani(connection: Connection, saat: datetime) -> list[Lembar]:
    """What the record office is shown: days that should be signed by now and are not, or are not even closed."""
    return [one for one in menunggu(connection, saat) if one.tenggat <= saat]


def menunggu(connection: Connection, saat: datetime, sejak: datetime | None = None) -> list[Lembar]:
    """Everything nobody has signed, the oldest first, late or not; `sejak`: what became due after that."""
    kini = kalender(connection)
    if kini is None:
        return []
    query = select(t.sensus_penutupan).where(_c.keadaan == KeadaanSensus.DITUTUP)
    if sejak is not None:  # a day's hour comes within a day of its end, an edition's within a day of its issue
        since = sejak - 3 * SEHARI
        query = query.where(or_(_c.hari >= since.date().isoformat(), _c.terbit >= since))
    found = [*_lembar(connection, query, kini), *_hilang(connection, saat, kini)]
    return sorted(found, key=lambda one: (one.hari, one.unit))


def _hilang(connection: Connection, saat: datetime, kini: Kalender) -> Iterable[Lembar]:
    for one in harus_ditutup(connection, saat, kini):
        yield Lembar(
            None,
            one.unit,
            one.hari,
            one.layanan,
            KeadaanSensus.BARU,
            0,
            None,
            None,
            None,
            susulan=False,
            tenggat=kini.tenggat(one.hari),
        )


def _lembar(connection: Connection, query: Select[Any], kini: Kalender) -> list[Lembar]:
    found = []
    for row in connection.execute(query):
        day = date.fromisoformat(row.hari)
        found.append(
            Lembar(
                row.id,
                row.unit,
                day,
                JenisKunjungan(row.layanan),
                KeadaanSensus(row.keadaan),
                row.edisi,
                row.penanda,
                row.terbit,
                row.sejak,
                row.susulan,
                kini.tenggat(day, row.terbit if row.edisi > 1 else None),
            )
        )
    return found


def _milik(unit: str, hari: date) -> Select[Any]:
    return select(t.sensus_edisi).where(_e.hari == hari.isoformat(), _e.unit == unit)


def _edisi(connection: Connection, query: Select[Any]) -> list[Edisi]:
    return [_dari(row) for row in connection.execute(query)]


def _dari(row: Any) -> Edisi:  # noqa: ANN401 - a Row with the columns of `sensus_edisi`
    return Edisi(
        row.sensus,
        row.edisi,
        row.unit,
        date.fromisoformat(row.hari),
        row.sampai_seq,
        dari_baris(row.sel),
        _beda(row.beda),
        tuple(row.penyebab),
        row.terbit,
        row.penanda,
        row.ditandatangani,
    )


def _beda(rows: Sequence[Sequence[Any]]) -> tuple[BedaSel, ...]:
    return tuple(BedaSel(baris=one[0], kolom=one[1], dulu=one[2], kini=one[3]) for one in rows)


def subjek(connection: Connection, seqs: Sequence[int]) -> dict[int, str]:
    """Whose lines these are: the visit whose history tells the rest."""
    j = t.jejak.c
    rows = connection.execute(select(j.seq, j.subjek).where(j.seq.in_(seqs)))
    return {row.seq: row.subjek for row in rows}
