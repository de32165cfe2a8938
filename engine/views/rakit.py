"""Assembling as its screens show it: the folders that wait for analysis, and the visits one may be analysed for."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, exists, select

from engine import rows
from engine import tables as t
from engine.rows.kunjungan import record_of
from engine.views import kekurangan
from engine.views.kekurangan import Hitung
from engine.views.pasien import serumpun, tujuan
from engine.views.records import KOLOM, Ringkas, ringkas_dari
from engine.workflows.kunjungan import Kunjungan
from schemas.names import Keadaan, KeadaanKekurangan, KeadaanKunjungan, PetugasId

HALAMAN: Final = 200
_b, _k, _n = t.berkas.c, t.kekurangan.c, t.kunjungan.c
_KUNJUNGAN: Final = tuple(_n[name] for name in Kunjungan._fields)
KOSONG: Final = Hitung(0, 0)


@dataclass(frozen=True, slots=True)
class Menunggu:
    """A folder that waits at the desk, with the visit it came home from."""

    berkas: Ringkas
    kunjungan: Kunjungan | None
    hitung: Hitung


@dataclass(frozen=True, slots=True)
class Antrean:
    """What waits at the desk: for a first analysis, and for a look at what is said to be completed."""

    analisis: tuple[Menunggu, ...]
    periksa: tuple[Menunggu, ...]


def antrean(connection: Connection, batas: int = HALAMAN) -> Antrean:
    """The work list: oldest first. Reads no names."""
    first = select(*KOLOM, _b.pasien).where(_b.keadaan.in_((Keadaan.KEMBALI, Keadaan.DIRAKIT)))
    said = select(_k.id).where(_k.berkas == _b.id, _k.keadaan == KeadaanKekurangan.DILENGKAPI)
    again = select(*KOLOM, _b.pasien).where(_b.keadaan == Keadaan.TIDAK_LENGKAP, exists(said))
    lists = [
        [tuple(row) for row in connection.execute(query.order_by(_b.sejak, _b.id).limit(batas))]
        for query in (first, again)
    ]
    every = [row for rows_ in lists for row in rows_]
    gaps = kekurangan.hitungan(connection, (row[0] for row in every))
    latest = terakhir(connection, {row[-1] for row in every if row[-1]})
    made = [
        tuple(Menunggu(ringkas_dari(row[:-1]), latest.get(row[-1]), gaps.get(row[0], KOSONG)) for row in rows_)
        for rows_ in lists
    ]
    return Antrean(*made)


def terakhir(connection: Connection, pasien: set[str]) -> dict[str, Kunjungan]:
    """The latest visit of each of these patients that has ended."""
    if not pasien:
        return {}
    later = t.kunjungan.alias()
    query = select(*_KUNJUNGAN).where(
        _n.pasien.in_(sorted(pasien)),
        _n.keadaan == KeadaanKunjungan.SELESAI,
        ~exists(
            select(later.c.id).where(
                later.c.pasien == _n.pasien,
                later.c.keadaan == KeadaanKunjungan.SELESAI,
                later.c.keluar > _n.keluar,
            )
        ),
    )
    return {row.pasien: record_of(row) for row in connection.execute(query.order_by(_n.id))}


def kunjungan(connection: Connection, pasien: str, batas: int = 12) -> list[Kunjungan]:
    """The visits a patient's folder may be analysed for: those that happened, the last that ended first."""
    query = (
        select(*_KUNJUNGAN)
        .where(
            _n.pasien.in_(serumpun(connection, tujuan(connection, [pasien])[pasien])),
            _n.keadaan.in_((KeadaanKunjungan.DILAYANI, KeadaanKunjungan.SELESAI)),
        )
        .order_by((_n.keadaan == KeadaanKunjungan.SELESAI).desc(), _n.keluar.desc(), _n.terdaftar.desc(), _n.id)
        .limit(batas)
    )
    return [record_of(row) for row in connection.execute(query)]


def pendaftar(connection: Connection, kunjungan: str) -> PetugasId | None:
    """Who registered a visit: the hands that should have filled in its first sheets."""
    first = select(t.jejak.c.pelaku).where(t.jejak.c.subjek == kunjungan, t.jejak.c.versi == 1)
    found = connection.execute(first).scalar()
    return PetugasId(found) if found else None


def rantai(connection: Connection, visit: Kunjungan) -> list[Kunjungan]:
    """A visit and the ones it followed from, the first first: what one folder holds of one stay."""
    found = [visit]
    while (asal := found[0].asal) is not None and len(found) < len(KeadaanKunjungan):
        before = rows.records(connection, "kunjungan", [asal]).get(asal)
        if before is None:
            break
        found.insert(0, before)
    return found
