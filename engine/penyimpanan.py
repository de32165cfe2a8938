"""Where a patient's folders live: all in the record room, or each kind of service's in a room of its own.

Centralised (sentralisasi): outpatient, inpatient and emergency papers are one folder. Decentralised: one number, and
a folder for each kind that is kept apart (seed 003, FACTS A3.9). Which holds is planned from a date. What was
registered stays where it lives until it is carried over (`pulangkan`) or merged.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from engine import tables as t
from engine.database import lock_ledger
from engine.penomoran import PERTAMA
from engine.refusals import Refusal
from schemas.names import RUANG_REKAM_MEDIS, JenisKunjungan, KodeUnit, Pembawa, PetugasId

JENIS_RUMAH: Final = {"inap": "rawat_inap", "darurat": "gawat_darurat"}
"""Which kind of unit may keep the folders of which service."""
BUKAN_RUMAH: Final = {"inap": "rumah_bukan_rawat_inap", "darurat": "rumah_bukan_gawat_darurat"}
SEKALI_PULANG: Final = 500
"""Folders that are given another home in one transaction."""
_c = t.penyimpanan.c
_b = t.berkas.c


@dataclass(frozen=True, slots=True)
class Penyimpanan:
    """Where folders live from a day on. None: in the record room, with the outpatients'."""

    berlaku: date = PERTAMA
    inap: KodeUnit | None = None
    darurat: KodeUnit | None = None

    def rumah(self, layanan: JenisKunjungan | None) -> KodeUnit:
        """The home of the folder of a service."""
        own = {JenisKunjungan.RAWAT_INAP: self.inap, JenisKunjungan.GAWAT_DARURAT: self.darurat}
        return (own.get(layanan) if layanan else None) or RUANG_REKAM_MEDIS

    @property
    def tersebar(self) -> bool:
        """Decentralised: one patient may have several folders, each with a home."""
        return bool(self.inap or self.darurat)

    @property
    def rumah_rumah(self) -> frozenset[KodeUnit]:
        """Every home there is."""
        return frozenset(home for home in (RUANG_REKAM_MEDIS, self.inap, self.darurat) if home)


TERPUSAT: Final = Penyimpanan()
"""What holds until a facility plans otherwise."""


@dataclass(frozen=True, slots=True)
class RumahLama:
    """Folders in a room that is no home any more: how many, and how many have a twin in the record room."""

    unit: KodeUnit
    berkas: int
    kembar: int


def baca(connection: Connection) -> tuple[Penyimpanan, ...]:
    """All that was ever planned, the first always there."""
    rows = connection.execute(select(_c.berlaku, _c.inap, _c.darurat).order_by(_c.berlaku))
    return (TERPUSAT, *(Penyimpanan(date.fromisoformat(row.berlaku), row.inap, row.darurat) for row in rows))


def pada(semua: tuple[Penyimpanan, ...], hari: date) -> Penyimpanan:
    """What holds on a day."""
    return max((satu for satu in semua if satu.berlaku <= hari), key=lambda satu: satu.berlaku)


def rencanakan(
    connection: Connection, wanted: Penyimpanan, hari: date, pelaku: PetugasId, now: datetime
) -> Refusal | None:
    """Keep folders another way from a day on; a plan of that same day is replaced."""
    if wanted.berlaku < hari:
        return Refusal("rencana_lampau", "berlaku")
    for name, kind in JENIS_RUMAH.items():
        home, u = getattr(wanted, name), t.unit.c
        if home is None:
            continue
        fits = select(u.kode).where(u.kode == home, u.jenis == kind, u.aktif)
        if connection.execute(fits).first() is None:
            return Refusal(BUKAN_RUMAH[name], name)
    lock_ledger(connection)
    others = tuple(satu for satu in baca(connection) if satu.berlaku != wanted.berlaku)
    before = pada(others, wanted.berlaku)
    if (before.inap, before.darurat) == (wanted.inap, wanted.darurat):
        return Refusal("penyimpanan_tidak_berubah", "berlaku")
    connection.execute(delete(t.penyimpanan).where(_c.berlaku == wanted.berlaku.isoformat()))
    row = {"berlaku": wanted.berlaku.isoformat(), "inap": wanted.inap, "darurat": wanted.darurat}
    connection.execute(insert(t.penyimpanan), row | {"dibuat": now, "pelaku": pelaku})
    return None


def hapus(connection: Connection, berlaku: date, hari: date) -> Refusal | None:
    """Take back a plan that has not begun: what held once stays told."""
    lock_ledger(connection)
    if berlaku <= hari:
        return Refusal("rencana_lampau", "berlaku")
    gone = connection.execute(delete(t.penyimpanan).where(_c.berlaku == berlaku.isoformat()))
    return None if gone.rowcount else Refusal("rencana_tidak_dikenal", "berlaku")


def rumah_lama(connection: Connection, hari: date) -> list[RumahLama]:
    """The rooms that still keep folders and are no home any more."""
    homes = pada(baca(connection), hari).rumah_rumah
    query = select(_b.rumah, func.count()).where(_b.rumah.not_in(homes)).group_by(_b.rumah).order_by(_b.rumah)
    return [
        RumahLama(
            KodeUnit(rumah),
            jumlah,
            connection.execute(select(func.count()).select_from(_kembar(rumah).subquery())).scalar_one(),
        )
        for rumah, jumlah in connection.execute(query).all()
    ]


def pulangkan(connection: Connection, rumah: KodeUnit, hari: date, banyak: int = SEKALI_PULANG) -> int | Refusal:
    """Let so many folders of a former home live in the record room: how many did. One with a twin there stays.

    Two folders of one number in one room are one folder: those are merged by hand (`berkas.gabungkan`), since papers
    must be put together.
    """
    lock_ledger(connection)  # the front door registers by the same key: one after the other
    if rumah in pada(baca(connection), hari).rumah_rumah:
        return Refusal("masih_rumah", "unit", {"unit": rumah})
    free = select(_b.id).where(_b.rumah == rumah, _b.id.not_in(_kembar(rumah))).limit(banyak)
    ids = list(connection.execute(free).scalars())
    if ids:
        connection.execute(update(t.berkas).where(_b.id.in_(ids)).values(rumah=RUANG_REKAM_MEDIS))
    return len(ids)


def _kembar(rumah: str) -> Select[tuple[str]]:
    """The folders of a home whose number another folder bears in the record room."""
    other = t.berkas.alias()
    same = (other.c.kunci == _b.kunci) & (other.c.pembawa == _b.pembawa) & (other.c.rumah == RUANG_REKAM_MEDIS)
    return select(_b.id).join(other, same).where(_b.rumah == rumah, _b.pembawa == Pembawa.FISIK)
