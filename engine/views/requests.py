"""Requests for folders as lists show them: who waits for what, in shelf order, where the folder is, since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, func, select

from engine import tables as t
from engine.policy import kebijakan
from engine.rows.permintaan import KOLOM, record_of
from engine.views import board, names
from engine.workflows.berkas import HIDUP
from engine.workflows.pencarian import TERBUKA as DICARI
from engine.workflows.permintaan import TERBUKA, Permintaan
from schemas.names import (
    AsalPermintaan,
    BerkasId,
    JenisKunjungan,
    Keadaan,
    KeadaanPermintaan,
    KodeUnit,
    Pembawa,
)

_p, _b = t.permintaan.c, t.berkas.c
PALING_BANYAK: Final = 1000
"""Requests on one list: a day's, several times over."""
DI_RUANG: Final = frozenset(
    {Keadaan.DISIMPAN, Keadaan.KEMBALI, Keadaan.DIRAKIT, Keadaan.LENGKAP, Keadaan.TIDAK_LENGKAP}
)
"""States from which a folder is pulled."""


class Tahap(StrEnum):
    """What there is to do about a request."""

    TARIK = "tarik"
    """The folder is in the record room, not looked for in vain, and nobody is before this request: pull it."""
    TUNGGU = "tunggu"
    """It is out, missing, or somebody else comes first."""
    JALAN = "jalan"
    """On its way."""


class Tanda(StrEnum):
    """How a running clock stands. Said in words and an icon, never by colour alone."""

    LANCAR = "lancar"
    MENDESAK = "mendesak"
    LEWAT = "lewat"


@dataclass(frozen=True, slots=True)
class Diminta:
    """One request with its folder."""

    permintaan: Permintaan
    nomor: str
    urutan: str
    keadaan: Keadaan
    """The folder's."""
    lokasi: str | None
    tujuan: str | None
    pemegang: str | None
    nama_pemegang: str | None
    nama_pencari: str | None
    giliran: int
    """The place among those who wait for this folder, 1 first."""
    penunggu: int
    """How many wait for it."""
    sejak: datetime
    """Since when the folder is where it is."""
    pencarian: str | None = None
    """The search for it, while it is looked for."""
    gabung_ke: str | None = None
    """The number it is to be merged into, where it is asked for that."""

    @property
    def tahap(self) -> Tahap:
        """What there is to do."""
        if self.permintaan.keadaan is KeadaanPermintaan.DIKIRIM:
            return Tahap.JALAN
        there = self.keadaan in DI_RUANG and self.pencarian is None
        return Tahap.TARIK if self.giliran == 1 and there else Tahap.TUNGGU

    def tanda(self, now: datetime) -> Tanda | None:
        """How its clock stands; None where none runs."""
        return tanda(self.permintaan, now)


@dataclass(frozen=True, slots=True)
class DaftarTarik:
    """Everything that is waited for at one moment of the ledger, in shelf order within each unit."""

    pada: datetime
    seq: int
    isi: tuple[Diminta, ...]
    unit: dict[str, str]
    nanti: int
    """Requests for later than today's horizon, not in the list."""

    def untuk(self, unit: str, tahap: Tahap | None = None) -> tuple[Diminta, ...]:
        """What one unit waits for."""
        return tuple(one for one in self.isi if one.permintaan.unit == unit and (tahap is None or one.tahap is tahap))

    @property
    def unit_menunggu(self) -> tuple[str, ...]:
        """The units that wait for something, in the order of their codes' names."""
        found = {str(one.permintaan.unit) for one in self.isi}
        return tuple(sorted(found, key=lambda kode: self.unit.get(kode, kode)))

    @property
    def berjam(self) -> tuple[Diminta, ...]:
        """Those whose clock runs, the most urgent first."""
        timed = [one for one in self.isi if one.permintaan.sasaran is not None]
        return tuple(sorted(timed, key=lambda one: (one.permintaan.sasaran or self.pada, one.permintaan.id)))


def tanda(permintaan: Permintaan, now: datetime) -> Tanda | None:
    """How the clock of a request stands; None where none runs."""
    if permintaan.sasaran is None or permintaan.terdaftar is None:
        return None
    return _tanda(permintaan.layanan, permintaan.terdaftar, permintaan.sasaran, now)


def _tanda(layanan: str | None, terdaftar: datetime, sasaran: datetime, now: datetime) -> Tanda:
    if now > sasaran:
        return Tanda.LEWAT
    jam = kebijakan().penyediaan.layanan.get(JenisKunjungan(layanan)) if layanan else None
    urgent = jam is not None and now - terdaftar >= jam.peringatan.batas
    return Tanda.MENDESAK if urgent else Tanda.LANCAR


def daftar(connection: Connection, now: datetime) -> DaftarTarik:
    """Who waits for what, now. Needs beyond the policy's horizon are counted, not listed."""
    seq = board.seq_terakhir(connection)
    horizon = now + kebijakan().penyediaan.lebih_awal.batas
    open_ = _p.keadaan.in_(TERBUKA)
    later = connection.execute(select(func.count()).where(open_, _p.dibutuhkan_pada > horizon)).scalar_one()
    query = _dengan_berkas().where(open_, _p.dibutuhkan_pada <= horizon)
    query = query.order_by(_p.unit, _b.urutan, _b.kunci, _p.dibutuhkan_pada, _p.id).limit(PALING_BANYAK)
    return DaftarTarik(now, seq, _diminta(connection, query), names.unit(connection), later)


def satu(connection: Connection, id_: str) -> Diminta | None:
    """One request, ended or not."""
    found = _diminta(connection, _dengan_berkas().where(_p.id == id_))
    return found[0] if found else None


def beberapa(connection: Connection, ids: Sequence[str]) -> tuple[Diminta, ...]:
    """These requests, in this order."""
    found: dict[str, Diminta] = {}
    for start in range(0, len(ids), PALING_BANYAK // 2):
        some = _diminta(connection, _dengan_berkas().where(_p.id.in_(ids[start : start + PALING_BANYAK // 2])))
        found |= {one.permintaan.id: one for one in some}
    return tuple(found[id_] for id_ in ids if id_ in found)


def penunggu(connection: Connection, berkas: str, now: datetime) -> tuple[Diminta, ...]:
    """Who waits for one folder and has not been sent it, in the order in which they are served."""
    horizon = now + kebijakan().penyediaan.lebih_awal.batas
    query = _dengan_berkas().where(_p.berkas == berkas, _p.keadaan == KeadaanPermintaan.MENUNGGU)
    query = query.where(_p.dibutuhkan_pada <= horizon).order_by(_p.dibutuhkan_pada, _p.terdaftar, _p.id)
    return _diminta(connection, query)


def milik_berkas(connection: Connection, berkas: str) -> tuple[Diminta, ...]:
    """All who wait for one folder, in the order in which they are served."""
    query = _dengan_berkas().where(_p.berkas == berkas, _p.keadaan.in_(TERBUKA))
    return _diminta(connection, query.order_by(_p.dibutuhkan_pada, _p.terdaftar, _p.id))


def _dengan_berkas() -> Select[Any]:
    folder = (_b.nomor, _b.urutan, _b.keadaan, _b.lokasi, _b.tujuan, _b.pemegang, _b.sejak)
    return select(*KOLOM, *(column.label(f"b_{column.name}") for column in folder)).join(t.berkas, _b.id == _p.berkas)


def _diminta(connection: Connection, query: Select[Any]) -> tuple[Diminta, ...]:
    rows = connection.execute(query).all()
    found = [(record_of(row[: len(KOLOM)]), row) for row in rows]
    folders = {one.berkas for one, _ in found if one.berkas}
    queues, searches = _antrean(connection, folders), _dicari(connection, folders)
    people = names.petugas(connection, (id_ for one, row in found for id_ in (one.pencari, row.b_pemegang)))
    plain = (_satu(one, row, queues.get(str(one.berkas), ()), people) for one, row in found)
    merging = {one.berkas for one, _ in found if one.berkas and one.asal is AsalPermintaan.PENGGABUNGAN}
    into = _gabung_ke(connection, merging)
    return tuple(
        replace(
            one,
            pencarian=searches.get(str(one.permintaan.berkas)),
            gabung_ke=into.get(str(one.permintaan.berkas))
            if one.permintaan.asal is AsalPermintaan.PENGGABUNGAN
            else None,
        )
        for one in plain
    )


def _satu(permintaan: Permintaan, row: Any, queue: Sequence[str], people: dict[str, str]) -> Diminta:  # noqa: ANN401 - a Row
    place = queue.index(permintaan.id) + 1 if permintaan.id in queue else 0
    return Diminta(
        permintaan=permintaan,
        nomor=row.b_nomor,
        urutan=row.b_urutan or row.b_nomor,
        keadaan=Keadaan(row.b_keadaan),
        lokasi=row.b_lokasi,
        tujuan=row.b_tujuan,
        pemegang=row.b_pemegang,
        nama_pemegang=people.get(row.b_pemegang or ""),
        nama_pencari=people.get(permintaan.pencari or ""),
        giliran=place,
        penunggu=len(queue),
        sejak=row.b_sejak,
    )


def _dicari(connection: Connection, berkas: Iterable[BerkasId]) -> dict[str, str]:
    """The open searches for these folders."""
    wanted, c = sorted(berkas), t.pencarian.c
    found: dict[str, str] = {}
    for start in range(0, len(wanted), PALING_BANYAK // 2):
        some = wanted[start : start + PALING_BANYAK // 2]
        query = select(c.berkas, c.id).where(c.berkas.in_(some), c.keadaan.in_(DICARI))
        found |= {row.berkas: row.id for row in connection.execute(query)}
    return found


def _gabung_ke(connection: Connection, berkas: Iterable[BerkasId]) -> dict[str, str]:
    """The numbers of the newest folders of whom these belong to."""
    wanted = sorted(berkas)
    newer = t.berkas.alias()
    same = and_(newer.c.pasien == _b.pasien, newer.c.rumah == _b.rumah, newer.c.id != _b.id)
    living = (newer.c.pembawa == Pembawa.FISIK, newer.c.keadaan.in_(HIDUP))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), PALING_BANYAK // 2):
        some = wanted[start : start + PALING_BANYAK // 2]
        query = select(_b.id, newer.c.nomor).join(newer, same).where(_b.id.in_(some), *living)
        found |= {row.id: row.nomor for row in connection.execute(query.order_by(newer.c.terdaftar, newer.c.id))}
    return found


def _antrean(connection: Connection, berkas: Iterable[BerkasId]) -> dict[str, list[str]]:
    """Who waits for each of these folders, in the order in which they are served."""
    wanted = sorted(berkas)
    queues: dict[str, list[str]] = {}
    for start in range(0, len(wanted), PALING_BANYAK // 2):
        some = wanted[start : start + PALING_BANYAK // 2]
        query = select(_p.berkas, _p.id).where(_p.berkas.in_(some), _p.keadaan.in_(TERBUKA))
        for row in connection.execute(query.order_by(_p.dibutuhkan_pada, _p.terdaftar, _p.id)):
            queues.setdefault(row.berkas, []).append(row.id)
    return queues


@dataclass(frozen=True, slots=True)
class Penantian:
    """The clocks that run: the most urgent ones, and how many there are."""

    isi: tuple[Diminta, ...]
    jumlah: int
    mendesak: int
    lewat: int


def penantian(connection: Connection, now: datetime, batas: int) -> Penantian:
    """The clocks that run now, the most urgent first."""
    running = (_p.keadaan.in_(TERBUKA), _p.sasaran.is_not(None))
    query = select(_p.layanan, _p.terdaftar, _p.sasaran).where(*running)
    signs = [_tanda(row.layanan, row.terdaftar, row.sasaran, now) for row in connection.execute(query)]
    rows = _dengan_berkas().where(*running).order_by(_p.sasaran, _p.id).limit(batas) if signs else None
    return Penantian(
        _diminta(connection, rows) if rows is not None else (),
        len(signs),
        signs.count(Tanda.MENDESAK),
        signs.count(Tanda.LEWAT),
    )


@dataclass(frozen=True, slots=True)
class Ditunggu:
    """Who waits for a folder that was just scanned: the first of them, and how many there are."""

    unit: KodeUnit
    nama_unit: str
    dibutuhkan_pada: datetime
    terdaftar: datetime
    sasaran: datetime | None
    jumlah: int


def ditunggu(connection: Connection, berkas: str, now: datetime) -> Ditunggu | None:
    """Who waits for a folder that can be pulled now; None where nobody does, or it is on its way already."""
    waiting = penunggu(connection, berkas, now)
    if not waiting or waiting[0].keadaan not in DI_RUANG:
        return None
    first = waiting[0].permintaan
    if first.unit is None or first.dibutuhkan_pada is None or first.terdaftar is None:
        return None
    unit = names.unit(connection).get(first.unit, first.unit)
    return Ditunggu(first.unit, unit, first.dibutuhkan_pada, first.terdaftar, first.sasaran, len(waiting))
