"""The cases of a facility, read from its coded visits; nothing is kept, so nothing can drift.

A case is a visit with a code of that disease that was coded as a new case: once a visit and disease, however many
codes fall under it. Where somebody was registered twice and merged, the visits under one of the numbers count and
those under the others do not. An admission that follows from a counted visit is the same case. Called off: none.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from engine import tables as t
from engine.aturan_surveilans import Katalog, Penyakit
from engine.surveilans.minggu import Pekan, pekan
from engine.surveilans.sinyal import Hitung
from engine.views.pasien import tujuan
from schemas.names import CaraKeluar, JenisKunjungan, KeadaanKunjungan
from schemas.surveilans import HitungPenyakit

_k, _d, _p = t.kunjungan.c, t.kunjungan_kode.c, t.pasien.c
MATI: Final = frozenset({CaraKeluar.MENINGGAL.value, CaraKeluar.DOA.value})
BUKAN_BARU: Final = "bukan_baru"
"""Not coded as a new case."""
ORANG_SAMA: Final = "orang_sama"
"""The same person under another number."""
LANJUTAN: Final = "lanjutan"
"""An admission that follows from a visit already counted."""


class Kasus(NamedTuple):
    """One visit and one disease: counted, or why not."""

    kunjungan: str
    kode: str
    """The disease."""
    tanggal: date
    jenis: JenisKunjungan
    unit: str
    bawah: bool
    mati: bool
    kecuali: str | None = None
    """Why it is not counted; None: it is."""


def _awalan(penyakit: Iterable[Penyakit]) -> ColumnElement[bool]:
    """Which codes may belong to these diseases: a coarse sieve by category, before the exact one."""
    found = set[str]()
    for one in penyakit:
        for pattern in one.icd10:
            low, _, high = pattern.partition("-")
            last = int((high or low)[1:3]) if (high or low)[1:3].isdigit() else int(low[1:3])
            found |= {f"{low[0]}{number:02d}" for number in range(int(low[1:3]), last + 1)}
    return func.substr(_d.kode, 1, 3).in_(sorted(found))


def kasus(
    connection: Connection, katalog: Katalog, dari: date, sampai: date, *, hanya: Sequence[str] = ()
) -> list[Kasus]:
    """Every visit and disease of these days, counted or not. `hanya`: these diseases alone."""
    wanted = [katalog.penyakit[kode] for kode in hanya] or list(katalog.penyakit.values())
    codes = frozenset(one.kode for one in wanted)
    query = (
        select(
            _k.id, _k.pasien, _k.jenis, _k.unit, _k.tanggal, _k.asal, _k.cara_keluar, _d.kode, _d.kasus_baru,
            _p.digabung_ke, _p.tanggal_lahir,
        )
        .select_from(t.kunjungan.join(t.kunjungan_kode, _d.kunjungan == _k.id).outerjoin(t.pasien, _p.id == _k.pasien))
        .where(
            _k.tanggal.between(dari.isoformat(), sampai.isoformat()),
            _k.keadaan != KeadaanKunjungan.DIBATALKAN,
            _awalan(wanted),
        )
        .order_by(_k.tanggal, _k.terdaftar, _k.id, _d.urutan)
    )  # fmt: skip
    rows = connection.execute(query).all()
    merged = sorted({row.pasien for row in rows if row.digabung_ke is not None})
    roots = {row.pasien: row.pasien for row in rows} | tujuan(connection, merged)
    found: dict[tuple[str, str], tuple[Kasus, Any]] = {}
    for row in rows:
        for one in _satu(row, katalog, codes):
            before = found.get((one.kunjungan, one.kode))
            if before is None or (before[0].kecuali and not one.kecuali):
                found[one.kunjungan, one.kode] = (one, row)
    return _sekali(found.values(), roots)


def _satu(row: Any, katalog: Katalog, codes: frozenset[str]) -> Iterable[Kasus]:  # noqa: ANN401 - a Row of the query above
    day = date.fromisoformat(row.tanggal)
    born = row.tanggal_lahir
    age = None if born is None or born > day else day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    young = age is not None and age < katalog.skdr.golongan_umur.tahun
    for kode in katalog.milik(row.kode, age):
        if kode in codes:
            yield Kasus(
                row.id, kode, day, JenisKunjungan(row.jenis), row.unit, young, row.cara_keluar in MATI,
                None if row.kasus_baru else BUKAN_BARU,
            )  # fmt: skip


def _sekali(found: Iterable[tuple[Kasus, Any]], roots: dict[str, str]) -> list[Kasus]:
    """The same person under two numbers once; an admission not beside the visit it follows from."""
    number: dict[tuple[str, str], str] = {}
    counted = set[tuple[str, str]]()
    person: dict[str, str] = {}
    answer = []
    for one, row in found:
        root = roots[row.pasien]
        person[one.kunjungan] = root
        why = one.kecuali
        if why is None:
            if number.setdefault((root, one.kode), row.pasien) != row.pasien:
                why = ORANG_SAMA
            elif (row.asal, one.kode) in counted and person.get(row.asal) == root:
                why = LANJUTAN
            else:
                counted.add((one.kunjungan, one.kode))
        answer.append(one._replace(kecuali=why))
    return answer


def sel(found: Iterable[Kasus]) -> dict[str, HitungPenyakit]:
    """The counted cases, summed by disease."""
    sums: dict[str, list[int]] = {}
    for one in found:
        if one.kecuali is None:
            cell = sums.setdefault(one.kode, [0, 0, 0])
            cell[0] += one.bawah
            cell[1] += not one.bawah
            cell[2] += one.mati
    return {
        kode: HitungPenyakit(kode=kode, bawah=young, atas=old, mati=died) for kode, (young, old, died) in sums.items()
    }


def kunjungan(connection: Connection, katalog: Katalog, dari: date, sampai: date) -> dict[Pekan, int]:
    """All visits that were not called off, by week: the denominator (X); an admission from a visit is no other one."""
    query = (
        select(_k.tanggal, func.count())
        .where(
            _k.tanggal.between(dari.isoformat(), sampai.isoformat()),
            _k.keadaan != KeadaanKunjungan.DIBATALKAN,
            or_(_k.jenis != JenisKunjungan.RAWAT_INAP, _k.asal.is_(None)),
        )
        .group_by(_k.tanggal)
    )
    sums: dict[Pekan, int] = {}
    for day, count in connection.execute(query):
        week = pekan(date.fromisoformat(day), katalog.skdr.minggu)
        sums[week] = sums.get(week, 0) + count
    return sums


def per_pekan(found: Iterable[Kasus], katalog: Katalog) -> dict[Pekan, Hitung]:
    """The counted cases of one disease, by week."""
    sums: dict[Pekan, Hitung] = {}
    for one in found:
        if one.kecuali is None:
            week = pekan(one.tanggal, katalog.skdr.minggu)
            before = sums.get(week, Hitung())
            sums[week] = before._replace(kasus=before.kasus + 1, mati=before.mati + one.mati)
    return sums
