"""The visits of one person, under whatever entry each was registered: what goes on, and what a merger would bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, select

from engine import tables as t
from engine.lines import event_of
from engine.rows.kunjungan import record_of
from engine.views import names
from engine.views.pasien import dapat_ada, rumpun_banyak
from engine.workflows.kunjungan import BERLANGSUNG, Kunjungan
from schemas.events.kunjungan import CaraBayarDiubah
from schemas.names import JenisKunjungan

_k = t.kunjungan.c
_KOLOM: Final = tuple(_k[name] for name in Kunjungan._fields)


@dataclass(frozen=True, slots=True)
class Terbuka:
    """The visits of one person that go on, the oldest first."""

    isi: tuple[Kunjungan, ...] = ()

    @property
    def dirawat(self) -> tuple[Kunjungan, ...]:
        """Those in beds: more than one means one person is told to lie in two."""
        return tuple(visit for visit in self.isi if visit.jenis is JenisKunjungan.RAWAT_INAP)

    def sidik(self, lain: "Terbuka") -> str:
        """What somebody was shown before they merged two: another visit meanwhile asks again. "" where none clash."""
        if not self.isi or not lain.isi:
            return ""
        ids = sorted(visit.id for visit in (*self.isi, *lain.isi))
        return sha256(",".join(ids).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Pembayaran:
    """One change of who pays."""

    pada: datetime
    dari: str
    menjadi: str
    oleh: str | None


def pembayaran(connection: Connection, kunjungan: str) -> tuple[Pembayaran, ...]:
    """Every change of who pays for a visit, in the order in which they were made."""
    j = t.jejak.c
    query = select(t.jejak).where(j.subjek == kunjungan, j.jenis == CaraBayarDiubah.jenis).order_by(j.versi)
    events = [event for row in connection.execute(query) if isinstance(event := event_of(row), CaraBayarDiubah)]
    who = names.petugas(connection, (event.pelaku for event in events))
    return tuple(
        Pembayaran(event.terjadi_pada, event.dari_cara_bayar, event.cara_bayar, who.get(event.pelaku))
        for event in events
    )


def terbuka(connection: Connection, pasien: Sequence[str]) -> dict[str, Terbuka]:
    """The visits that go on of each of these patients, and of whoever was merged into them."""
    kin = rumpun_banyak(connection, [one for one in pasien if dapat_ada(one)])
    owner = {member: one for one, members in kin.items() for member in members}
    query = select(*_KOLOM).where(_k.pasien.in_(sorted(owner)), _k.keadaan.in_(BERLANGSUNG))
    found: dict[str, list[Kunjungan]] = {one: [] for one in pasien}
    for row in connection.execute(query.order_by(_k.terdaftar, _k.id)):
        visit = record_of(row)
        found[owner[visit.pasien]].append(visit)
    return {one: Terbuka(tuple(visits)) for one, visits in found.items()}
