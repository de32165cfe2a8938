"""Free beds now: of the wards' own beds, less who lies in them, less those promised to a referral and not run out.

A bed counts once, in the group of its class and of all its room can serve. A promise keeps one bed it fits, the least
able first, so that an intensive bed is not kept where a plain one would do.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

from sqlalchemy import Connection, and_, select

from engine import tables as t
from engine.aturan_rujukan import UMUM
from engine.workflows.kunjungan import BERLANGSUNG, Kunjungan
from schemas.names import ArahRujukan, KeadaanRujukan, KelasRawat

TANPA: Final[Mapping[str, Kunjungan]] = MappingProxyType({})


class Golongan(Protocol):
    """What a group of beds is told by."""

    @property
    def kelas(self) -> KelasRawat:
        """Their class."""
        ...

    @property
    def bayi(self) -> bool:
        """Are they for newborns alone?"""
        ...

    @property
    def kemampuan(self) -> tuple[str, ...]:
        """What they can serve."""
        ...


class Kosong(NamedTuple):
    """Beds of one class that can serve the same."""

    kelas: KelasRawat
    bayi: bool
    kemampuan: tuple[str, ...]
    jumlah: int
    terisi: int
    dijanjikan: int = 0

    @property
    def sisa(self) -> int:
        """Free before promises: what the census' sum leaves."""
        return self.jumlah - self.terisi

    @property
    def kosong(self) -> int:
        """Free for somebody new; promises beyond what is there free nothing."""
        return max(self.sisa - self.dijanjikan, 0)


class Janji(NamedTuple):
    """A bed kept for a referral."""

    rujukan: str
    kelas: KelasRawat | None
    kemampuan: str | None
    sampai: datetime


def cocok(beds: Golongan, kelas: KelasRawat | None, kemampuan: str | None) -> bool:
    """Would these beds do? Those of newborns only where something was asked for that not every bed can serve."""
    if kelas is not None and kelas != beds.kelas:
        return False
    if kemampuan in {None, UMUM}:
        return not beds.bayi and (kemampuan is None or UMUM in beds.kemampuan)
    return kemampuan in beds.kemampuan


def tahan(groups: Sequence[Kosong], kept: Iterable[Janji]) -> list[Kosong]:
    """The groups with each promise taken from one of them: who has least choice first, from the least able group."""
    found = [*groups]
    fitting = {one: [i for i, group in enumerate(found) if cocok(group, one.kelas, one.kemampuan)] for one in kept}
    for one in sorted(fitting, key=lambda one: (len(fitting[one]), one.sampai, one.rujukan)):
        if not fitting[one]:
            continue  # the beds it was promised are no more
        best = min(fitting[one], key=lambda i: (found[i].kosong == 0, len(found[i].kemampuan), -found[i].kosong, i))
        found[best] = found[best]._replace(dijanjikan=found[best].dijanjikan + 1)
    return found


def janji(connection: Connection, pada: datetime) -> list[Janji]:
    """The promises that stand: of referrals accepted here whose patient has not come, until their time is up.

    Their time decides, not the timer's telling of it: a bed is free again the moment its promise ends.
    """
    c = t.rujukan.c
    query = select(c.id, c.janji_kelas, c.janji_kemampuan, c.janji_sampai).where(
        c.arah == ArahRujukan.MASUK, c.keadaan == KeadaanRujukan.DITERIMA, c.janji_sampai > pada
    )
    return [
        Janji(row[0], KelasRawat(row[1]) if row[1] else None, row[2], row[3])
        for row in connection.execute(query.order_by(c.janji_sampai, c.id))
    ]


def milik_sendiri(connection: Connection, sesudah: Mapping[str, Kunjungan] = TANPA) -> list[Kosong]:
    """The beds in use of inpatient wards, and how many lie in them; promises are not counted.

    `sesudah`: visits changed by the batch that is being decided, which the table does not show yet.
    """
    b, k, r, u = t.tempat_tidur.c, t.kunjungan.c, t.kamar.c, t.unit.c
    lying = and_(k.tempat_tidur == b.kode, k.keadaan.in_(BERLANGSUNG))
    query = (
        select(b.kode, b.kelas, b.bayi, r.kemampuan, k.id)
        .select_from(
            t.tempat_tidur.join(t.kamar, r.kode == b.kamar).join(t.unit, u.kode == b.unit).outerjoin(t.kunjungan, lying)
        )
        .where(b.sampai.is_(None), u.jenis == "rawat_inap")
    )
    beds: Counter[tuple[KelasRawat, bool, tuple[str, ...]]] = Counter()
    taken: Counter[tuple[KelasRawat, bool, tuple[str, ...]]] = Counter()
    lately = {one.tempat_tidur for one in sesudah.values() if one.keadaan in BERLANGSUNG}
    for row in connection.execute(query):
        key = KelasRawat(row.kelas), bool(row.bayi), tuple(row.kemampuan)
        beds[key] += 1
        taken[key] += row.kode in lately or (row.id is not None and row.id not in sesudah)
    return [Kosong(*key, beds[key], taken[key]) for key in sorted(beds)]


def tempat_kosong(connection: Connection, pada: datetime) -> list[Kosong]:
    """The same, less what is promised at that moment."""
    return tahan(milik_sendiri(connection), janji(connection, pada))


def ada_kosong(connection: Connection, pada: datetime, kelas: KelasRawat | None, kemampuan: str | None) -> bool:
    """Is a bed free that would do?"""
    return any(one.kosong for one in tempat_kosong(connection, pada) if cocok(one, kelas, kemampuan))
