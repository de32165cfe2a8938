"""Rooms and beds of the wards, as the administrator keeps them; how many there were at any time stays known.

An expected no is a Refusal; the caller brings a writing connection and commits.
"""

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, and_, delete, exists, func, insert, or_, select, update

from engine import tables as t
from engine.aturan_rujukan import UMUM
from engine.database import lock_ledger
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.workflows.kunjungan import BERLANGSUNG
from schemas.names import KelasRawat, KodeUnit

NAMA_TERPANJANG: Final = 120
_KODE: Final = re.compile(r"[A-Z0-9][A-Z0-9-]{0,15}")
_b, _k = t.tempat_tidur.c, t.kunjungan.c


@dataclass(frozen=True, slots=True)
class Kamar:
    """A room of a ward; all its beds are of its class."""

    kode: str
    nama: str
    unit: KodeUnit
    kelas: KelasRawat
    aktif: bool = True
    bayi: bool = False
    """For newborns alone: its beds are counted apart (FACTS B6 rule 6)."""
    kemampuan: tuple[str, ...] = (UMUM,)
    """What its beds can serve (`policies/rujukan.yaml`); told to who refers."""


@dataclass(frozen=True, slots=True)
class TempatTidur:
    """A bed in use. `kunjungan`: who lies in it."""

    kode: str
    kamar: str
    unit: KodeUnit
    kelas: KelasRawat
    kunjungan: str | None
    bayi: bool = False


def rooms(connection: Connection) -> list[Kamar]:
    """All rooms, closed ones too."""
    c = t.kamar.c
    query = select(c.kode, c.nama, c.unit, c.kelas, c.aktif, c.bayi, c.kemampuan).order_by(c.unit, c.kode)
    return [
        Kamar(row.kode, row.nama, row.unit, KelasRawat(row.kelas), row.aktif, row.bayi, tuple(row.kemampuan))
        for row in connection.execute(query)
    ]


def beds(connection: Connection, unit: str | None = None) -> list[TempatTidur]:
    """The beds in use now, each with the visit that occupies it."""
    lying = and_(_k.tempat_tidur == _b.kode, _k.keadaan.in_(BERLANGSUNG))
    query = (
        select(_b.kode, _b.kamar, _b.unit, _b.kelas, _k.id, _b.bayi)
        .select_from(t.tempat_tidur.outerjoin(t.kunjungan, lying))
        .where(_b.sampai.is_(None))
        .order_by(_b.unit, _b.kamar, _b.kode)
    )
    if unit is not None:
        query = query.where(_b.unit == unit)
    return [TempatTidur(*row[:3], KelasRawat(row.kelas), row.id, row.bayi) for row in connection.execute(query)]


def capacity(connection: Connection, saat: datetime, *, bayi: bool = False) -> dict[tuple[KodeUnit, KelasRawat], int]:
    """How many beds each ward had of each class at that moment; `bayi`: those of newborns, which count apart."""
    counted = and_(_b.mulai <= saat, or_(_b.sampai.is_(None), _b.sampai > saat), _b.bayi.is_(bayi))
    query = select(_b.unit, _b.kelas).where(counted)
    found: dict[tuple[KodeUnit, KelasRawat], int] = {}
    for row in connection.execute(query):
        key = (row.unit, KelasRawat(row.kelas))
        found[key] = found.get(key, 0) + 1
    return found


def sejak(connection: Connection) -> datetime | None:
    """Since when there is any bed; None: there never was one."""
    found: datetime | None = connection.execute(select(func.min(_b.mulai))).scalar()
    return found


def add_room(connection: Connection, kamar: Kamar) -> Kamar | Refusal:
    """A new room in a ward."""
    kamar = replace(kamar, nama=kamar.nama.strip(), kemampuan=_teratur(kamar.kemampuan))
    if refusal := _name_refused(kamar.nama) or _code_refused(kamar.kode) or _kemampuan_refused(kamar.kemampuan):
        return refusal
    lock_ledger(connection)  # two who add at once: the second sees the first
    if _room(connection, kamar.kode) is not None:
        return Refusal("kamar_terpakai", "kode", {"kamar": kamar.kode})
    ward = select(t.unit.c.kode).where(
        t.unit.c.kode == kamar.unit, t.unit.c.aktif, t.unit.c.jenis.in_(("rawat_inap", "gawat_darurat"))
    )
    if connection.execute(ward).first() is None:
        return Refusal("kamar_di_bangsal", "unit")
    connection.execute(insert(t.kamar), asdict(replace(kamar, aktif=True)))
    return kamar


def change_room(  # noqa: PLR0913 - what may change of a room
    connection: Connection,
    kode: str,
    nama: str,
    kelas: KelasRawat,
    *,
    now: datetime,
    bayi: bool | None = None,
    kemampuan: Collection[str] | None = None,
) -> Kamar | Refusal:
    """Another name, class, or kind of patients (`bayi`, `kemampuan`; None: as before).

    Its beds count in the new class, or among the newborns', from now on; refused while somebody lies there.
    """
    nama = nama.strip()
    if refusal := _name_refused(nama):
        return refusal
    lock_ledger(connection)
    known = _room(connection, kode)
    if known is None:
        return Refusal("kamar_tidak_dikenal", "kode", {"kamar": kode})
    able = known.kemampuan if kemampuan is None else _teratur(kemampuan)
    if refusal := _kemampuan_refused(able, known.kemampuan):
        return refusal
    own = [bed for bed in beds(connection, known.unit) if bed.kamar == kode]
    wanted = replace(known, nama=nama, kelas=kelas, bayi=known.bayi if bayi is None else bayi, kemampuan=able)
    if (wanted.kelas, wanted.bayi) != (known.kelas, known.bayi):
        if any(bed.kunjungan for bed in own):
            return Refusal("kamar_masih_terisi", "kelas", {"kamar": kode})
        for bed in own:
            _end(connection, bed.kode, now)
            _begin(connection, bed.kode, wanted, now)
    values = {"nama": nama, "kelas": kelas, "bayi": wanted.bayi, "kemampuan": able}
    connection.execute(update(t.kamar).where(t.kamar.c.kode == kode).values(values))
    return wanted


def close_room(connection: Connection, kode: str, *, now: datetime) -> Kamar | Refusal:
    """Take a room and its beds out of use; refused while somebody lies there."""
    lock_ledger(connection)
    known = _room(connection, kode)
    if known is None:
        return Refusal("kamar_tidak_dikenal", "kode", {"kamar": kode})
    own = [bed for bed in beds(connection, known.unit) if bed.kamar == kode]
    if any(bed.kunjungan for bed in own):
        return Refusal("kamar_masih_terisi", "kode", {"kamar": kode})
    for bed in own:
        _end(connection, bed.kode, now)
    connection.execute(update(t.kamar).where(t.kamar.c.kode == kode).values(aktif=False))
    return known


def reopen_room(connection: Connection, kode: str) -> Kamar | Refusal:
    """Take a closed room into use again; its beds are added again one by one."""
    known = _room(connection, kode)
    if known is None:
        return Refusal("kamar_tidak_dikenal", "kode", {"kamar": kode})
    connection.execute(update(t.kamar).where(t.kamar.c.kode == kode).values(aktif=True))
    return known


def add_bed(connection: Connection, kode: str, kamar: str, *, now: datetime) -> str | Refusal:
    """A bed of this code in this room, from now on; also one that was taken away before."""
    if refusal := _code_refused(kode):
        return refusal
    lock_ledger(connection)
    room = _room(connection, kamar)
    if room is None or not room.aktif:
        return Refusal("kamar_tidak_dikenal", "kamar", {"kamar": kamar})
    if connection.execute(select(_b.kode).where(_b.kode == kode, _b.sampai.is_(None))).first() is not None:
        return Refusal("tempat_tidur_terpakai", "kode", {"tempat_tidur": kode})
    _begin(connection, kode, room, now)
    return kode


def remove_bed(connection: Connection, kode: str, *, now: datetime) -> str | Refusal:
    """Take a bed out of use from now on; refused while somebody lies in it."""
    lock_ledger(connection)
    if connection.execute(select(_b.kode).where(_b.kode == kode, _b.sampai.is_(None))).first() is None:
        return Refusal("tempat_tidur_tidak_ada", "tempat_tidur", {"tempat_tidur": kode})
    lying = select(exists().where(_k.tempat_tidur == kode, _k.keadaan.in_(BERLANGSUNG)))
    if connection.execute(lying).scalar():
        return Refusal("tempat_tidur_terisi", "tempat_tidur", {"tempat_tidur": kode})
    _end(connection, kode, now)
    return kode


def _begin(connection: Connection, kode: str, room: Kamar, now: datetime) -> None:
    own = {"kamar": room.kode, "unit": room.unit, "kelas": room.kelas, "bayi": room.bayi}
    row = {"kode": kode, "mulai": now, "sampai": None} | own
    connection.execute(delete(t.tempat_tidur).where(_b.kode == kode, _b.mulai == now))  # it counted for no time at all
    connection.execute(insert(t.tempat_tidur), row)


def _end(connection: Connection, kode: str, now: datetime) -> None:
    connection.execute(update(t.tempat_tidur).where(_b.kode == kode, _b.sampai.is_(None)).values(sampai=now))


def _room(connection: Connection, kode: str) -> Kamar | None:
    return next((room for room in rooms(connection) if room.kode == kode), None)


def _name_refused(nama: str) -> Refusal | None:
    good = 0 < len(nama) <= NAMA_TERPANJANG and nama.isprintable()
    return None if good else Refusal("nama_tempat_tidak_sah", "nama", {"batas": NAMA_TERPANJANG})


def _teratur(kemampuan: Collection[str]) -> tuple[str, ...]:
    """Each once, in one order; a room of which nothing was said can do what every room can."""
    return tuple(sorted(set(kemampuan))) or (UMUM,)


def _kemampuan_refused(kemampuan: Collection[str], sejak_dulu: Collection[str] = ()) -> Refusal | None:
    """A capability policy does not know is told to nobody; what a room had before it may keep."""
    known = kebijakan().rujukan.kemampuan_aktif.keys() | set(sejak_dulu)
    unknown = sorted(set(kemampuan) - known)
    return Refusal("kemampuan_tidak_dikenal", "kemampuan", {"kemampuan": unknown[0][:24]}) if unknown else None


def _code_refused(kode: str) -> Refusal | None:
    return None if _KODE.fullmatch(kode) else Refusal("kode_kamar_tidak_sah", "kode")
