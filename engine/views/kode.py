"""The codes of visits, for those who may see a diagnosis: what a visit has, which visits wait, what is used most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, select

from engine import tables as t
from engine.views.visits import Baris, baris
from engine.workflows.kunjungan import PENGKODE, Kunjungan, melayani
from schemas.message import Pelaku
from schemas.names import JenisKunjungan, KeadaanKunjungan, Peran

HALAMAN: Final = 50
TERHITUNG: Final = 1_000
"""Waiting visits beyond this many are not counted further."""
USUL: Final = 200
"""Codes offered while one is typed: the facility's own most used. No classification is built in."""
BOLEH: Final = frozenset({Peran.PEREKAM_MEDIS, Peran.DOKTER, Peran.KEPALA})
"""Who sees the codes of visits: those who make them, those who treat, who answers for the unit."""
_d, _k = t.kunjungan_kode.c, t.kunjungan.c


@dataclass(frozen=True, slots=True)
class Kode:
    """One diagnosis of a visit; the first is the main one."""

    kode: str
    kasus_baru: bool | None


@dataclass(frozen=True, slots=True)
class Terkode:
    """The codes of a visit, who wrote them last and when."""

    isi: tuple[Kode, ...]
    pelaku: str | None
    pada: datetime | None


@dataclass(frozen=True, slots=True)
class Antre:
    """Visits that wait for their codes, the oldest end first; how many there are, up to `TERHITUNG`."""

    isi: list[Baris]
    jumlah: int


def boleh_lihat(visit: Kunjungan, pelaku: Pelaku) -> bool:
    """May this person read what is wrong with the patient? A doctor: of their own visits and of their units'."""
    if not pelaku.peran.isdisjoint(PENGKODE | {Peran.KEPALA}):
        return True
    if Peran.DOKTER not in pelaku.peran:
        return False
    return visit.dokter == pelaku.id or melayani(visit, pelaku.unit)


def milik(connection: Connection, kunjungan: str) -> Terkode:
    """What a visit is coded with."""
    query = select(_d.kode, _d.kasus_baru, _d.pelaku, _d.pada).where(_d.kunjungan == kunjungan).order_by(_d.urutan)
    rows = connection.execute(query).all()
    last = rows[0] if rows else None
    codes = tuple(Kode(row.kode, row.kasus_baru) for row in rows)
    return Terkode(codes, last.pelaku if last else None, last.pada if last else None)


def antre(connection: Connection, pelaku: Pelaku, *, unit: str = "", jenis: JenisKunjungan | None = None) -> Antre:
    """The ended visits without codes that this person may code."""
    where = _menunggu(pelaku)
    if unit:
        where.append(_k.unit == unit)
    if jenis is not None:
        where.append(_k.jenis == jenis)
    ids = connection.execute(select(_k.id).where(*where).order_by(_k.keluar, _k.id).limit(HALAMAN)).scalars().all()
    some = select(_k.id).where(*where).limit(TERHITUNG + 1).subquery()
    jumlah = connection.execute(select(func.count()).select_from(some)).scalar_one()
    return Antre(baris(connection, ids), jumlah)


def berikut(connection: Connection, pelaku: Pelaku) -> str | None:
    """The visit that has waited longest."""
    query = select(_k.id).where(*_menunggu(pelaku)).order_by(_k.keluar, _k.id).limit(1)
    found: str | None = connection.execute(query).scalar()
    return found


def tersering(connection: Connection) -> Sequence[str]:
    """The codes this facility has used most, the most used first."""
    many = func.count().label("banyak")
    query = select(_d.kode).group_by(_d.kode).order_by(many.desc(), _d.kode).limit(USUL)
    return connection.execute(query).scalars().all()


def _menunggu(pelaku: Pelaku) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [_k.keadaan == KeadaanKunjungan.SELESAI, _k.jumlah_kode == 0]
    if pelaku.peran.isdisjoint(PENGKODE):
        where.append(_k.dokter == pelaku.id)  # a doctor codes their own patients' visits
    return where
