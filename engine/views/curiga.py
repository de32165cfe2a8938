"""What looks wrong before a folder is missed: too long in a unit, to and fro, in two places at once. Read-only SQL.

A folder on its shelf is at home and never suspected, however long it rests there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from engine import tables as t
from engine.lines import event_of
from engine.policy import kebijakan
from engine.views.jejak_gerak import waktu
from engine.views.records import KOLOM, Ringkas, ringkas_dari
from engine.views.sentences import Kalimat
from schemas.events import berkas as told
from schemas.message import Event
from schemas.names import Cara, Keadaan

DIBACA: Final = 4_000
"""Lines of the ledger looked at: the newest."""
TERBANYAK: Final = 30
CONTOH: Final = 5
"""Stays in a unit below which its usual length is not known."""
DI_TANGAN: Final = frozenset({Cara.PINDAI, Cara.KETIK})

ALASAN: Final = {
    "lama": "Sudah {jam} jam di {unit}; biasanya {biasa} jam",
    "bolak_balik": "{n} kali bolak-balik antara {unit} dan {lain}",
    "mustahil": "Dipindai di {unit} dan {detik} detik kemudian di {lain}",
}


@dataclass(frozen=True, slots=True)
class Curiga:
    """One thing to look at, in words, with the ledger lines behind it."""

    berkas: Ringkas
    jenis: str
    nilai: tuple[tuple[str, str], ...]
    baris: tuple[int, ...]
    berat: float
    """How far beyond what is usual: the list's order within its kind."""

    def kalimat(self, unit: dict[str, str]) -> Kalimat:
        """What it says, units by name."""
        return Kalimat(ALASAN[self.jenis], {k: unit.get(v, v) if k in {"unit", "lain"} else v for k, v in self.nilai})


class _Satu(NamedTuple):
    """One suspicion, before its folder is looked up."""

    berkas: str
    jenis: str
    nilai: tuple[tuple[str, str], ...]
    baris: tuple[int, ...]
    berat: float


def daftar(connection: Connection, now: datetime) -> tuple[Curiga, ...]:
    """What looks wrong now, worst first within its kind."""
    by_folder = _events(connection)
    found = [*_mustahil(by_folder), *_bolak_balik(by_folder), *_lama(connection, by_folder, now)]
    wanted = sorted({one.berkas for one in found})
    query = select(*KOLOM).where(t.berkas.c.id.in_(wanted))
    folders = {row.id: ringkas_dari(row) for row in connection.execute(query)} if wanted else {}
    kinds = {jenis: place for place, jenis in enumerate(("mustahil", "bolak_balik", "lama"))}
    found.sort(key=lambda one: (kinds[one.jenis], -one.berat, one.berkas))
    return tuple(
        Curiga(folders[one.berkas], *one[1:])
        for one in found[:TERBANYAK]
        if folders[one.berkas].keadaan not in {Keadaan.HILANG, Keadaan.DITEMUKAN}
    )


def _events(connection: Connection) -> dict[str, list[tuple[int, Event]]]:
    """The newest facts about folders, by folder, in the order they happened."""
    query = select(t.jejak).order_by(t.jejak.c.seq.desc()).limit(DIBACA)
    found: dict[str, list[tuple[int, Event]]] = defaultdict(list)
    for row in connection.execute(query):
        if row.jenis.startswith("berkas."):
            found[row.subjek].append((row.seq, event_of(row)))
    for events in found.values():
        events.sort(key=lambda pair: (waktu(pair[1]), pair[0]))
    return found


def _mustahil(by_folder: dict[str, list[tuple[int, Event]]]) -> Iterator[_Satu]:
    """Two scans at two places in too short a time."""
    limit = kebijakan().pencarian.curiga.mustahil.batas
    for berkas, events in by_folder.items():
        scans = [(seq, event) for seq, event in events if event.cara in DI_TANGAN and event.di]
        for (first, one), (second, other) in pairwise(scans):
            gap = waktu(other) - waktu(one)
            if one.di != other.di and gap < limit:
                nilai = (
                    ("unit", str(one.di)),
                    ("lain", str(other.di)),
                    ("detik", str(int(gap.total_seconds()))),
                )
                yield _Satu(berkas, "mustahil", nilai, (first, second), -gap.total_seconds())


def _bolak_balik(by_folder: dict[str, list[tuple[int, Event]]]) -> Iterator[_Satu]:
    """To and fro between the same two units within a day."""
    limit = int(kebijakan().pencarian.curiga.bolak_balik.bobot)
    for berkas, events in by_folder.items():
        arrived = [(seq, event.unit, waktu(event)) for seq, event in events if isinstance(event, told.BerkasDiterima)]
        pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for (_, one, since), (seq, other, when) in pairwise(arrived):
            if one != other and when - since <= timedelta(days=1):
                pairs[min(one, other), max(one, other)].append(seq)
        for (unit, lain), seqs in pairs.items():
            if len(seqs) >= limit:
                nilai = (("n", str(len(seqs))), ("unit", unit), ("lain", lain))
                yield _Satu(berkas, "bolak_balik", nilai, tuple(seqs), float(len(seqs)))


def _lama(connection: Connection, by_folder: dict[str, list[tuple[int, Event]]], now: datetime) -> Iterator[_Satu]:
    """In a unit much longer than folders stay there. One that rests on its shelf is not asked about."""
    rule = kebijakan().pencarian.curiga
    usual = {unit: median(hours) for unit, hours in _stays(by_folder.values()).items() if len(hours) >= CONTOH}
    query = select(t.berkas).where(t.berkas.c.keadaan == Keadaan.DI_POLI).order_by(t.berkas.c.sejak).limit(200)
    for row in connection.execute(query):
        spent = now - row.sejak
        hours, typical = spent.total_seconds() / 3600, usual.get(row.lokasi)
        if typical is None or spent < rule.sekurangnya.batas or hours < rule.lama.bobot * typical:
            continue
        seqs = [seq for seq, event in by_folder.get(row.id, ()) if isinstance(event, told.BerkasDiterima)]
        nilai = (("jam", str(round(hours))), ("unit", row.lokasi), ("biasa", f"{typical:.1f}"))
        yield _Satu(row.id, "lama", nilai, tuple(seqs[-1:]), hours / max(typical, 0.1))


def _stays(histories: Iterable[Sequence[tuple[int, Event]]]) -> dict[str, list[float]]:
    """How many hours each finished stay in a unit took."""
    found: dict[str, list[float]] = defaultdict(list)
    for events in histories:
        moves = [event for _, event in events if event.dari != event.ke]
        for one, after in pairwise(moves):
            if isinstance(one, told.BerkasDiterima):
                found[one.unit].append(max((waktu(after) - waktu(one)).total_seconds(), 0) / 3600)
    return found
