"""How long referrals waited for an answer, facility by facility; and those that still wait.

A facility counts its own, sent and received; an office those of the facilities below, as they told it. A time is from
when it was sent to when the answer was known, by the clock of whoever sent it, or of the receiver for what came in.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, select

from engine import facility
from engine import tables as t
from engine.policy import kebijakan
from engine.settings import ZONA_INDONESIA
from engine.tempo import jatuh_tempo
from schemas.names import KeadaanRujukan
from schemas.names.federasi import PENYELENGGARA


class Lingkup(StrEnum):
    """Whose referrals are counted."""

    SENDIRI = "sendiri"
    WILAYAH = "wilayah"


class Tanggap(NamedTuple):
    """One referral: when it was sent, until when it was to be answered, and when it was."""

    rujukan: str
    perujuk: str
    tujuan: str
    darurat: bool
    keadaan: KeadaanRujukan
    dikirim: datetime
    batas: datetime
    """By the policy in force here."""
    dijawab: datetime | None
    tingkat: int = 0

    @property
    def menunggu(self) -> bool:
        """Nobody answered, and nobody called it off."""
        return self.keadaan is KeadaanRujukan.DIKIRIM and self.dijawab is None

    def lewat(self, pada: datetime) -> bool:
        """Was it, or is it, past its time? At the very instant it is due, it is."""
        return (self.dijawab or pada) >= self.batas

    @property
    def lama(self) -> timedelta | None:
        """How long it waited; None: it is not answered."""
        return None if self.dijawab is None else max(self.dijawab - self.dikirim, timedelta(0))


class Pasangan(NamedTuple):
    """The answers of one facility to another, emergencies apart from what was planned."""

    perujuk: str
    tujuan: str
    darurat: bool | None
    """None: both together."""
    jumlah: int
    dijawab: int
    menunggu: int
    dalam_batas: int
    """Answered in time."""
    lewat: int
    """Answered late, or waiting past their time."""
    median: timedelta | None
    """None: nothing was answered."""
    p90: timedelta | None

    @property
    def bagian(self) -> float | None:
        """The share answered in time, of what was answered or is late; None: there is nothing to divide by."""
        whole = self.dalam_batas + self.lewat
        return self.dalam_batas / whole if whole else None


def persentil(lama: Sequence[timedelta], bagian: float) -> timedelta | None:
    """The shortest measured time that as large a share did not exceed; None of nothing."""
    return sorted(lama)[max(ceil(bagian * len(lama)), 1) - 1] if lama else None


def lingkup(connection: Connection) -> Lingkup:
    """An office counts those below, everybody else their own."""
    jenis = connection.execute(select(t.fasyankes.c.jenis)).scalar()
    return Lingkup.WILAYAH if jenis in PENYELENGGARA else Lingkup.SENDIRI


def baca(connection: Connection, dari: datetime, sampai: datetime) -> list[Tanggap]:
    """Those sent in this time, the latest first."""
    return _baca(connection, dari, sampai)


def menunggu(connection: Connection) -> list[Tanggap]:
    """Those that wait now, whenever they were sent: emergencies first, then who waits longest past their time."""
    found = [one for one in _baca(connection, None, None) if one.menunggu]
    return sorted(found, key=lambda one: (not one.darurat, one.batas, one.rujukan))


def _baca(connection: Connection, dari: datetime | None, sampai: datetime | None) -> list[Tanggap]:
    here = facility.read(connection)
    if here is None:
        return []
    wide = lingkup(connection) is Lingkup.WILAYAH
    table: Table = t.rujukan_pantau if wide else t.rujukan
    c = table.c
    key, level = (c.rujukan, c.tingkat) if wide else (c.id, c.versi)
    query = select(key, c.perujuk, c.tujuan, c.darurat, c.keadaan, c.dikirim, c.dijawab, level)
    if dari is None or sampai is None:
        query = query.where(c.keadaan == KeadaanRujukan.DIKIRIM)
    else:
        query = query.where(c.dikirim >= dari, c.dikirim < sampai)
    zona, libur, jawab = ZoneInfo(ZONA_INDONESIA[here.zona]), kebijakan().libur.kalender, kebijakan().rujukan.jawab
    return [
        Tanggap(
            row[0],
            row.perujuk,
            row.tujuan,
            bool(row.darurat),
            KeadaanRujukan(row.keadaan),
            row.dikirim,
            jatuh_tempo(row.dikirim, jawab.untuk(darurat=row.darurat), zona, libur),
            row.dijawab,
            row[7] if wide else 0,
        )
        for row in connection.execute(query.where(c.dikirim.is_not(None)).order_by(c.dikirim.desc(), key))
    ]


def pasangan(rows: Iterable[Tanggap], pada: datetime) -> list[Pasangan]:
    """The answers of each facility to each other: emergencies first, the slowest first."""
    pairs: dict[tuple[str, str, bool | None], list[Tanggap]] = {}
    for one in rows:
        pairs.setdefault((one.perujuk, one.tujuan, one.darurat), []).append(one)
    made = [_satu(key, mine, pada) for key, mine in pairs.items()]
    return sorted(made, key=lambda one: (not one.darurat, -(one.p90 or timedelta(0)), one.perujuk, one.tujuan))


def semua(rows: Sequence[Tanggap], pada: datetime) -> Pasangan:
    """All together."""
    return _satu(("", "", None), rows, pada)


def _satu(key: tuple[str, str, bool | None], mine: Sequence[Tanggap], pada: datetime) -> Pasangan:
    lama = [one.lama for one in mine if one.lama is not None]
    counted = [one for one in mine if one.dijawab is not None or one.menunggu]
    late = sum(one.lewat(pada) for one in counted)
    return Pasangan(
        *key,
        len(mine),
        len(lama),
        sum(one.menunggu for one in mine),
        sum(one.dijawab is not None and not one.lewat(pada) for one in mine),
        late,
        persentil(lama, 0.5),
        persentil(lama, 0.9),
    )
