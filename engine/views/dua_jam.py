"""The two clocks of what is missing in a folder, for each person who must complete something: from the ledger."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from engine import berlaku, rows
from engine import tables as t
from engine.aturan_tempo import AwalTempo
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
    return sorted(_semua(connection, query, kini).values(), key=lambda one: (one.jam.mulai, one.jam.petugas))


def milik_petugas(connection: Connection, petugas: str, berkas: Sequence[str], kini: datetime) -> dict[str, JamPetugas]:
    """The clocks of one person about each of these folders: what their own page shows, read at once."""
    query = select(*_KOLOM).where(_g.penanggung_jawab == petugas, _g.keadaan.in_(BELUM_SELESAI), _g.berkas.in_(berkas))
    return {folder: jam for (folder, _), jam in _semua(connection, query, kini).items()}


def _semua(connection: Connection, query: Select[Any], kini: datetime) -> dict[tuple[str, str], JamPetugas]:
    """By folder and person: the clocks of these gaps."""
    own: defaultdict[tuple[str, PetugasId], list[Kekurangan]] = defaultdict(list)
    for row in connection.execute(query.order_by(_g.terdaftar, _g.id)):
        gap = record_of(row)
        if gap.penanggung_jawab is not None and gap.berkas is not None:
            own[gap.berkas, gap.penanggung_jawab].append(gap)
    if not own:
        return {}
    gaps = [gap for found in own.values() for gap in found]
    known = _riwayat(connection, [*(folder for folder, _ in own), *(gap.id for gap in gaps)])
    visits = rows.records(connection, "kunjungan", sorted({gap.kunjungan for gap in gaps if gap.kunjungan}))
    pilihan = berlaku.aturan(connection).tenggat.awal_kelengkapan.pilihan
    people = _petugas(connection, {who for _, who in own})
    unit = names.unit(connection)
    found: dict[tuple[str, str], JamPetugas] = {}
    for (folder, who), mine in own.items():
        nama, serves = people.get(who, ("", frozenset()))
        jam = dua_jam(
            known[folder],
            [known[gap.id] for gap in mine],
            petugas=who,
            unit=serves,
            mulai=_mulai(pilihan, known[folder], mine, visits, kini),
            kini=kini,
        )
        due = (gap.jatuh_tempo for gap in mine if gap.jatuh_tempo is not None and gap.keadaan in BELUM_SELESAI)
        found[folder, who] = JamPetugas(jam, nama, len(mine), min(due, default=None), unit)
    return found


def _mulai(
    pilihan: AwalTempo,
    history: Sequence[Event],
    gaps: Sequence[Kekurangan],
    visits: Mapping[str, Kunjungan],
    kini: datetime,
) -> datetime:
    """What policy counts from, of the gap that counts longest."""
    folder = awal(history)
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


def _riwayat(connection: Connection, subjek: Sequence[str]) -> defaultdict[str, list[Event]]:
    """The facts of these subjects, each in order of version."""
    found: defaultdict[str, list[Event]] = defaultdict(list)
    query = select(t.jejak).where(t.jejak.c.subjek.in_(sorted(set(subjek)))).order_by(t.jejak.c.subjek, t.jejak.c.versi)
    for row in connection.execute(query):
        found[row.subjek].append(event_of(row))
    return found


def _petugas(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str, frozenset[KodeUnit]]]:
    """Their names, and where they serve."""
    query = select(t.petugas.c.id, t.petugas.c.nama, t.petugas.c.unit).where(t.petugas.c.id.in_(ids))
    return {
        row.id: (row.nama, frozenset(KodeUnit(kode) for kode in row.unit or ())) for row in connection.execute(query)
    }


__all__ = ["DuaJam", "JamPetugas", "Ruas", "Sebab", "milik_berkas", "milik_petugas"]
