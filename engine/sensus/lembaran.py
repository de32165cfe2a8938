"""The stays a ward's sheet of one day is made of: who came, was moved, went, and stays; by visit, without a name."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, RowMapping, or_, select

from engine import tables as t
from engine.sensus.orang import potong
from schemas.names import Macam

MASUK: Final = frozenset({Macam.MASUK, Macam.PINDAHAN})
_s = t.sensus.c


class Lembaran(NamedTuple):
    """One line of a list: what it is told as, in which class, when; for a move the ward and class at its other end."""

    kunjungan: str
    macam: Macam
    unit: str
    kelas: str
    bayi: bool
    saat: datetime
    """When they came or left; of those who stay, when they came into this ward and class."""
    hari: date
    lawan: tuple[str, str] | None = None
    lama_dirawat: int | None = None
    masuk: datetime | None = None
    """Their admission to the hospital."""
    seq: int = 0


def lembaran(connection: Connection, unit: str, hari: date) -> list[Lembaran]:
    """Every line of the lists of a ward's day, in the order they happened."""
    day = hari.isoformat()
    query = (
        select(t.sensus)
        .where(_s.unit == unit, _s.hari_mulai <= day, or_(_s.hari_sampai.is_(None), _s.hari_sampai >= day))
        .order_by(_s.mulai, _s.kunjungan, _s.urut)
    )
    rows = connection.execute(query).mappings().all()
    beside = _sebelah(connection, [row["kunjungan"] for row in rows])
    made: list[Lembaran] = []
    for row in rows:
        if row["hari_mulai"] == day:
            made.append(_masuk(row, beside, hari))
        if row["hari_sampai"] == day:
            made.append(_keluar(row, beside, hari))
        else:
            made.append(_baris(row, Macam.SISA, row["mulai"], hari))
    return sorted(made, key=lambda one: (one.saat, one.kunjungan))


def _sebelah(connection: Connection, ids: list[str]) -> Mapping[tuple[str, int], tuple[str, str]]:
    """Ward and class of every stay of these visits."""
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for some in potong(ids):
        query = select(_s.kunjungan, _s.urut, _s.unit, _s.kelas).where(_s.kunjungan.in_(some))
        found |= {(row.kunjungan, row.urut): (row.unit, row.kelas) for row in connection.execute(query)}
    return found


def _masuk(row: RowMapping, beside: Mapping[tuple[str, int], tuple[str, str]], hari: date) -> Lembaran:
    made = _baris(row, Macam(row["macam_masuk"]), row["mulai"], hari)
    return made._replace(lawan=beside.get((row["kunjungan"], row["urut"] - 1)), seq=row["seq_mulai"])


def _keluar(row: RowMapping, beside: Mapping[tuple[str, int], tuple[str, str]], hari: date) -> Lembaran:
    macam = Macam(row["macam_keluar"])
    made = _baris(row, macam, row["sampai"], hari)._replace(seq=row["seq_sampai"])
    if macam is Macam.DIPINDAHKAN:
        return made._replace(lawan=beside.get((row["kunjungan"], row["urut"] + 1)))
    stay = (hari - date.fromisoformat(row["hari_masuk_rs"])).days
    return made._replace(lama_dirawat=max(1, stay))


def _baris(row: RowMapping, macam: Macam, saat: str, hari: date) -> Lembaran:
    return Lembaran(
        row["kunjungan"], macam, row["unit"], row["kelas"], bool(row["bayi"]), _saat(saat), hari,
        masuk=_saat(row["masuk_rs"]),
    )  # fmt: skip


def _saat(teks: Any) -> datetime:  # noqa: ANN401 - a column
    """An instant as the projection keeps it: UTC, to the second."""
    return datetime.fromisoformat(str(teks)).replace(tzinfo=UTC)
