"""What a decision may need to know beyond its record: units, staff, numbers, history. Read inside the commit."""

import time
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, literal_column, select

from engine import arsip, berlaku, facility, rows, tempo
from engine import tables as t
from engine.arsip import Arsip
from engine.berlaku import Aturan
from engine.lines import event_of
from engine.policy import kebijakan
from engine.prepared import Read
from engine.settings import ZONA_INDONESIA
from engine.ukuran import Batas
from engine.workflows.berkas import BERKAS, Berkas
from schemas.message import Event
from schemas.names import BerkasId, KodeUnit, PetugasId

_NOMOR = Read(
    select(t.berkas.c.pembawa, t.berkas.c.rumah, t.berkas.c.pasien).where(t.berkas.c.kunci == bindparam("kunci")),
    ("kunci",),
)
_SUBJEK = Read(
    select(t.jejak.c.seq)
    .where(t.jejak.c.subjek == bindparam("subjek"))
    .limit(literal_column("1"))
    .offset(literal_column("0")),
    ("subjek",),
)
SEGAR_DETIK = 10.0
"""How long units and staff known to this process are trusted before they are read again."""


@dataclass(slots=True)
class Known:
    """Units, staff and the facility's zone, as last read. Shared by the batches of one committer."""

    unit: dict[str, str] = field(default_factory=dict)
    jenis_unit: dict[str, str] = field(default_factory=dict)
    zona: ZoneInfo = field(default_factory=lambda: ZoneInfo(ZONA_INDONESIA["WIB"]))
    petugas: frozenset[str] = frozenset()
    aturan: Aturan | None = None
    """The policy of deadlines that was adopted; None: the files of this process are in force."""
    dibaca: float = -SEGAR_DETIK
    jam: Callable[[], float] = time.monotonic


@dataclass(slots=True)
class Pending:
    """What this batch has decided and not yet written: later commands of the batch must see it."""

    riwayat: defaultdict[str, list[Event]] = field(default_factory=partial(defaultdict, list))
    sesudah: defaultdict[str, dict[str, Any]] = field(default_factory=partial(defaultdict, dict))
    """By workflow and id: the records this batch has changed, as they are now."""
    nomor: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """By number, carrier and home: the records this batch registered."""
    berikut: dict[str, int] = field(default_factory=dict)
    """By numbering plan: the next number to try, where this batch has used some."""
    tempat: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By id: the number of a record this batch registered, and the unit it lives in."""
    cek: set[int] = field(default_factory=set)


class Facts:
    """The facts of one batch."""

    def __init__(self, connection: Connection, known: Known) -> None:
        self._connection = connection
        self._known = known
        self.pending = Pending()
        self._arsip: Arsip | None = None
        if known.jam() - known.dibaca >= SEGAR_DETIK:
            self._read()

    def _read(self) -> None:
        unit = select(t.unit.c.kode, t.unit.c.nama, t.unit.c.jenis).where(t.unit.c.aktif)
        petugas = select(t.petugas.c.id).where(t.petugas.c.aktif)
        rows = self._connection.execute(unit).all()
        self._known.unit = {row.kode: row.nama for row in rows}
        self._known.jenis_unit = {row.kode: row.jenis for row in rows}
        if (milik := facility.read(self._connection)) is not None:
            self._known.zona = ZoneInfo(ZONA_INDONESIA[milik.zona])
        self._known.petugas = frozenset(self._connection.execute(petugas).scalars())
        self._known.aturan = berlaku.diterapkan(self._connection)
        self._known.dibaca = self._known.jam()

    def unit_dikenal(self, kode: KodeUnit) -> bool:
        """Is this an active unit of the facility? Looked up again before it is denied."""
        if kode not in self._known.unit:
            self._read()
        return kode in self._known.unit

    def nama_unit(self, kode: str) -> str:
        """The unit's name as people say it, or the code itself."""
        return self._known.unit.get(kode, kode)

    def jenis_unit(self, kode: str) -> str:
        """The kind of an active unit; "" for one that is not known."""
        return self._known.jenis_unit.get(kode, "")

    @property
    def zona(self) -> ZoneInfo:
        """The zone the facility counts its days in."""
        return self._known.zona

    def jatuh_tempo(self, mulai: datetime, batas: Batas) -> datetime:
        """When a limit of policy that begins then ends here."""
        return tempo.jatuh_tempo(mulai, batas, self.zona, self.aturan.libur.kalender)

    @property
    def aturan(self) -> Aturan:
        """The policy of deadlines in force."""
        return self._known.aturan or berlaku.dari(kebijakan())

    def kebijakan_berlaku(self, sidik: str) -> bool:
        """Is this the policy of deadlines in force? Looked up again before it is denied."""
        if self.aturan.sidik != sidik:
            self._read()
        return self.aturan.sidik == sidik

    def petugas_dikenal(self, petugas: PetugasId) -> bool:
        """Is this an active member of staff? Looked up again before it is denied."""
        if petugas not in self._known.petugas:
            self._read()
        return petugas in self._known.petugas

    def bernomor(self, kunci: str) -> list[tuple[str, str, str | None]]:
        """The records that bear this number: carrier, home and patient of each."""
        told = self.pending.sesudah.get("berkas", {})
        new = [
            (carrier, home, told[id_].pasien)
            for (key, carrier, home), id_ in self.pending.nomor.items()
            if key == kunci
        ]
        return [(carrier, home, pasien) for carrier, home, pasien in _NOMOR.run(self._connection, (kunci,))] + new

    def nomor_terpakai(self, kunci: str, pembawa: str, rumah: str) -> bool:
        """Does a record of this carrier and home already bear this number?"""
        return any((carrier, home) == (pembawa, rumah) for carrier, home, _ in self.bernomor(kunci))

    @property
    def arsip(self) -> Arsip:
        """How the facility numbers and files, as the tables tell it."""
        if self._arsip is None:
            self._arsip = arsip.baca(self._connection)
        return self._arsip

    def nomor_dipakai(self, keys: Collection[str]) -> set[str]:
        """Those of these numbers (as keys) that a record of any carrier bears, whatever became of it."""
        c = t.berkas.c
        taken = set(self._connection.execute(select(c.kunci).where(c.kunci.in_(keys))).scalars())
        return taken | {key for key, *_ in self.pending.nomor if key in keys}

    def rumpun(self, pasien: str) -> tuple[str, ...]:
        """This patient and everybody merged into them, as the tables and this batch tell it."""
        c = t.pasien.c
        pending = self.pending.sesudah.get("pasien", {})
        found, edge = {pasien}, {pasien}
        while edge:
            kept = set(self._connection.execute(select(c.id).where(c.digabung_ke.in_(edge))).scalars())
            changed = {one.id for one in pending.values() if one.digabung_ke in edge}
            edge = (kept - pending.keys() | changed) - found
            found |= edge
        return tuple(sorted(found))

    def berkas_pasien(self, pasien: str) -> dict[str, tuple[Berkas, str, str]]:
        """The records of a patient, and of whoever was merged into them, by id; each with its number and its home."""
        c, rumpun = t.berkas.c, self.rumpun(pasien)
        kept = {
            row.id: (row.nomor, row.rumah)
            for row in self._connection.execute(select(c.id, c.nomor, c.rumah).where(c.pasien.in_(rumpun)))
        }
        own = rows.records(self._connection, "berkas", list(kept)) | self.pending.sesudah.get("berkas", {})
        return {
            id_: (record, *(kept.get(id_) or self.pending.tempat.get(id_, ("", ""))))
            for id_, record in sorted(own.items(), key=lambda item: (item[1].pasien != pasien, item[0]))
            if record.pasien in rumpun
        }

    def id_terpakai(self, subjek: str) -> bool:
        """Does this id name a subject already, of whatever workflow?"""
        if subjek in self.pending.riwayat:
            return True
        return bool(_SUBJEK.run(self._connection, (subjek,)))

    def catatan(self, alur: str, subjek: str) -> Any:  # noqa: ANN401 - a record of that workflow
        """The present record of another subject, as the tables and this batch tell it; None if unknown."""
        if (pending := self.pending.sesudah.get(alur, {}).get(subjek)) is not None:
            return pending
        return rows.records(self._connection, alur, [subjek]).get(subjek)

    @property
    def connection(self) -> Connection:
        """For a handler's own question: within the commit. What the batch has decided is in `pending`, not there."""
        return self._connection

    def cek_terbuka(self, seq: int, berkas: BerkasId) -> bool:
        """Does this line of the ledger wait for a supervisor?"""
        if seq in self.pending.cek:
            return False
        query = select(t.perlu_dicek.c.seq).where(
            t.perlu_dicek.c.seq == seq, t.perlu_dicek.c.berkas_id == berkas, t.perlu_dicek.c.selesai_seq.is_(None)
        )
        return self._connection.execute(query).first() is not None

    def riwayat(self, berkas: BerkasId) -> list[Event]:
        """All facts of one record, in order of version."""
        query = select(t.jejak).where(t.jejak.c.subjek == berkas).order_by(t.jejak.c.versi)
        committed = [event_of(row) for row in self._connection.execute(query)]
        return committed + self.pending.riwayat.get(berkas, [])

    def berkas_pada(self, berkas: BerkasId, saat: datetime) -> Berkas:
        """The record as the ledger tells it was at that moment. Sightings stand in no order of time: all are read."""
        record = Berkas(berkas)
        for event in self.riwayat(berkas):
            if min(event.terjadi_pada, event.dicatat_pada) <= saat:
                record = BERKAS.apply(record, event)
        return record
