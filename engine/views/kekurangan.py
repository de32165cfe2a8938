"""Gaps in records as lists show them: of one folder, of one person, of everybody who still has some."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, and_, case, distinct, func, or_, select

from engine import rows
from engine import tables as t
from engine.rows.kekurangan import record_of
from engine.views import names, visits
from engine.views.records import KOLOM, Ringkas, ringkas_dari
from engine.views.visits import Orang
from engine.workflows.kekurangan import BELUM_SELESAI, Kekurangan
from engine.workflows.kunjungan import Kunjungan
from schemas.names import BerkasId, KeadaanKekurangan, PetugasId

HALAMAN: Final = 500
_k, _b, _u, _p = t.kekurangan.c, t.berkas.c, t.unit.c, t.petugas.c
_KOLOM: Final = tuple(_k[name] for name in Kekurangan._fields)
_BELUM: Final = _k.keadaan.in_(BELUM_SELESAI)


@dataclass(frozen=True, slots=True)
class Hitung:
    """How many gaps of a folder keep it from being complete, and how many of them somebody says are completed."""

    belum: int
    dilengkapi: int


@dataclass(frozen=True, slots=True)
class Tempat:
    """Where a folder is now, and whom to call there."""

    unit: str | None
    """Where it is, or where it is being carried to."""
    nama_unit: str | None
    telepon_unit: str | None
    pemegang: str | None
    """Who has it in hand, by name."""
    telepon_pemegang: str | None


@dataclass(frozen=True, slots=True)
class TugasBerkas:
    """One folder a person must complete: what is missing in it, whose it is, where it is."""

    berkas: Ringkas
    kunjungan: tuple[Kunjungan, ...]
    """The visits whose records are incomplete, in the order in which the gaps were found."""
    orang: Orang | None
    isi: tuple[Kekurangan, ...]
    tempat: Tempat

    @property
    def terbuka(self) -> tuple[Kekurangan, ...]:
        """What this person has not yet said to be completed."""
        return tuple(one for one in self.isi if one.keadaan is KeadaanKekurangan.TERBUKA)

    @property
    def jatuh_tempo(self) -> datetime | None:
        """When the first of what is open is due."""
        return min((one.jatuh_tempo for one in self.terbuka if one.jatuh_tempo), default=None)


@dataclass(frozen=True, slots=True)
class Beban:
    """What one person still has to complete."""

    petugas: PetugasId
    nama: str
    berkas: int
    kekurangan: int
    lewat: int
    """Gaps whose due time has passed."""
    tertua: datetime


def satu(connection: Connection, id_: str) -> Kekurangan | None:
    """One gap."""
    found: Kekurangan | None = rows.records(connection, "kekurangan", [id_]).get(id_)
    return found


def milik_berkas(
    connection: Connection,
    berkas: str,
    *,
    belum_selesai: bool = True,
    setelah: tuple[datetime, str] | None = None,
    batas: int = HALAMAN,
) -> list[Kekurangan]:
    """The gaps of a folder, oldest first. `belum_selesai`: only those that keep it from being complete."""
    query = select(*_KOLOM).where(_k.berkas == berkas)
    if belum_selesai:
        query = query.where(_BELUM)
    if setelah is not None:
        saat, id_ = setelah
        query = query.where(or_(_k.terdaftar > saat, and_(_k.terdaftar == saat, _k.id > id_)))
    return [record_of(row) for row in connection.execute(query.order_by(_k.terdaftar, _k.id).limit(batas))]


def milik_petugas(
    connection: Connection,
    petugas: str,
    *,
    setelah: tuple[datetime, str] | None = None,
    batas: int = HALAMAN,
) -> list[Kekurangan]:
    """What this person must complete and nobody has verified, the first due first."""
    query = select(*_KOLOM).where(_k.penanggung_jawab == petugas, _BELUM)
    if setelah is not None:
        saat, id_ = setelah
        query = query.where(or_(_k.jatuh_tempo > saat, and_(_k.jatuh_tempo == saat, _k.id > id_)))
    return [record_of(row) for row in connection.execute(query.order_by(_k.jatuh_tempo, _k.id).limit(batas))]


def jumlah_berkas(connection: Connection, petugas: str) -> int:
    """How many folders wait for this person: the number beside "Tugas" in the menu."""
    query = select(func.count(distinct(_k.berkas))).where(
        _k.penanggung_jawab == petugas, _k.keadaan == KeadaanKekurangan.TERBUKA
    )
    return connection.execute(query).scalar_one()


def hitungan(connection: Connection, berkas: Iterable[str]) -> dict[str, Hitung]:
    """How many gaps these folders have; a folder without any is absent."""
    wanted = sorted(set(berkas))
    if not wanted:
        return {}
    said = func.sum(case((_k.keadaan == KeadaanKekurangan.DILENGKAPI, 1), else_=0))
    query = select(_k.berkas, func.count(), said).where(_k.berkas.in_(wanted), _BELUM).group_by(_k.berkas)
    return {berkas: Hitung(jumlah, int(dilengkapi)) for berkas, jumlah, dilengkapi in connection.execute(query)}


def tugas(connection: Connection, petugas: str, *, batas: int = HALAMAN) -> list[TugasBerkas]:
    """A person's incomplete folders, the oldest first; in each, what is missing in the order it was found."""
    found: dict[str, list[Kekurangan]] = {}
    query = select(*_KOLOM).where(_k.penanggung_jawab == petugas, _BELUM).order_by(_k.terdaftar, _k.id).limit(batas)
    for row in connection.execute(query):
        one = record_of(row)
        found.setdefault(str(one.berkas), []).append(one)
    folders, owner = _folders(connection, found)
    named = dict.fromkeys(one.kunjungan for gaps in found.values() for one in gaps if one.kunjungan)
    seen: dict[str, Kunjungan] = rows.records(connection, "kunjungan", list(named))
    people = visits.orang(connection, owner.values())
    places = tempat(connection, folders.values())
    return [
        TugasBerkas(
            folders[berkas],
            tuple(seen[id_] for id_ in dict.fromkeys(one.kunjungan for one in isi) if id_ in seen),
            people.get(owner.get(berkas, "")),
            tuple(isi),
            places[berkas],
        )
        for berkas, isi in found.items()
        if berkas in folders
    ]


def beban(connection: Connection, now: datetime) -> list[Beban]:
    """Everybody who still has something to complete: who has the oldest first."""
    late = func.sum(case((_k.jatuh_tempo <= now, 1), else_=0))
    query = (
        select(
            _k.penanggung_jawab,
            func.count(distinct(_k.berkas)),
            func.count(),
            late,
            func.min(_k.terdaftar),
        )
        .where(_k.keadaan == KeadaanKekurangan.TERBUKA)
        .group_by(_k.penanggung_jawab)
        .order_by(func.min(_k.terdaftar), _k.penanggung_jawab)
    )
    found = connection.execute(query).all()
    people = names.petugas(connection, (row[0] for row in found))
    return [
        Beban(PetugasId(id_), people.get(id_, id_), berkas, kekurangan, int(lewat), tertua)
        for id_, berkas, kekurangan, lewat, tertua in found
    ]


def tempat(connection: Connection, folders: Iterable[Ringkas]) -> dict[str, Tempat]:
    """Where these folders are, and whom to call there."""
    listed = list(folders)
    units = {row.kode: row for row in connection.execute(select(_u.kode, _u.nama, _u.telepon))}
    in_hand = sorted({one.pemegang for one in listed if one.pemegang})
    holders = {row.id: row for row in connection.execute(select(_p.id, _p.nama, _p.telepon).where(_p.id.in_(in_hand)))}
    found = {}
    for one in listed:
        unit, who = units.get(one.tempat or ""), holders.get(one.pemegang or "")
        found[str(one.id)] = Tempat(
            one.tempat,
            unit.nama if unit else one.tempat,
            unit.telepon if unit else None,
            who.nama if who else None,
            who.telepon if who else None,
        )
    return found


def _folders(connection: Connection, ids: Iterable[str]) -> tuple[dict[str, Ringkas], dict[str, str]]:
    """These folders as lists show them, and whose each is."""
    wanted: Sequence[str] = sorted(ids)
    if not wanted:
        return {}, {}
    query = select(*KOLOM, _b.pasien).where(_b.id.in_(wanted))
    folders, owner = {}, {}
    for *values, pasien in connection.execute(query):
        one = ringkas_dari(values)
        folders[str(one.id)] = one
        if pasien is not None:
            owner[str(one.id)] = pasien
    return folders, owner


__all__ = ["Beban", "BerkasId", "Hitung", "Tempat", "TugasBerkas", "beban", "hitungan", "milik_berkas", "tugas"]
