"""What was counted in a week, and how it came about: coded visits, typed counts, reports from below."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from engine import tables as t
from engine.aturan_surveilans import Katalog
from engine.surveilans import hitung
from engine.surveilans.jenjang import Kita, bawahan
from engine.surveilans.minggu import Pekan, geser, hari_pertama, hari_terakhir, pekan
from engine.surveilans.sinyal import Hitung
from schemas.names import CaraHitung
from schemas.surveilans import HitungPenyakit

X = "X"
"""The code of all visits: the denominator of SKDR."""
_i, _s, _w = t.w2_isian.c, t.w2_sel.c, t.w2.c


class Angka(NamedTuple):
    """One disease in one week, with where its number comes from."""

    kode: str
    berkode: HitungPenyakit
    """From coded visits, or from the reports below."""
    diketik: HitungPenyakit | None = None
    cara: CaraHitung | None = None

    @property
    def jumlah(self) -> HitungPenyakit:
        """What counts."""
        if self.diketik is None:
            return self.berkode
        if self.cara is CaraHitung.PENGGANTI:
            return self.diketik
        return HitungPenyakit(
            kode=self.kode,
            bawah=self.berkode.bawah + self.diketik.bawah,
            atas=self.berkode.atas + self.diketik.atas,
            mati=self.berkode.mati + self.diketik.mati,
        )


class Seminggu(NamedTuple):
    """All that was counted in one week."""

    pekan: Pekan
    angka: Mapping[str, Angka]
    """By disease; one that is not there is zero."""
    kunjungan: int
    lapor: int
    wajib: int

    def sel(self) -> tuple[HitungPenyakit, ...]:
        """The cells of a report: what is not zero, by disease."""
        found = (self.angka[kode].jumlah for kode in sorted(self.angka))
        return tuple(one for one in found if one.kasus or one.mati)

    def hitung(self, kode: str) -> Hitung:
        """One disease."""
        one = self.angka.get(kode)
        if one is None:
            return Hitung(kunjungan=self.kunjungan)
        return Hitung(one.jumlah.kasus, one.jumlah.mati, self.kunjungan)


def seminggu(connection: Connection, katalog: Katalog, satu: Kita, week: Pekan) -> Seminggu:
    """What this facility counts in a week: its own cases, or those reported to it."""
    if satu.kantor:
        return _dari_bawah(connection, satu, week)
    aturan = katalog.skdr.minggu
    dari, sampai = hari_pertama(week, aturan), hari_terakhir(week, aturan)
    coded = hitung.sel(hitung.kasus(connection, katalog, dari, sampai))
    visits = hitung.kunjungan(connection, katalog, dari, sampai).get(week, 0)
    typed = isian(connection, week)
    angka = {
        kode: Angka(kode, coded.get(kode, HitungPenyakit(kode=kode)), *typed.get(kode, (None, None)))
        for kode in sorted(coded.keys() | typed.keys() - {X})
    }
    if X in typed:
        cell, cara = typed[X]
        visits = cell.atas if cara is CaraHitung.PENGGANTI else visits + cell.atas
    return Seminggu(week, angka, visits, 1, 1)


def isian(connection: Connection, week: Pekan) -> dict[str, tuple[HitungPenyakit, CaraHitung]]:
    """What was typed for a week."""
    rows = connection.execute(select(t.w2_isian).where(_i.tahun == week.tahun, _i.minggu == week.minggu))
    return {
        row.kode: (
            HitungPenyakit(kode=row.kode, bawah=row.bawah, atas=row.atas, mati=row.mati),
            CaraHitung(row.cara_hitung),
        )
        for row in rows
    }


def _dari_bawah(connection: Connection, satu: Kita, week: Pekan) -> Seminggu:
    below = {one.kode for one in bawahan(connection, satu)}
    query = select(_w.id, _w.fasyankes, _w.kunjungan).where(_w.tahun == week.tahun, _w.minggu == week.minggu, _w.masuk)
    reports = connection.execute(query).all()
    sums = select(_s.kode, func.sum(_s.bawah), func.sum(_s.atas), func.sum(_s.mati)).where(
        _s.w2.in_([row.id for row in reports])
    )
    angka = {
        kode: Angka(kode, HitungPenyakit(kode=kode, bawah=int(young), atas=int(old), mati=int(died)))
        for kode, young, old, died in connection.execute(sums.group_by(_s.kode).order_by(_s.kode))
    }
    told = {row.fasyankes for row in reports}
    return Seminggu(week, angka, sum(row.kunjungan for row in reports), len(told), len(below | told))


def sel_w2(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, HitungPenyakit]]:
    """The cells of these reports, by report and disease."""
    found: dict[str, dict[str, HitungPenyakit]] = {one: {} for one in ids}
    for row in connection.execute(select(t.w2_sel).where(_s.w2.in_(list(ids))).order_by(_s.kode)):
        found[row.w2][row.kode] = HitungPenyakit(kode=row.kode, bawah=row.bawah, atas=row.atas, mati=row.mati)
    return found


def deret(  # noqa: PLR0913, PLR0917 - whose, what, and which weeks
    connection: Connection, katalog: Katalog, satu: Kita, kode: str, sampai: Pekan, banyak: int, fasyankes: str = ""
) -> dict[Pekan, Hitung]:
    """One disease over so many weeks up to this one; a week nobody reported is absent. `fasyankes`: one below us."""
    if fasyankes not in {"", satu.kode} or satu.kantor:
        return _deret_laporan(connection, katalog, kode, sampai, banyak, fasyankes)
    aturan = katalog.skdr.minggu
    first = geser(sampai, 1 - banyak, aturan)
    dari, akhir = hari_pertama(first, aturan), hari_terakhir(sampai, aturan)
    began = connection.execute(select(func.min(t.kunjungan.c.tanggal))).scalar()
    visits = hitung.kunjungan(connection, katalog, dari, akhir)
    cases = hitung.per_pekan(hitung.kasus(connection, katalog, dari, akhir, hanya=(kode,)), katalog)
    known = {} if began is None else _sejak(pekan(date.fromisoformat(began), aturan), first, sampai, katalog)
    found = {
        week: cases.get(week, Hitung())._replace(kunjungan=visits.get(week, 0)) for week in [*known, *visits, *cases]
    }
    rows = connection.execute(
        select(t.w2_isian).where(_i.kode.in_((kode, X)), _i.tahun.between(first.tahun, sampai.tahun))
    )
    for row in rows:
        week = Pekan(row.tahun, row.minggu)
        if first <= week <= sampai:
            found[week] = _dengan_ketikan(found.get(week, Hitung()), row)
    return found


def _dengan_ketikan(before: Hitung, row: Any) -> Hitung:  # noqa: ANN401 - a Row of that table
    instead = row.cara_hitung == CaraHitung.PENGGANTI
    if row.kode == X:
        return before._replace(kunjungan=row.atas + (0 if instead else before.kunjungan))
    return before._replace(
        kasus=row.bawah + row.atas + (0 if instead else before.kasus), mati=row.mati + (0 if instead else before.mati)
    )


def _sejak(began: Pekan, first: Pekan, last: Pekan, katalog: Katalog) -> dict[Pekan, None]:
    weeks: dict[Pekan, None] = {}
    day = hari_pertama(max(began, first), katalog.skdr.minggu)
    while (week := pekan(day, katalog.skdr.minggu)) <= last:
        weeks[week] = None
        day += timedelta(days=7)
    return weeks


def _deret_laporan(  # noqa: PLR0913, PLR0917 - likewise
    connection: Connection, katalog: Katalog, kode: str, sampai: Pekan, banyak: int, fasyankes: str
) -> dict[Pekan, Hitung]:
    """From the reports of one facility below us, or of all."""
    first = geser(sampai, 1 - banyak, katalog.skdr.minggu)
    query = (
        select(_w.tahun, _w.minggu, _w.kunjungan, _s.bawah, _s.atas, _s.mati)
        .select_from(t.w2.outerjoin(t.w2_sel, (_s.w2 == _w.id) & (_s.kode == kode)))
        .where(_w.masuk, _w.tahun.between(first.tahun, sampai.tahun))
    )
    if fasyankes:
        query = query.where(_w.fasyankes == fasyankes)
    found: dict[Pekan, Hitung] = {}
    for row in connection.execute(query):
        week = Pekan(row.tahun, row.minggu)
        if first <= week <= sampai:
            before = found.get(week, Hitung())
            found[week] = Hitung(
                before.kasus + (row.bawah or 0) + (row.atas or 0),
                before.mati + (row.mati or 0),
                before.kunjungan + row.kunjungan,
            )
    return found


def terakhir(week: Pekan, banyak: int, katalog: Katalog) -> list[Pekan]:
    """So many weeks up to this one, the oldest first."""
    return [geser(week, back - banyak + 1, katalog.skdr.minggu) for back in range(banyak)]


def berbeda(one: Iterable[HitungPenyakit], other: Iterable[HitungPenyakit]) -> bool:
    """Do two sets of cells say different things?"""
    return {cell.kode: cell for cell in one} != {cell.kode: cell for cell in other}
