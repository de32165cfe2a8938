"""Visits as screens and the API show them: a day's list, one visit, a patient's own, and who lies in which bed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from engine import penyimpanan, rows, ruang
from engine import tables as t
from engine.kiup.nama import tertulis
from engine.penyimpanan import Penyimpanan
from engine.rows.kunjungan import record_of
from engine.views.pasien import rumpun_banyak, tujuan
from engine.workflows.berkas import HIDUP
from engine.workflows.kunjungan import KUNJUNGAN, Kunjungan, boleh_dirawat, terjadi
from schemas.names import JenisKunjungan, KeadaanKunjungan, Pembawa

HALAMAN: Final = 200
_k, _p, _b = t.kunjungan.c, t.pasien.c, t.berkas.c
_KOLOM: Final = tuple(_k[name] for name in Kunjungan._fields)


@dataclass(frozen=True, slots=True)
class Orang:
    """A patient as a list shows them."""

    id: str
    nama: str
    dikenal: bool
    digabung_ke: str | None
    jenis_kelamin: str
    tanggal_lahir: date | None
    alamat: str | None


@dataclass(frozen=True, slots=True)
class Folder:
    """One of a patient's folders, and where it is."""

    id: str
    nomor: str
    pembawa: Pembawa
    keadaan: str
    lokasi: str | None
    tujuan: str | None
    sejak: datetime
    rumah: str


@dataclass(frozen=True, slots=True)
class Baris:
    """A visit with its patient and that patient's folder."""

    kunjungan: Kunjungan
    orang: Orang | None
    folder: Folder | None


@dataclass(frozen=True, slots=True)
class Terisi:
    """A bed, and who lies in it."""

    tempat_tidur: ruang.TempatTidur
    baris: Baris | None


def satu(connection: Connection, id_: str) -> Baris | None:
    """One visit, with its patient."""
    found = rows.records(connection, "kunjungan", [id_])
    return _lengkap(connection, list(found.values()))[0] if found else None


def beberapa(connection: Connection, ids: Iterable[str]) -> dict[str, Baris]:
    """These visits, with their patients."""
    found = rows.records(connection, "kunjungan", sorted(set(ids)))
    return {row.kunjungan.id: row for row in _lengkap(connection, list(found.values()))}


def baris(connection: Connection, ids: Sequence[str]) -> list[Baris]:
    """These visits with their patients, in this order."""
    found = rows.records(connection, "kunjungan", ids)
    return _lengkap(connection, [found[id_] for id_ in ids if id_ in found])


def harian(  # noqa: PLR0913 - one parameter a filter
    connection: Connection,
    tanggal: str,
    *,
    unit: str | None = None,
    jenis: JenisKunjungan | None = None,
    setelah: tuple[datetime, str] | None = None,
    batas: int = HALAMAN,
) -> list[Baris]:
    """A day's visits, the latest first; cancelled ones too. `setelah`: on from this one."""
    query = select(*_KOLOM).where(_k.tanggal == tanggal)
    if unit is not None:
        query = query.where(_k.unit == unit)
    if jenis is not None:
        query = query.where(_k.jenis == jenis)
    if setelah is not None:
        saat, id_ = setelah
        query = query.where((_k.terdaftar < saat) | ((_k.terdaftar == saat) & (_k.id < id_)))
    return _lengkap(connection, _read(connection, query.order_by(_k.terdaftar.desc(), _k.id.desc()).limit(batas)))


def hitungan(connection: Connection, tanggal: str) -> dict[str, dict[KeadaanKunjungan, int]]:
    """How many visits of a day each unit has in each state."""
    query = select(_k.unit, _k.keadaan, func.count()).where(_k.tanggal == tanggal).group_by(_k.unit, _k.keadaan)
    found: dict[str, dict[KeadaanKunjungan, int]] = {}
    for unit, keadaan, jumlah in connection.execute(query):
        found.setdefault(unit, {})[KeadaanKunjungan(keadaan)] = jumlah
    return found


def milik(connection: Connection, pasien: Sequence[str], *, batas: int = 10) -> list[Kunjungan]:
    """The visits of a patient (and of whoever was merged into them), the latest first."""
    query = select(*_KOLOM).where(_k.pasien.in_(pasien)).order_by(_k.terdaftar.desc(), _k.id).limit(batas)
    return _read(connection, query)


def menunggu_rawat_inap(connection: Connection, tanggal: Sequence[str]) -> list[Baris]:
    """Visits of these days from which a patient may be admitted, and was not yet."""
    admitted = t.kunjungan.alias()
    stands = (admitted.c.asal == _k.id) & (admitted.c.keadaan != KeadaanKunjungan.DIBATALKAN)
    query = (
        select(*_KOLOM)
        .where(_k.tanggal.in_(tanggal), _k.jenis != JenisKunjungan.RAWAT_INAP)
        .where(~select(admitted.c.id).where(stands).exists())
        .order_by(_k.terdaftar.desc())
        .limit(HALAMAN)
    )
    return _lengkap(connection, [visit for visit in _read(connection, query) if boleh_dirawat(visit)])


def dari(connection: Connection, asal: str) -> list[Kunjungan]:
    """The admissions that followed from a visit, cancelled ones too."""
    return _read(connection, select(*_KOLOM).where(_k.asal == asal).order_by(_k.terdaftar))


def boleh_rawat(visit: Kunjungan, lanjutan: Sequence[Kunjungan]) -> bool:
    """May the patient be admitted from this visit, and was not yet?"""
    return boleh_dirawat(visit) and not any(terjadi(one) for one in lanjutan)


def bangsal(connection: Connection, unit: str | None = None) -> list[Terisi]:
    """Every bed in use of a ward (or of all), with who lies in it."""
    beds = ruang.beds(connection, unit)
    lying = rows.records(connection, "kunjungan", [bed.kunjungan for bed in beds if bed.kunjungan])
    known = {row.kunjungan.id: row for row in _lengkap(connection, list(lying.values()))}
    return [Terisi(bed, known.get(bed.kunjungan or "")) for bed in beds]


def orang(connection: Connection, ids: Iterable[str]) -> dict[str, Orang]:
    """These patients as lists show them."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    query = select(
        _p.id, _p.nama, _p.gelar, _p.sebutan, _p.dikenal, _p.digabung_ke, _p.jenis_kelamin, _p.tanggal_lahir, _p.alamat
    ).where(_p.id.in_(wanted))
    return {
        row.id: Orang(
            row.id,
            tertulis(row.nama, row.gelar, row.sebutan),
            row.dikenal,
            row.digabung_ke,
            row.jenis_kelamin,
            row.tanggal_lahir,
            row.alamat,
        )
        for row in connection.execute(query)
    }


def folders(connection: Connection, pasien: Iterable[str]) -> dict[str, list[Folder]]:
    """The folders of these patients, paper first."""
    wanted = sorted(set(pasien))
    if not wanted:
        return {}
    query = select(_b.pasien, _b.id, _b.nomor, _b.pembawa, _b.keadaan, _b.lokasi, _b.tujuan, _b.sejak, _b.rumah).where(
        _b.pasien.in_(wanted)
    )
    found: dict[str, list[Folder]] = {}
    for owner, id_, nomor, pembawa, *rest in connection.execute(query.order_by(_b.pembawa.desc(), _b.terdaftar)):
        found.setdefault(owner, []).append(Folder(id_, nomor, Pembawa(pembawa), *rest))
    return found


def bisa(kunjungan: Kunjungan) -> frozenset[str]:
    """The `jenis` of the commands its state allows, whoever asks."""
    return frozenset(command.jenis for command in KUNJUNGAN.possible(kunjungan))


def _read(connection: Connection, query: Select[Any]) -> list[Kunjungan]:
    return [record_of(row) for row in connection.execute(query)]


def _lengkap(connection: Connection, visits: list[Kunjungan]) -> list[Baris]:
    people = orang(connection, (visit.pasien for visit in visits))
    if merged := [one.id for one in people.values() if one.digabung_ke is not None]:
        ends = tujuan(connection, merged)
        now = orang(connection, ends.values())
        people |= {one: now[end] for one, end in ends.items()}
    kin = rumpun_banyak(connection, {one.id for one in people.values()})
    each = folders(connection, (member for members in kin.values() for member in members))
    whole = {end: [folder for member in members for folder in each.get(member, ())] for end, members in kin.items()}
    own = {
        one: sorted(whole[end.id], key=lambda folder: folder.pembawa is not Pembawa.FISIK)
        for one, end in people.items()
    }
    plans = penyimpanan.baca(connection)
    return [
        Baris(visit, people.get(visit.pasien), folder_untuk(plans, visit, own.get(visit.pasien, ())))
        for visit in visits
    ]


def tanpa_berkas(simpan: Penyimpanan, own: Sequence[Folder]) -> frozenset[JenisKunjungan]:
    """The kinds of visit a patient has no folder for: all, or where folders live apart those whose home has none."""
    if not simpan.tersebar:
        return frozenset() if own else frozenset(JenisKunjungan)
    homes = {one.rumah for one in own if one.pembawa is Pembawa.FISIK and one.keadaan in HIDUP}
    return frozenset(jenis for jenis in JenisKunjungan if simpan.rumah(jenis) not in homes)


def folder_untuk(plans: tuple[Penyimpanan, ...], visit: Kunjungan, own: Sequence[Folder]) -> Folder | None:
    """The folder a visit is written in: the patient's, or where folders live apart that of its kind."""
    simpan = penyimpanan.pada(plans, date.fromisoformat(visit.tanggal))
    home = simpan.rumah(visit.jenis)
    fits = [one for one in own if not simpan.tersebar or one.pembawa is not Pembawa.FISIK or one.rumah == home]
    return next(iter(sorted(fits, key=lambda one: one.pembawa is Pembawa.FISIK and one.rumah != home)), None)
