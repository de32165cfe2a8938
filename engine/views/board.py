"""The board: what is where now, for how long, and what is overdue, at one moment of the ledger."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from engine import facility
from engine import tables as t
from engine.facility import Unit
from engine.policy import kebijakan
from engine.views import checks
from engine.views.buckets import PER_DAFTAR, PER_UNIT, lewat, terlama
from engine.views.checks import Cek
from engine.views.records import BEREDAR, KOLOM, Ringkas, ringkas_dari
from schemas.names import RUANG_REKAM_MEDIS, Keadaan


@dataclass(frozen=True, slots=True)
class DiUnit:
    """One unit on the board."""

    unit: Unit
    jumlah: int
    """Folders there now."""
    menuju: int
    """Folders being carried there."""
    terlama: tuple[Ringkas, ...]
    """The longest there, first the longest."""


@dataclass(frozen=True, slots=True)
class Terlambat:
    """A record past its limit."""

    berkas: Ringkas
    batas: timedelta
    lewat: timedelta
    """How far past the limit."""


@dataclass(frozen=True, slots=True)
class Papan:
    """The board as of a position of the ledger."""

    pada: datetime
    seq: int
    keadaan: dict[Keadaan, int]
    unit: tuple[DiUnit, ...]
    di_perjalanan: tuple[Ringkas, ...]
    jumlah_di_perjalanan: int
    terlambat: tuple[Terlambat, ...]
    jumlah_terlambat: int
    pinjaman_lewat: tuple[Ringkas, ...]
    jumlah_pinjaman_lewat: int
    perlu_dicek: tuple[Cek, ...]
    jumlah_perlu_dicek: int

    @property
    def jumlah(self) -> int:
        """All records."""
        return sum(self.keadaan.values())


def seq_terakhir(connection: Connection) -> int:
    """The last position of the ledger."""
    return connection.execute(select(func.max(t.jejak.c.seq))).scalar() or 0


def papan(connection: Connection, now: datetime) -> Papan:
    """The board now. Reads counts and index ranges, never the whole table."""
    seq = seq_terakhir(connection)
    counts = _counts(connection)
    by_state: Counter[Keadaan] = Counter()
    for (keadaan, _), jumlah in counts.items():
        by_state[keadaan] += jumlah
    units = facility.units(connection)
    late, late_count = _overdue(connection, counts, now)
    lent, lent_count = _lent_past_due(connection, now)
    return Papan(
        pada=now,
        seq=seq,
        keadaan={keadaan: by_state[keadaan] for keadaan in Keadaan if by_state[keadaan]},
        unit=tuple(_di_unit(connection, unit, counts) for unit in units if unit.kode != RUANG_REKAM_MEDIS),
        di_perjalanan=_carried(connection, counts),
        jumlah_di_perjalanan=sum(by_state[keadaan] for keadaan in BEREDAR),
        terlambat=late,
        jumlah_terlambat=late_count,
        pinjaman_lewat=lent,
        jumlah_pinjaman_lewat=lent_count,
        perlu_dicek=tuple(checks.terbuka(connection, batas=PER_DAFTAR)),
        jumlah_perlu_dicek=checks.jumlah(connection),
    )


Counts = dict[tuple[Keadaan, str], int]


def _counts(connection: Connection) -> Counts:
    h = t.hitungan.c
    query = select(h.keadaan, h.unit, h.jumlah).where(h.jumlah > 0)
    return {(Keadaan(row.keadaan), row.unit): row.jumlah for row in connection.execute(query)}


def _di_unit(connection: Connection, unit: Unit, counts: Counts) -> DiUnit:
    there = counts.get((Keadaan.DI_POLI, unit.kode), 0)
    return DiUnit(
        unit,
        there,
        sum(counts.get((keadaan, unit.kode), 0) for keadaan in BEREDAR),
        tuple(terlama(connection, Keadaan.DI_POLI, unit.kode, PER_UNIT)) if there else (),
    )


def _carried(connection: Connection, counts: Counts) -> tuple[Ringkas, ...]:
    rows = [
        row
        for (keadaan, tempat) in counts
        if keadaan in BEREDAR
        for row in terlama(connection, keadaan, tempat, PER_DAFTAR)
    ]
    return tuple(sorted(rows, key=lambda row: (row.sejak, row.id))[:PER_DAFTAR])


BERTENGGAT: Final = {Keadaan.DI_POLI: "kembali_sebelum", Keadaan.TIDAK_LENGKAP: "jatuh_tempo"}
"""States in which a deadline of the record's own runs: the field of its due time, as told by the fact that began it."""


def _overdue(connection: Connection, counts: Counts, now: datetime) -> tuple[tuple[Terlambat, ...], int]:
    policy = kebijakan().terlambat
    late: list[Terlambat] = []
    total = 0
    for keadaan, tempat in counts:
        due = BERTENGGAT.get(keadaan)
        if due is None and keadaan not in policy:
            continue
        saat = now if due is not None else now - policy[keadaan].batas
        count, rows = lewat(connection, keadaan, tempat, due or "sejak", saat)
        total += count
        late += [_terlambat(row, now) for row in rows]
    late.sort(key=lambda row: (-row.lewat, row.berkas.id))
    return tuple(late[:PER_DAFTAR]), total


def _terlambat(berkas: Ringkas, now: datetime) -> Terlambat:
    own = berkas.kembali_sebelum if berkas.keadaan is Keadaan.DI_POLI else berkas.jatuh_tempo
    due = own if berkas.keadaan in BERTENGGAT and own else berkas.sejak + kebijakan().terlambat[berkas.keadaan].batas
    return Terlambat(berkas, due - berkas.sejak, now - due)


def _lent_past_due(connection: Connection, now: datetime) -> tuple[tuple[Ringkas, ...], int]:
    c = t.berkas.c
    overdue = (c.keadaan == Keadaan.DIPINJAM) & (c.jatuh_tempo < now)
    count = connection.execute(select(func.count()).select_from(t.berkas).where(overdue)).scalar_one()
    rows = connection.execute(select(*KOLOM).where(overdue).order_by(c.jatuh_tempo, c.id).limit(PER_DAFTAR))
    return tuple(ringkas_dari(row) for row in rows), count
