"""A facility in its database: its name and zone, its units and racks, and the record room that is always there.

An expected no is a Refusal; the caller brings a writing connection and commits. A front door knows of a change
within `facts.SEGAR_DETIK`.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import uuid_utils
from sqlalchemy import Connection, Table, delete, func, insert, select, update

from engine import clock
from engine import tables as t
from engine.database import lock_ledger
from engine.refusals import Refusal
from schemas.names import RUANG_REKAM_MEDIS, Keadaan, KodeUnit
from schemas.names.federasi import JenisFasyankes

JENIS_UNIT: Final = {
    "rekam_medis": "Rekam medis",
    "rawat_jalan": "Rawat jalan",
    "rawat_inap": "Rawat inap",
    "gawat_darurat": "Gawat darurat",
    "penunjang": "Penunjang",
    "luar": "Di luar / tidak tercatat",
}
"""Kinds of unit and how people say them."""
NAMA_TERPANJANG: Final = 120
_KODE_UNIT: Final = re.compile(r"[A-Z0-9]{2,16}")
_TELEPON: Final = re.compile(r"\+?[0-9][0-9 ()./-]{1,29}")
_KODE_RAK: Final = re.compile(r"[A-Z0-9]{1,16}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A place a folder can be at."""

    kode: KodeUnit
    nama: str
    jenis: str
    telepon: str = ""
    """Where to call when a folder is late there."""


@dataclass(frozen=True, slots=True)
class UnitTercatat:
    """A unit as the administrator knows it: in use, or closed."""

    unit: Unit
    aktif: bool


@dataclass(frozen=True, slots=True)
class Rak:
    """A rack; its sections are `engine/rak.py`'s."""

    kode: str
    nama: str
    unit: KodeUnit = RUANG_REKAM_MEDIS
    """Whose room it stands in."""


@dataclass(frozen=True, slots=True)
class Fasyankes:
    """The facility this database belongs to."""

    kode: str
    nama: str
    zona: str
    jenis: JenisFasyankes = JenisFasyankes.PUSKESMAS
    induk: str | None = None
    """The code of the office above it, where it has one."""


def baru() -> str:
    """A new identifier: UUIDv7, so that rows made together lie together."""
    return str(uuid_utils.uuid7())


def read(connection: Connection) -> Fasyankes | None:
    """The facility, or None before it was set up."""
    c = t.fasyankes.c
    row = connection.execute(select(c.kode, c.nama, c.zona, c.jenis, c.induk)).first()
    return Fasyankes(row.kode, row.nama, row.zona, JenisFasyankes(row.jenis), row.induk) if row else None


def born(connection: Connection) -> datetime:
    """When the facility was set up, to the microsecond."""
    dibuat: datetime = connection.execute(select(t.fasyankes.c.dibuat)).scalar_one()
    return dibuat


def create(connection: Connection, fasyankes: Fasyankes, units: tuple[Unit, ...], rak: tuple[Rak, ...] = ()) -> None:
    """Write the facility, its units and racks; the record room is always among the units."""
    connection.execute(
        insert(t.fasyankes),
        {
            "kode": fasyankes.kode,
            "nama": fasyankes.nama,
            "zona": fasyankes.zona,
            "jenis": fasyankes.jenis,
            "induk": fasyankes.induk,
            "dibuat": clock.now(),
        },
    )
    everywhere = {unit.kode: unit for unit in (Unit(RUANG_REKAM_MEDIS, "Ruang Rekam Medis", "rekam_medis"), *units)}
    connection.execute(
        insert(t.unit),
        [
            {"aktif": True, "urutan": place, "kode": unit.kode} | _changeable(unit)
            for place, unit in enumerate(everywhere.values())
        ],
    )
    if rak:
        rows = [{"kode": satu.kode, "nama": satu.nama, "urutan": place} for place, satu in enumerate(rak)]
        connection.execute(insert(t.rak), rows)


def racks(connection: Connection) -> list[Rak]:
    """The racks, in their order."""
    query = select(t.rak.c.kode, t.rak.c.nama, t.rak.c.unit).order_by(t.rak.c.urutan, t.rak.c.kode)
    return [Rak(*row) for row in connection.execute(query)]


def units(connection: Connection) -> list[Unit]:
    """The facility's active units, in their order."""
    return [known.unit for known in all_units(connection) if known.aktif]


def all_units(connection: Connection) -> list[UnitTercatat]:
    """Every unit, closed ones too, in their order."""
    c = t.unit.c
    query = select(c.kode, c.nama, c.jenis, c.telepon, c.aktif).order_by(c.urutan, c.kode)
    return [UnitTercatat(Unit(*row[:3], row.telepon or ""), row.aktif) for row in connection.execute(query)]


def folders(connection: Connection) -> dict[KodeUnit, int]:
    """How many records each unit answers for: there, or being carried there. Units without any are absent.

    A missing record is not there: one that is never found would keep the unit it was last seen in open for ever.
    """
    c = t.hitungan.c
    query = select(c.unit, func.sum(c.jumlah)).where(c.jumlah > 0, c.keadaan != Keadaan.HILANG).group_by(c.unit)
    return {KodeUnit(kode): int(jumlah) for kode, jumlah in connection.execute(query)}


def add_unit(connection: Connection, unit: Unit) -> Unit | Refusal:
    """Add a unit after the others; refused where its code is already taken, by a closed unit too."""
    unit = replace(unit, nama=unit.nama.strip(), telepon=unit.telepon.strip())
    if refusal := _name_refused(unit.nama) or _kind_refused(unit) or _phone_refused(unit):
        return refusal
    if not _KODE_UNIT.fullmatch(unit.kode):
        return Refusal("kode_tempat_tidak_sah", "kode", {"dari": 2, "sampai": 16})
    lock_ledger(connection)  # two who add at once: the second sees the first
    if _known(connection, unit.kode) is not None:
        return Refusal("unit_terpakai", "kode", {"unit": unit.kode})
    row = {"kode": unit.kode, "aktif": True, "urutan": _after(connection, t.unit)}
    connection.execute(insert(t.unit), row | _changeable(unit))
    return unit


def change_unit(connection: Connection, unit: Unit) -> Unit | Refusal:
    """Give the unit of this code another name or kind; the record room stays the record room."""
    unit = replace(unit, nama=unit.nama.strip(), telepon=unit.telepon.strip())
    if refusal := _name_refused(unit.nama) or _kind_refused(unit) or _phone_refused(unit):
        return refusal
    known = _known(connection, unit.kode)
    if known is None:
        return Refusal("unit_tidak_dikenal", "kode", {"unit": unit.kode})
    if unit.kode == RUANG_REKAM_MEDIS and unit.jenis != known.unit.jenis:
        return Refusal("ruang_rekam_medis_tetap", "jenis")
    connection.execute(update(t.unit).where(t.unit.c.kode == unit.kode).values(_changeable(unit)))
    return unit


def move_unit(connection: Connection, kode: KodeUnit, *, naik: bool) -> Unit | Refusal:
    """Let a unit and its neighbour change places; the first stays first and the last stays last."""
    lock_ledger(connection)
    order = [known.unit for known in all_units(connection)]
    place = next((at for at, unit in enumerate(order) if unit.kode == kode), None)
    if place is None:
        return Refusal("unit_tidak_dikenal", "kode", {"unit": kode})
    unit = order.pop(place)
    order.insert(max(0, place - 1) if naik else place + 1, unit)
    for at, one in enumerate(order):
        connection.execute(update(t.unit).where(t.unit.c.kode == one.kode).values(urutan=at))
    return unit


def close_unit(connection: Connection, kode: KodeUnit) -> Unit | Refusal:
    """Take a unit out of use; its name stays in the history. Refused while it answers for records."""
    lock_ledger(connection)  # so that no batch in the making is overlooked by the count
    known = _known(connection, kode)
    if known is None:
        return Refusal("unit_tidak_dikenal", "kode", {"unit": kode})
    if kode == RUANG_REKAM_MEDIS:
        return Refusal("ruang_rekam_medis_tetap", "kode")
    if jumlah := folders(connection).get(kode, 0):
        return Refusal("unit_masih_berisi", "kode", {"unit": known.unit.nama, "jumlah": jumlah})
    in_use = (t.tempat_tidur.c.unit == kode) & t.tempat_tidur.c.sampai.is_(None)
    if beds := connection.execute(select(func.count()).select_from(t.tempat_tidur).where(in_use)).scalar_one():
        return Refusal("unit_masih_berkamar", "kode", {"unit": known.unit.nama, "jumlah": beds})
    if _home(connection, kode):
        return Refusal("unit_masih_rumah", "kode", {"unit": known.unit.nama})
    connection.execute(update(t.unit).where(t.unit.c.kode == kode).values(aktif=False))
    return known.unit


def reopen_unit(connection: Connection, kode: KodeUnit) -> Unit | Refusal:
    """Take a closed unit into use again."""
    known = _known(connection, kode)
    if known is None:
        return Refusal("unit_tidak_dikenal", "kode", {"unit": kode})
    connection.execute(update(t.unit).where(t.unit.c.kode == kode).values(aktif=True))
    return known.unit


def add_rack(connection: Connection, rak: Rak) -> Rak | Refusal:
    """Add a rack after the others; refused where its code is already taken."""
    rak = replace(rak, nama=rak.nama.strip())
    if refusal := _name_refused(rak.nama):
        return refusal
    if not _KODE_RAK.fullmatch(rak.kode):
        return Refusal("kode_tempat_tidak_sah", "kode", {"dari": 1, "sampai": 16})
    lock_ledger(connection)
    if any(other.kode == rak.kode for other in racks(connection)):
        return Refusal("rak_terpakai", "kode", {"rak": rak.kode})
    row = {"kode": rak.kode, "nama": rak.nama, "urutan": _after(connection, t.rak)}
    connection.execute(insert(t.rak), row)
    return rak


def rename_rack(connection: Connection, rak: Rak) -> Rak | Refusal:
    """Give the rack of this code another name."""
    rak = replace(rak, nama=rak.nama.strip())
    if refusal := _name_refused(rak.nama):
        return refusal
    changed = connection.execute(update(t.rak).where(t.rak.c.kode == rak.kode).values(nama=rak.nama))
    return rak if changed.rowcount else Refusal("rak_tidak_dikenal", "kode", {"rak": rak.kode})


def remove_rack(connection: Connection, kode: str) -> Refusal | None:
    """Take a rack away, with its sections. No record and no line of the ledger names one."""
    connection.execute(delete(t.ruas).where(t.ruas.c.rak == kode))
    removed = connection.execute(delete(t.rak).where(t.rak.c.kode == kode))
    return None if removed.rowcount else Refusal("rak_tidak_dikenal", "kode", {"rak": kode})


def _known(connection: Connection, kode: KodeUnit) -> UnitTercatat | None:
    return next((known for known in all_units(connection) if known.unit.kode == kode), None)


def _home(connection: Connection, kode: KodeUnit) -> bool:
    """Do folders live there, or will they by the latest plan?"""
    c, p = t.berkas.c, t.penyimpanan.c
    living = select(c.id).where(c.rumah == kode, c.keadaan.not_in((Keadaan.DIGABUNG, Keadaan.DIMUSNAHKAN))).limit(1)
    latest = select(p.inap, p.darurat).order_by(p.berlaku.desc()).limit(1)
    planned = connection.execute(latest).first()
    return connection.execute(living).first() is not None or kode in (planned or ())


def _after(connection: Connection, table: Table) -> int:
    """A place after the last of them."""
    last: int = connection.execute(select(func.coalesce(func.max(table.c.urutan), -1))).scalar_one()
    return last + 1


def _name_refused(nama: str) -> Refusal | None:
    good = 0 < len(nama) <= NAMA_TERPANJANG and nama.isprintable()
    return None if good else Refusal("nama_tempat_tidak_sah", "nama", {"batas": NAMA_TERPANJANG})


def _changeable(unit: Unit) -> dict[str, str | None]:
    return {"nama": unit.nama, "jenis": unit.jenis, "telepon": unit.telepon or None}


def _phone_refused(unit: Unit) -> Refusal | None:
    good = not unit.telepon or _TELEPON.fullmatch(unit.telepon)
    return None if good else Refusal("telepon_unit_tidak_sah", "telepon")


def _kind_refused(unit: Unit) -> Refusal | None:
    return None if unit.jenis in JENIS_UNIT else Refusal("jenis_unit_tidak_dikenal", "jenis")
