"""The two clocks of what is missing in a folder, for each person who must complete something: from the ledger."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select

from engine import berlaku, rows
from engine import tables as t
from engine.lines import event_of
from engine.rows.kekurangan import record_of
from engine.views import names
from engine.workflows.awal_tempo import awal, mulai_melengkapi
from engine.workflows.dua_jam import DuaJam, Ruas, Sebab, dua_jam
from engine.workflows.kekurangan import BELUM_SELESAI, Kekurangan
from engine.workflows.kunjungan import Kunjungan
from schemas.message import Event
from schemas.names import KodeUnit, PetugasId

_g = t.kekurangan.c
_KOLOM: Final = tuple(_g[name] for name in Kekurangan._fields)


@dataclass(frozen=True, slots=True)
class JamPetugas:
    """Both clocks of one person about one folder, with names."""

    jam: DuaJam
    nama: str
    kekurangan: int
    """How many gaps it is about."""
    jatuh_tempo: datetime | None
    """When the first of what is open is due."""
    unit: dict[str, str]
    """The names of the places its intervals speak of."""

    @property
    def hukum(self) -> timedelta:
        """The legal time."""
        return self.jam.hukum

    @property
    def adil(self) -> timedelta:
        """The fair time."""
        return self.jam.adil


def milik_berkas(
    connection: Connection, berkas: str, kini: datetime, *, petugas: str | None = None, selesai: bool = False
) -> list[JamPetugas]:
    """The clocks of everybody who must complete something in this folder, who has had it longest first.

    `petugas`: of one person only. `selesai`: also of what is completed.
    """
    query = select(*_KOLOM).where(_g.berkas == berkas)
    if petugas is not None:
        query = query.where(_g.penanggung_jawab == petugas)
    if not selesai:
        query = query.where(_g.keadaan.in_(BELUM_SELESAI))
    own: defaultdict[PetugasId, list[Kekurangan]] = defaultdict(list)
    for row in connection.execute(query.order_by(_g.terdaftar, _g.id)):
        gap = record_of(row)
        if gap.penanggung_jawab is not None:
            own[gap.penanggung_jawab].append(gap)
    if not own:
        return []
    history = _riwayat(connection, berkas)
    found = [_jam(connection, history, who, gaps, kini) for who, gaps in own.items()]
    return sorted(found, key=lambda one: (one.jam.mulai, one.jam.petugas))


def _jam(
    connection: Connection, history: Sequence[Event], who: PetugasId, gaps: Sequence[Kekurangan], kini: datetime
) -> JamPetugas:
    jam = dua_jam(
        history,
        [_riwayat(connection, gap.id) for gap in gaps],
        petugas=who,
        unit=_unit(connection, who),
        mulai=_mulai(connection, history, gaps, kini),
        kini=kini,
    )
    due = (gap.jatuh_tempo for gap in gaps if gap.jatuh_tempo is not None and gap.keadaan in BELUM_SELESAI)
    people = names.petugas(connection, [who])
    return JamPetugas(jam, people.get(who, ""), len(gaps), min(due, default=None), names.unit(connection))


def _mulai(connection: Connection, history: Sequence[Event], gaps: Sequence[Kekurangan], kini: datetime) -> datetime:
    """What policy counts from, of the gap that counts longest."""
    pilihan = berlaku.aturan(connection).tenggat.awal_kelengkapan.pilihan
    folder = awal(history)
    ids = [gap.kunjungan for gap in gaps if gap.kunjungan is not None]
    visits: dict[str, Kunjungan] = rows.records(connection, "kunjungan", ids) if ids else {}
    began = []
    for gap in gaps:
        visit = visits.get(gap.kunjungan or "")
        began.append(
            mulai_melengkapi(
                pilihan,
                gap.terdaftar or kini,
                pulang=visit.keluar if visit else None,
                diterima=folder.diterima,
                dikembalikan=folder.dikembalikan,
            )
        )
    return min(began)


def _riwayat(connection: Connection, subjek: str) -> list[Event]:
    query = select(t.jejak).where(t.jejak.c.subjek == subjek).order_by(t.jejak.c.versi)
    return [event_of(row) for row in connection.execute(query)]


def _unit(connection: Connection, petugas: str) -> frozenset[KodeUnit]:
    units = connection.execute(select(t.petugas.c.unit).where(t.petugas.c.id == petugas)).scalar()
    return frozenset(KodeUnit(kode) for kode in units or ())


__all__ = ["DuaJam", "JamPetugas", "Ruas", "Sebab", "milik_berkas"]
