"""Where a folder stands: its rack, section and place, and the map of all racks with how full they are."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, func, select

from engine import arsip, facility, rak
from engine import tables as t
from engine.facility import Rak
from engine.policy import kebijakan
from engine.rak import Ruas
from schemas.names import BerkasId, Keadaan, KodeUnit

TIDAK_BERTEMPAT: Final = frozenset(
    {
        Keadaan.INAKTIF,
        Keadaan.DINILAI,
        Keadaan.DIUSULKAN_MUSNAH,
        Keadaan.DILESTARIKAN,
        Keadaan.DIMUSNAHKAN,
        Keadaan.DIGABUNG,
    }
)
"""Folders whose place on the active shelves is given up; a merged one leaves a pointer there."""

PERGI: Final = TIDAK_BERTEMPAT - {Keadaan.DIGABUNG}
"""Folders of which nothing at all stands on the active shelves."""


@dataclass(frozen=True, slots=True)
class Tempat:
    """One place on the shelves."""

    ruas: Ruas
    posisi: int
    """Which folder of its section it is, from 1, among those that live there."""
    sebelum: str | None
    """The number of the folder that stands before it."""
    sesudah: str | None


@dataclass(frozen=True, slots=True)
class Isi:
    """One section, and what is in it."""

    ruas: Ruas
    berumah: int
    """Folders that live here."""
    hadir: int
    """Those of them that the ledger says stand here now."""
    penunjuk: int
    """Pointers of merged folders."""
    sampai: str | None
    """The first number of the next section; None at the end of the room."""

    @property
    def persen(self) -> int:
        """How full: the folders that live here, out or not, against what fits."""
        return self.berumah * 100 // self.ruas.kapasitas

    @property
    def rupa(self) -> str:
        """`lega`, `hampir` or `penuh`."""
        if self.berumah >= self.ruas.kapasitas:
            return "penuh"
        return "hampir" if self.persen >= kebijakan().penomoran.penuh.persen else "lega"


@dataclass(frozen=True, slots=True)
class RakTerisi:
    """One rack with its sections, in shelf order."""

    rak: Rak
    isi: tuple[Isi, ...]

    @property
    def berumah(self) -> int:
        """Folders that live in it."""
        return sum(satu.berumah for satu in self.isi)

    @property
    def kapasitas(self) -> int:
        """What fits in it."""
        return sum(satu.ruas.kapasitas for satu in self.isi)


_c = t.berkas.c


def tempat(connection: Connection, berkas: BerkasId) -> Tempat | None:
    """Where a folder stands; None for one that stands on no shelf, or where no racks are drawn."""
    row = connection.execute(select(_c.urutan, _c.rumah, _c.keadaan).where(_c.id == berkas)).first()
    if row is None or row.urutan is None or row.keadaan in PERGI:
        return None
    return _tempat(connection, row.rumah, row.urutan)


def tempat_nomor(connection: Connection, nomor: str, unit: KodeUnit) -> Tempat | None:
    """Where a number stands or would stand in a room, registered or not."""
    return _tempat(connection, unit, arsip.jajaran(connection).teks(nomor))


def _tempat(connection: Connection, unit: str, urutan: str) -> Tempat | None:
    found = rak.letak(rak.semua(connection), unit, urutan)
    if found is None:
        return None
    home = _berumah(unit)
    before = select(func.count()).where(home, _c.urutan >= found.urutan, _c.urutan < urutan)
    return Tempat(
        found,
        connection.execute(before).scalar_one() + 1,
        connection.execute(
            select(_c.nomor).where(home, _c.urutan < urutan).order_by(_c.urutan.desc()).limit(1)
        ).scalar_one_or_none(),
        connection.execute(
            select(_c.nomor).where(home, _c.urutan > urutan).order_by(_c.urutan).limit(1)
        ).scalar_one_or_none(),
    )


def letak_banyak(connection: Connection, ids: Sequence[BerkasId]) -> dict[BerkasId, Ruas]:
    """The section of each of these folders; those without one are absent."""
    known = rak.semua(connection)
    if not ids or not known:
        return {}
    query = select(_c.id, _c.rumah, _c.urutan).where(_c.id.in_(ids), _c.urutan.is_not(None), _c.keadaan.not_in(PERGI))
    found = ((row.id, rak.letak(known, row.rumah, row.urutan)) for row in connection.execute(query))
    return {BerkasId(id_): ruas for id_, ruas in found if ruas is not None}


def peta(connection: Connection) -> list[RakTerisi]:
    """All racks in the order people walk them, each section counted.

    Folders are counted off the index of shelf order; only those that are not in their place are read one by one.
    """
    sections = rak.semua(connection)
    away = _tidak_di_tempat(connection, sections)
    filled: dict[str, list[Isi]] = {}
    for place, ruas in enumerate(sections):
        first = place == 0 or sections[place - 1].unit != ruas.unit
        last = place + 1 == len(sections) or sections[place + 1].unit != ruas.unit
        following = None if last else sections[place + 1]
        total = _banyak(connection, ruas, following, first=first)
        states = away.get((ruas.rak, ruas.nomor), Counter())
        gone = sum(jumlah for keadaan, jumlah in states.items() if keadaan in TIDAK_BERTEMPAT)
        filled.setdefault(ruas.rak, []).append(
            Isi(
                ruas,
                total - gone,
                total - states.total(),
                states[Keadaan.DIGABUNG],
                following.dari if following else None,
            )
        )
    return [
        RakTerisi(satu, tuple(sorted(filled.get(satu.kode, ()), key=lambda isi: isi.ruas.nomor)))
        for satu in facility.racks(connection)
    ]


def _banyak(connection: Connection, ruas: Ruas, following: Ruas | None, *, first: bool) -> int:
    """All folders with a place in this section, whatever became of them."""
    within = [_c.rumah == ruas.unit, _c.urutan >= ruas.urutan if not first else _c.urutan.is_not(None)]
    if following is not None:
        within.append(_c.urutan < following.urutan)
    found: int = connection.execute(select(func.count()).where(*within)).scalar_one()
    return found


def _tidak_di_tempat(connection: Connection, sections: Sequence[Ruas]) -> dict[tuple[str, int], Counter[Keadaan]]:
    """The folders that are not in their place, by section and state."""
    elsewhere = [keadaan for keadaan in Keadaan if keadaan not in {Keadaan.BARU, Keadaan.DISIMPAN}]
    query = select(_c.rumah, _c.urutan, _c.keadaan).where(_c.keadaan.in_(elsewhere), _c.urutan.is_not(None))
    keys = {unit: [satu.urutan for satu in sections if satu.unit == unit] for unit in {r.unit for r in sections}}
    own = {unit: [satu for satu in sections if satu.unit == unit] for unit in keys}
    found: dict[tuple[str, int], Counter[Keadaan]] = {}
    for rumah, urutan, keadaan in connection.execute(query):
        if rumah in keys:
            ruas = own[rumah][max(0, bisect_right(keys[rumah], urutan) - 1)]
            found.setdefault((ruas.rak, ruas.nomor), Counter())[Keadaan(keadaan)] += 1
    return found


def _berumah(unit: str) -> ColumnElement[bool]:
    return and_(_c.rumah == unit, _c.urutan.is_not(None), _c.keadaan.not_in(TIDAK_BERTEMPAT))
