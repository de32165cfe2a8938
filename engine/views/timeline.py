"""A subject's timeline: every fact in its place, the late and the refused marked as such."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from engine import tables as t
from engine.lines import event_of
from engine.policy import kebijakan
from engine.views import names
from engine.views.sentences import Kalimat, kalimat, orang_dalam
from schemas.events.berkas import BerkasTerlihat
from schemas.message import Event

PALING_BANYAK: Final = 500
"""Facts on one page of a timeline."""


@dataclass(frozen=True, slots=True)
class Kejadian:
    """One line of the timeline."""

    seq: int
    versi: int
    jenis: str
    kalimat: Kalimat
    dari: str
    ke: str
    """States of the subject's own workflow."""
    di: str | None
    nama_di: str | None
    pelaku: str
    nama_pelaku: str | None
    cara: str
    terjadi_pada: datetime
    dicatat_pada: datetime
    susulan: bool
    """Recorded after later facts were known, or long after it happened."""
    ditolak: str | None
    """The `kode` of the refusal, for a scan that was refused."""
    selisih_jam: int | None
    alasan_cek: str | None
    cek_terbuka: bool
    """It waits for a supervisor."""
    perintah_id: str

    @property
    def bergerak(self) -> bool:
        """Did it change the record's state?"""
        return self.dari != self.ke


@dataclass(frozen=True, slots=True)
class Riwayat:
    """A page of a timeline, in order of when things happened. `sebelum` is where older ones begin, if any."""

    isi: tuple[Kejadian, ...]
    sebelum: int | None


def riwayat(connection: Connection, subjek: str, *, sebelum: int | None = None, batas: int = PALING_BANYAK) -> Riwayat:
    """The newest facts of a record (of versions below `sebelum`), oldest first."""
    batas = max(1, min(batas, PALING_BANYAK))
    query = select(t.jejak).where(t.jejak.c.subjek == subjek)
    if sebelum is not None:
        query = query.where(t.jejak.c.versi < sebelum)
    rows = connection.execute(query.order_by(t.jejak.c.versi.desc()).limit(batas + 1)).all()
    more = len(rows) > batas
    told = _kejadian_dari(connection, rows[:batas])
    return Riwayat(tuple(told), rows[batas - 1].versi if more else None)


def menurut_baris(connection: Connection, seqs: Collection[int]) -> tuple[Kejadian, ...]:
    """These lines of the ledger, of whatever subjects, in order of when they happened."""
    rows = connection.execute(select(t.jejak).where(t.jejak.c.seq.in_(sorted(seqs)[:PALING_BANYAK]))).all()
    return tuple(_kejadian_dari(connection, rows))


def _kejadian_dari(connection: Connection, rows: Sequence[Any]) -> list[Kejadian]:
    events = [(row.seq, event_of(row)) for row in rows]
    unit = names.unit(connection)
    petugas = names.petugas(connection, (orang for _, event in events for orang in orang_dalam(event)))
    checks = _checks(connection, [row.seq for row in rows])
    told = [_kejadian(seq, event, unit, petugas, checks) for seq, event in events]
    told.sort(key=lambda line: (min(line.terjadi_pada, line.dicatat_pada), line.versi, line.seq))
    return told


def _checks(connection: Connection, seqs: list[int]) -> dict[int, tuple[str, bool]]:
    c = t.perlu_dicek.c
    query = select(c.seq, c.alasan, c.selesai_seq).where(c.seq.in_(seqs))
    return {row.seq: (row.alasan, row.selesai_seq is None) for row in connection.execute(query)}


def _kejadian(
    seq: int, event: Event, unit: dict[str, str], petugas: dict[str, str], checks: dict[int, tuple[str, bool]]
) -> Kejadian:
    sighting = event if isinstance(event, BerkasTerlihat) else None
    alasan, terbuka = checks.get(seq, (None, False))
    late = event.dicatat_pada - event.terjadi_pada > kebijakan().waktu.selisih_jam.batas
    return Kejadian(
        seq=seq,
        versi=event.versi,
        jenis=event.jenis,
        kalimat=kalimat(event, unit, petugas),
        dari=event.dari,
        ke=event.ke,
        di=event.di,
        nama_di=unit.get(event.di or "", event.di),
        pelaku=event.pelaku,
        nama_pelaku=petugas.get(event.pelaku),
        cara=event.cara,
        terjadi_pada=event.terjadi_pada,
        dicatat_pada=event.dicatat_pada,
        susulan=late or bool(sighting and sighting.susulan),
        ditolak=sighting.ditolak if sighting else None,
        selisih_jam=event.selisih_jam,
        alasan_cek=alasan,
        cek_terbuka=terbuka,
        perintah_id=event.perintah_id,
    )
