"""Folders out on loan, and folders that should be home by now.

A folder of a patient who lies in a ward of ours is in use: it is left out of the overdue list, and the list says how
many were left out (VistA's RTRPT3 drops the folders of present inpatients the same way).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, exists, func, or_, select

from engine import tables as t
from engine.views.loans import BERLAKU
from schemas.names import (
    SEMUA_UNIT,
    JenisKunjungan,
    JenisTenggat,
    Keadaan,
    KeadaanKunjungan,
    Keperluan,
    PihakLuar,
)

_b = t.berkas.c
_p = t.peminjaman.c
HALAMAN: Final = 200
MASIH_DIRAWAT: Final = (KeadaanKunjungan.TERDAFTAR.value, KeadaanKunjungan.DILAYANI.value)


@dataclass(frozen=True, slots=True)
class Keluar:
    """A folder that is out and owed back, and whom to ask for it."""

    berkas: str
    nomor: str
    jenis: JenisTenggat
    """`pinjaman`: a borrower has it; `pengembalian`: a unit has it, for care."""
    jatuh_tempo: datetime
    sejak: datetime
    unit: str | None
    nama_unit: str | None
    telepon: str | None
    pemegang: str | None
    """The name of whoever has it."""
    pihak: PihakLuar | None
    keperluan: Keperluan | None
    peminjaman: str | None
    versi: int | None

    def lewat(self, now: datetime) -> timedelta:
        """How late it is; nothing when it is not."""
        return max(timedelta(0), now - self.jatuh_tempo)


@dataclass(frozen=True, slots=True)
class Terlambat:
    """The overdue list, whole: what it leaves out is counted."""

    isi: tuple[Keluar, ...]
    jumlah: int
    masih_dirawat: int
    """Late too, but left out: the patient lies in a ward now."""
    dipinjam: int
    """How many of `jumlah` a borrower has; the rest lie in units."""


def dipinjam(connection: Connection, batas: int = HALAMAN) -> list[Keluar]:
    """Every folder out on loan, the first due before the rest; lent directly or for an approved loan."""
    query = _query().where(_b.keadaan == Keadaan.DIPINJAM.value, _b.jatuh_tempo.is_not(None))
    return _read(connection, query.order_by(_b.jatuh_tempo, _b.id).limit(batas))


def jumlah_dipinjam(connection: Connection) -> int:
    """How many are out on loan."""
    query = select(func.count()).select_from(t.berkas).where(_b.keadaan == Keadaan.DIPINJAM.value)
    return int(connection.execute(query).scalar_one())


def terlambat(connection: Connection, now: datetime, batas: int = HALAMAN) -> Terlambat:
    """What should be home by now, the longest owed first, without the folders of present inpatients."""
    late = or_(
        and_(_b.keadaan == Keadaan.DIPINJAM.value, _b.jatuh_tempo < now),
        and_(_b.keadaan.in_((Keadaan.DI_POLI.value, Keadaan.DALAM_PERJALANAN.value)), _b.kembali_sebelum < now),
    )
    inpatient = exists().where(
        t.kunjungan.c.pasien == _b.pasien,
        t.kunjungan.c.jenis == JenisKunjungan.RAWAT_INAP.value,
        t.kunjungan.c.keadaan.in_(MASIH_DIRAWAT),
    )
    due = func.coalesce(_b.kembali_sebelum, _b.jatuh_tempo)
    found = _read(connection, _query().where(late, ~inpatient).order_by(due, _b.id).limit(batas))
    count = select(func.count()).select_from(t.berkas).where(late)
    everything = int(connection.execute(count).scalar_one())
    left_out = int(connection.execute(count.where(inpatient)).scalar_one())
    lent = count.where(~inpatient, _b.keadaan == Keadaan.DIPINJAM.value)
    return Terlambat(tuple(found), everything - left_out, left_out, int(connection.execute(lent).scalar_one()))


def _query() -> Select[Any]:
    return (
        select(
            _b.id.label("berkas"),
            _b.nomor,
            _b.keadaan,
            func.coalesce(_b.kembali_sebelum, _b.jatuh_tempo).label("jatuh_tempo"),
            _b.sejak,
            _b.tujuan,
            _b.lokasi,
            _p.unit,
            _p.telepon_peminjam,
            t.petugas.c.unit.label("unit_petugas"),
            func.coalesce(_p.nama_peminjam, t.petugas.c.nama).label("pemegang"),
            _p.pihak,
            _p.keperluan,
            _p.id.label("peminjaman"),
            _p.versi,
        )
        .outerjoin_from(
            t.berkas,
            t.peminjaman,
            and_(_p.berkas == _b.id, _p.keadaan.in_(BERLAKU), _b.keadaan == Keadaan.DIPINJAM.value),
        )
        .outerjoin(t.petugas, t.petugas.c.id == _b.pemegang)
    )


def _read(connection: Connection, query: Select[Any]) -> list[Keluar]:
    units = {row.kode: row for row in connection.execute(select(t.unit.c.kode, t.unit.c.nama, t.unit.c.telepon))}
    return [_keluar(row, units) for row in connection.execute(query)]


def _tempat(row: Any, *, lent: bool) -> str | None:  # noqa: ANN401 - a row by its names
    """The unit to ask: where it is, or where whoever borrowed it serves, if that is one."""
    serves: list[str] = row.unit_petugas or []
    borrowed: str | None = row.unit or (serves[0] if len(serves) == 1 and serves[0] != SEMUA_UNIT else None)
    here: str | None = row.tujuan or row.lokasi
    return borrowed if lent else here


def _keluar(row: Any, units: Mapping[str, Any]) -> Keluar:  # noqa: ANN401 - a row by its names
    lent = row.keadaan == Keadaan.DIPINJAM.value
    unit = _tempat(row, lent=lent)
    known = units.get(unit or "")
    return Keluar(
        berkas=row.berkas,
        nomor=row.nomor,
        jenis=JenisTenggat.PINJAMAN if lent else JenisTenggat.PENGEMBALIAN,
        jatuh_tempo=row.jatuh_tempo,
        sejak=row.sejak,
        unit=unit,
        nama_unit=known.nama if known else None,
        telepon=row.telepon_peminjam or (known.telepon if known else None),
        pemegang=row.pemegang,
        pihak=PihakLuar(row.pihak) if row.pihak else None,
        keperluan=Keperluan(row.keperluan) if row.keperluan else None,
        peminjaman=row.peminjaman,
        versi=row.versi,
    )
