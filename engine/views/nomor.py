"""From record numbers to records, many at once; the number that comes next; folders that wait to be merged."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from engine import tables as t
from engine.arsip import Arsip
from engine.nomor_kosong import kosong
from engine.penomoran import Rencana
from engine.workflows.berkas import HIDUP
from schemas.names import RUANG_REKAM_MEDIS, BerkasId, Pembawa


def ids(connection: Connection, kunci: Collection[str], pembawa: Pembawa = Pembawa.FISIK) -> dict[str, BerkasId]:
    """The records with these keys (`engine.numbers.kunci` of a number); the unknown are absent.

    Of several that live apart the record room's own: what an import or a list of numbers speaks of.
    """
    c = t.berkas.c
    query = select(c.kunci, c.id, c.rumah).where(c.kunci.in_(kunci), c.pembawa == pembawa)
    found = sorted(connection.execute(query), key=lambda row: row.rumah == RUANG_REKAM_MEDIS)
    return {row.kunci: BerkasId(row.id) for row in found}


@dataclass(frozen=True, slots=True)
class Berikut:
    """What the next registration will get, if nobody comes first."""

    nomor: str | None
    """None: the numbers have run out."""
    sisa: int
    """Numbers left in this form, those that came another way not taken off."""


@dataclass(frozen=True, slots=True)
class MenungguGabung:
    """A patient's older folder, to be merged into the newest one (serial-unit numbering)."""

    lama: BerkasId
    nomor_lama: str
    baru: BerkasId
    nomor_baru: str


def berikut(connection: Connection, arsip: Arsip, rencana: Rencana) -> Berikut:
    """The next number under a plan; those in use are passed over as the door passes them over."""
    free = kosong(connection, rencana, arsip.awal(rencana))
    return Berikut(free[0], rencana.terakhir - free[1] + 1) if free else Berikut(None, 0)


def menunggu_gabung(connection: Connection, batas: int = 100) -> list[MenungguGabung]:
    """Patients with more than one folder that lives in one room: each older one waits to be merged into the newest."""
    c = t.berkas.c
    living = (c.pasien.is_not(None), c.pembawa == Pembawa.FISIK, c.keadaan.in_(HIDUP))
    several = select(c.pasien).where(*living).group_by(c.pasien, c.rumah).having(func.count() > 1).limit(batas)
    query = select(c.id, c.nomor, c.pasien, c.rumah).where(*living, c.pasien.in_(several))
    by_patient: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in connection.execute(query.order_by(c.pasien, c.rumah, c.terdaftar, c.id)):
        by_patient.setdefault((row.pasien, row.rumah), []).append((row.id, row.nomor))
    return [
        MenungguGabung(BerkasId(id_), nomor, BerkasId(own[-1][0]), own[-1][1])
        for own in by_patient.values()
        for id_, nomor in own[:-1]
    ][:batas]
