"""Who the visits of a census are of: joined at reading, because the census itself keeps nobody's sex, age or diagnosis.

`Kunjung` has no name either: what is counted by sex or age needs none.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select

from engine import tables as t
from engine.aturan_sensus import GolonganUmur
from engine.kiup.periksa import umur
from engine.views.pasien import tujuan
from schemas.names import CaraKeluar, JenisKelamin, JenisKunjungan

SEKALI: Final = 500
"""Ids asked for at once."""
_s, _k, _p, _d = t.sensus_kunjungan.c, t.kunjungan.c, t.pasien.c, t.kunjungan_kode.c


class Kunjung(NamedTuple):
    """One visit of the outpatient or emergency census, with what it is counted by."""

    kunjungan: str
    hari: date
    jenis: JenisKunjungan
    unit: str
    dokter: str
    baru: bool
    kasus: bool | None
    cara_bayar: str
    asal: str
    rujukan: bool
    cara_keluar: CaraKeluar | None
    jenis_kelamin: JenisKelamin
    tahun: int | None
    """Whole years on the day of the visit; None: the birth date is not known."""
    umur: str
    """The code of the age group."""
    seq: tuple[int, ...]
    """The ledger lines that put it there: its registration, and its end."""


def kunjung(
    connection: Connection, golongan: GolonganUmur, dari: date, sampai: date, *, unit: str | None = None
) -> list[Kunjung]:
    """The visits counted on these days, in the order they came."""
    query = (
        select(*t.sensus_kunjungan.c, _k.pasien, _p.digabung_ke, _p.jenis_kelamin, _p.tanggal_lahir)
        .select_from(
            t.sensus_kunjungan.outerjoin(t.kunjungan, _k.id == _s.kunjungan).outerjoin(t.pasien, _p.id == _k.pasien)
        )
        .where(_s.hari.between(dari.isoformat(), sampai.isoformat()))
        .order_by(_s.hari, _s.mulai, _s.kunjungan)
    )
    if unit is not None:
        query = query.where(_s.unit == unit)
    rows = connection.execute(query).all()
    now = _kini(connection, {row.pasien for row in rows if row.digabung_ke is not None})
    return [_kunjung(row, now.get(row.pasien), golongan) for row in rows]


def _kini(connection: Connection, merged: Iterable[str]) -> dict[str, Any]:
    """For each of these merged patients, the row of who they are now: they are counted as that one."""
    ends = {one: end for ids in potong(merged) for one, end in tujuan(connection, ids).items()}
    found: dict[str, Any] = {}
    for ids in potong(ends.values()):
        query = select(_p.id, _p.jenis_kelamin, _p.tanggal_lahir).where(_p.id.in_(ids))
        found |= {row.id: row for row in connection.execute(query)}
    return {one: found.get(end) for one, end in ends.items()}


def _kunjung(row: Any, now: Any, golongan: GolonganUmur) -> Kunjung:  # noqa: ANN401 - Rows of the queries above
    hari = date.fromisoformat(row.hari)
    born = (now and now.tanggal_lahir) or row.tanggal_lahir
    if born is not None and born > hari:
        born = None
    return Kunjung(
        kunjungan=row.kunjungan,
        hari=hari,
        jenis=JenisKunjungan(row.jenis),
        unit=row.unit,
        dokter=row.dokter,
        baru=bool(row.kunjungan_baru),
        kasus=None if row.kasus_baru is None else bool(row.kasus_baru),
        cara_bayar=row.cara_bayar,
        asal=row.asal_pasien,
        rujukan=bool(row.surat_rujukan),
        cara_keluar=CaraKeluar(row.cara_keluar) if row.cara_keluar else None,
        jenis_kelamin=JenisKelamin((now and now.jenis_kelamin) or row.jenis_kelamin or JenisKelamin.TIDAK_DIKETAHUI),
        tahun=umur(born, hari) if born is not None else None,
        umur=golongan.golongan(born, hari),
        seq=tuple(one for one in (row.seq_mulai, row.seq_sampai) if one),
    )


def per_hari(connection: Connection, dari: date, sampai: date, unit: str | None = None) -> dict[date, int]:
    """How many visits each day had."""
    query = select(_s.hari, func.count()).where(_s.hari.between(dari.isoformat(), sampai.isoformat()))
    if unit is not None:
        query = query.where(_s.unit == unit)
    return {date.fromisoformat(hari): jumlah for hari, jumlah in connection.execute(query.group_by(_s.hari))}


def kode(connection: Connection, kunjungan: Iterable[str]) -> dict[str, list[str]]:
    """The diagnosis codes of these visits, the main one first."""
    found: dict[str, list[str]] = {}
    for ids in potong(kunjungan):
        query = select(_d.kunjungan, _d.kode).where(_d.kunjungan.in_(ids)).order_by(_d.kunjungan, _d.urutan)
        for visit, code in connection.execute(query):
            found.setdefault(visit, []).append(code)
    return found


def potong(ids: Iterable[str]) -> list[list[str]]:
    """Ids in the portions a database is asked for."""
    each = sorted(set(ids))
    return [each[at : at + SEKALI] for at in range(0, len(each), SEKALI)]
