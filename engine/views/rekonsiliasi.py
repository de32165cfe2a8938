"""Where visits and folders do not agree, now: five kinds of exception, each with its owner, age and what is behind it.

Read from the records as they stand, so one that is mended is gone with the move that mends it; what somebody explained
(`engine/workflows/selisih.py`) is listed apart. Patients whose record is electronic have no folder to miss.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from engine import tables as t
from engine.policy import kebijakan
from engine.rows.selisih import KEPT
from engine.settings import ZONA_INDONESIA
from engine.views import curiga
from engine.views.names import petugas
from engine.workflows.berkas import HIDUP
from engine.workflows.selisih import Selisih, id_selisih
from schemas.names import (
    RUANG_REKAM_MEDIS,
    AsalPermintaan,
    JenisKunjungan,
    Keadaan,
    KeadaanKekurangan,
    KeadaanKunjungan,
    KeadaanSelisih,
    MacamSelisih,
    Pembawa,
)

TERBANYAK: Final = 200
"""Rows of one kind: a list longer than this is no list to work from."""
DILIHAT: Final = 1_000
"""Folders in units that are looked at, the longest there first."""
DI_BALIK: Final = 8
"""Lines of a folder that are shown behind an exception: its last."""
DI_RAK: Final = (Keadaan.DISIMPAN.value, Keadaan.INAKTIF.value)
BERLANGSUNG: Final = (KeadaanKunjungan.TERDAFTAR.value, KeadaanKunjungan.DILAYANI.value)
"""A visit that goes on."""
TERBUKA: Final = (KeadaanKekurangan.TERBUKA.value, KeadaanKekurangan.DILENGKAPI.value)
LOKET: Final = (JenisKunjungan.RAWAT_JALAN.value, JenisKunjungan.GAWAT_DARURAT.value)
_b, _k, _u = t.berkas.c, t.kunjungan.c, t.unit.c


@dataclass(frozen=True, slots=True)
class Temuan:
    """One exception. `unit` owns it; `awal` is since when."""

    id: str
    macam: MacamSelisih
    unit: str
    awal: datetime
    berkas: str | None = None
    nomor: str | None = None
    keadaan: str | None = None
    """Of the folder, where there is one."""
    lokasi: str | None = None
    kunjungan: str | None = None
    di: str | None = None
    """The unit of the visit."""
    baris: tuple[int, ...] = ()
    """The ledger lines behind it."""
    lain: str | None = None
    """The second place of a folder scanned at two."""
    kata: Selisih | None = None
    """What was said of it last."""
    penjelas: str | None = None

    def umur(self, now: datetime) -> timedelta:
        """How long it lasts."""
        return max(timedelta(0), now - self.awal)


@dataclass(frozen=True, slots=True)
class Rekonsiliasi:
    """All of them at one moment."""

    pada: datetime
    seq: int
    isi: tuple[Temuan, ...]
    """What nobody explained, the oldest first within its kind."""
    dijelaskan: tuple[Temuan, ...]
    unit: dict[str, str]
    telepon: dict[str, str]

    def macam(self, macam: MacamSelisih) -> tuple[Temuan, ...]:
        """Those of one kind."""
        return tuple(one for one in self.isi if one.macam is macam)


def daftar(connection: Connection, now: datetime, zona: str, unit: str | None = None) -> Rekonsiliasi:
    """What does not agree now; `unit`: what is that unit's."""
    units = list(connection.execute(select(_u.kode, _u.nama, _u.telepon)))
    found = {one.id: one for one in semua(connection, now, zona) if unit is None or one.unit == unit}
    said = {row.id: row for row in KEPT.records(connection, sorted(found)).values()} if found else {}
    people = petugas(connection, (row.penjelas for row in said.values()))
    for id_, row in said.items():
        found[id_] = replace(found[id_], kata=row, penjelas=people.get(row.penjelas or ""))
    rows = list(found.values())
    order = list(MacamSelisih)
    rows.sort(key=lambda one: (order.index(one.macam), one.awal, one.id))
    silent = [one for one in rows if one.kata is not None and one.kata.keadaan is KeadaanSelisih.DIJELASKAN]
    known = {one.id for one in silent}
    seq = connection.execute(select(func.coalesce(func.max(t.jejak.c.seq), 0))).scalar_one()
    return Rekonsiliasi(
        now,
        seq,
        tuple(one for one in rows if one.id not in known),
        tuple(silent),
        {row.kode: row.nama for row in units},
        {row.kode: row.telepon for row in units if row.telepon},
    )


def satu(connection: Connection, now: datetime, zona: str, id_: str) -> Temuan | None:
    """One of them, whether it was explained or not; None where it is none any more."""
    found = daftar(connection, now, zona)
    return next((one for one in (*found.isi, *found.dijelaskan) if one.id == id_), None)


def semua(connection: Connection, now: datetime, zona: str) -> Iterator[Temuan]:
    """Every exception of every kind."""
    yield from belum_keluar(connection, now, zona)
    yield from tanpa_kunjungan(connection, now)
    yield from belum_kembali(connection, now)
    yield from tanpa_berkas(connection, now)
    yield from dua_tempat(connection, now)


def belum_keluar(connection: Connection, now: datetime, zona: str) -> Iterator[Temuan]:
    """Registered at a clinic today or yesterday, and no folder of theirs has left the rack since they came."""
    limit = now - kebijakan().rekonsiliasi.belum_keluar.batas
    today = now.astimezone(ZoneInfo(ZONA_INDONESIA[zona])).date()
    days = [(today - timedelta(days=back)).isoformat() for back in (0, 1)]
    here = _diam(_b)
    other = aliased(t.berkas)
    living = other.c.keadaan.in_([one.value for one in HIDUP])
    moved = exists().where(other.c.pasien == _k.pasien, or_(and_(living, ~_diam(other.c)), _elektronik(other.c)))
    query = (
        select(_k.id, _k.unit, _k.masuk, _b.id.label("berkas"), _b.nomor, _b.keadaan, _b.lokasi)
        .join(t.berkas, _b.pasien == _k.pasien)
        .where(
            _k.tanggal.in_(days),
            _k.jenis.in_(LOKET),
            _k.keadaan != KeadaanKunjungan.DIBATALKAN.value,
            _k.masuk <= limit,
            _b.pembawa == Pembawa.FISIK.value,
            here,
            ~moved,
        )
        .order_by(_k.masuk, _k.id, _b.id)
        .limit(TERBANYAK)
    )
    seen: set[str] = set()
    for row in connection.execute(query):
        if row.id not in seen:  # a patient with a folder in each of several homes is one exception
            seen.add(row.id)
            yield Temuan(
                id_selisih(MacamSelisih.BELUM_KELUAR, row.berkas, row.id, row.masuk),
                MacamSelisih.BELUM_KELUAR,
                RUANG_REKAM_MEDIS,
                row.masuk,
                row.berkas,
                row.nomor,
                row.keadaan,
                row.lokasi,
                row.id,
                row.unit,
            )


def tanpa_kunjungan(connection: Connection, now: datetime) -> Iterator[Temuan]:
    """In a unit of care where its patient has no visit; sent to be completed, or asked for by hand, is no riddle."""
    rule = kebijakan().rekonsiliasi
    visit, p, g = aliased(t.kunjungan).c, t.permintaan.c, t.kekurangan.c
    here = and_(visit.pasien == _b.pasien, visit.unit == _b.lokasi)
    left = select(func.max(visit.keluar)).where(here, visit.keadaan == KeadaanKunjungan.SELESAI.value)
    asked = exists().where(
        p.berkas == _b.id, p.unit == _b.lokasi, p.asal == AsalPermintaan.TANGAN.value, p.diterima >= _b.sejak
    )
    lacking = exists().where(g.berkas == _b.id, g.keadaan.in_(TERBUKA))
    query = (
        select(*_BERKAS, left.correlate(t.berkas).scalar_subquery().label("keluar"))
        .join(t.unit, _u.kode == _b.lokasi)
        .where(
            _b.keadaan == Keadaan.DI_POLI.value,
            _b.sejak <= now - rule.tanpa_kunjungan.batas,
            _b.pasien.is_not(None),
            _u.jenis.in_([kind.value for kind in JenisKunjungan]),
            ~exists().where(here, visit.keadaan.in_(BERLANGSUNG)),
            ~asked,
            ~lacking,
        )
        .order_by(_b.sejak, _b.id)
    )
    for row in connection.execute(query.limit(DILIHAT)):
        if row.keluar is None or row.keluar < row.sejak - rule.sekitar_kunjungan.batas:
            yield Temuan(
                id_selisih(MacamSelisih.TANPA_KUNJUNGAN, row.id, None, row.sejak),
                MacamSelisih.TANPA_KUNJUNGAN,
                row.lokasi,
                row.sejak,
                row.id,
                row.nomor,
                row.keadaan,
                row.lokasi,
            )


def belum_kembali(connection: Connection, now: datetime) -> Iterator[Temuan]:
    """The patient's visit there is over, none goes on, and the folder is past its limit of return."""
    visit = aliased(t.kunjungan).c
    here = and_(visit.pasien == _b.pasien, visit.unit == _b.lokasi)
    ended = select(func.max(visit.keluar)).where(here, visit.keadaan == KeadaanKunjungan.SELESAI.value)
    lying = exists().where(
        visit.pasien == _b.pasien, visit.jenis == JenisKunjungan.RAWAT_INAP.value, visit.keadaan.in_(BERLANGSUNG)
    )
    query = (
        select(*_BERKAS, _b.kembali_sebelum, ended.correlate(t.berkas).scalar_subquery().label("keluar"))
        .where(
            _b.keadaan.in_((Keadaan.DI_POLI.value, Keadaan.DALAM_PERJALANAN.value)),
            _b.kembali_sebelum < now,
            _b.pasien.is_not(None),
            ~exists().where(here, visit.keadaan.in_(BERLANGSUNG)),
            ~lying,
        )
        .order_by(_b.kembali_sebelum, _b.id)
    )
    for row in connection.execute(query.limit(DILIHAT)):
        if row.keluar is not None:
            yield Temuan(
                id_selisih(MacamSelisih.BELUM_KEMBALI, row.id, None, row.kembali_sebelum),
                MacamSelisih.BELUM_KEMBALI,
                row.lokasi,
                row.kembali_sebelum,
                row.id,
                row.nomor,
                row.keadaan,
                row.lokasi,
            )


def tanpa_berkas(connection: Connection, now: datetime) -> Iterator[Temuan]:
    """Lies in a ward and is counted there, and no folder of theirs is in it or has moved since the admission."""
    limit = now - kebijakan().rekonsiliasi.tanpa_berkas.batas
    own, any_ = aliased(t.berkas).c, aliased(t.berkas).c
    there = and_(own.keadaan == Keadaan.DI_POLI.value, own.lokasi == _k.unit)
    living = [one.value for one in HIDUP]
    moved = and_(own.keadaan.in_(living), own.terakhir >= _k.masuk)
    kept = exists().where(own.pasien == _k.pasien, or_(there, moved, _elektronik(own)))
    folder = select(func.min(any_.id)).where(
        any_.pasien == _k.pasien, any_.pembawa == Pembawa.FISIK.value, any_.keadaan.in_(living)
    )
    query = (
        select(_k.id, _k.unit, _k.masuk, folder.correlate(t.kunjungan).scalar_subquery().label("berkas"))
        .where(
            _k.jenis == JenisKunjungan.RAWAT_INAP.value,
            _k.keadaan.in_(BERLANGSUNG),
            _k.masuk <= limit,
            ~kept,
        )
        .order_by(_k.masuk, _k.id)
    )
    rows = list(connection.execute(query.limit(TERBANYAK)))
    ids = [row.berkas for row in rows if row.berkas]
    folders = {row.id: row for row in connection.execute(select(*_BERKAS).where(_b.id.in_(ids)))} if ids else {}
    for row in rows:
        known = folders.get(row.berkas)
        yield Temuan(
            id_selisih(MacamSelisih.TANPA_BERKAS, row.berkas, row.id, row.masuk),
            MacamSelisih.TANPA_BERKAS,
            RUANG_REKAM_MEDIS,
            row.masuk,
            row.berkas,
            known.nomor if known else None,
            known.keadaan if known else None,
            known.lokasi if known else None,
            row.id,
            row.unit,
        )


def dua_tempat(connection: Connection, now: datetime) -> Iterator[Temuan]:
    """Scanned at two places in too short a time: what `curiga` calls impossible."""
    found = [one for one in curiga.daftar(connection, now) if one.jenis == "mustahil"]
    lines = [seq for one in found for seq in one.baris]
    j = t.jejak.c
    query = select(j.seq, j.terjadi_pada, j.dicatat_pada).where(j.seq.in_(lines))
    when = {row.seq: min(row.terjadi_pada, row.dicatat_pada) for row in connection.execute(query)} if lines else {}
    for one in found:
        values = dict(one.nilai)
        since = when[one.baris[-1]]
        yield Temuan(
            id_selisih(MacamSelisih.DUA_TEMPAT, one.berkas.id, None, since),
            MacamSelisih.DUA_TEMPAT,
            RUANG_REKAM_MEDIS,
            since,
            one.berkas.id,
            one.berkas.nomor,
            one.berkas.keadaan,
            values["unit"],
            baris=one.baris,
            lain=values["lain"],
        )


def di_balik(connection: Connection, temuan: Temuan) -> tuple[int, ...]:
    """The ledger lines behind an exception: of its visit, and of its folder since it began to be one."""
    if temuan.baris:
        return temuan.baris
    j = t.jejak.c
    seqs: set[int] = set()
    if temuan.kunjungan:
        seqs |= set(connection.execute(select(j.seq).where(j.subjek == temuan.kunjungan)).scalars())
    if temuan.berkas:
        last = select(j.seq).where(j.subjek == temuan.berkas).order_by(j.seq.desc()).limit(DI_BALIK)
        seqs |= set(connection.execute(last).scalars())
    return tuple(sorted(seqs))


_BERKAS: Final = (_b.id, _b.nomor, _b.keadaan, _b.lokasi, _b.sejak)


def _diam(c: Any) -> ColumnElement[bool]:  # noqa: ANN401 - the columns of `berkas`, or of an alias of it
    """A folder that has rested on its shelf since before the visit began, or never moved at all."""
    return and_(c.keadaan.in_(DI_RAK), or_(c.sejak < _k.masuk, c.versi == 1))


def _elektronik(c: Any) -> ColumnElement[bool]:  # noqa: ANN401 - the same
    return and_(c.pembawa == Pembawa.ELEKTRONIK.value, c.keadaan != Keadaan.DIGABUNG.value)
