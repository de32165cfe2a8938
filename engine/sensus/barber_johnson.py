"""The geometry of the Barber-Johnson graph, exact: across TOI, upwards AvLOS, both in days. Pure.

The graph takes bed-days used for length of stay, `L = HP / D`; then `TOI + L = TT * hari / D`, and all four indicators
of a period meet in one point: BOR is a line through the origin, BTO a line that cuts both axes alike, TOI stands
upright, AvLOS lies level (FACTS B7).
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from engine.aturan_indikator import AturanIndikator, KodeIndikator, Rentang

SERATUS = Fraction(100)


class Titik(NamedTuple):
    """A point: days a bed stands empty between two patients, days a patient lies in it."""

    toi: Fraction
    los: Fraction


class Garis(NamedTuple):
    """The line `a·toi + b·los = c`; as a bound, the side on which it is less."""

    a: Fraction
    b: Fraction
    c: Fraction

    def beda(self, titik: Titik) -> Fraction:
        """How far beyond it a point is; nought on it."""
        return self.a * titik.toi + self.b * titik.los - self.c


class Bingkai(NamedTuple):
    """How far the axes go."""

    toi: Fraction
    los: Fraction

    def memuat(self, titik: Titik) -> bool:
        """Is there room for this point?"""
        return 0 <= titik.toi <= self.toi and 0 <= titik.los <= self.los


class Empat(NamedTuple):
    """The four lines that meet in one point, and what each of them says."""

    bor: Garis
    bto: Garis
    toi: Garis
    los: Garis
    persen: Fraction
    putaran: Fraction
    """Turns a year."""


def titik(hari_tempat_tidur: Fraction, hari_perawatan: int, keluar: int) -> Titik | None:
    """Where a period stands; nowhere without beds or without anybody leaving."""
    if not keluar or not hari_tempat_tidur:
        return None
    return Titik((hari_tempat_tidur - hari_perawatan) / keluar, Fraction(hari_perawatan, keluar))


def dari_bor_bto(bor: Fraction, bto: Fraction, hari: Fraction) -> Titik:
    """Any two of the four tell the others: where a printed BOR and BTO of so many days meet."""
    whole = hari / bto
    return Titik(whole * (SERATUS - bor) / SERATUS, whole * bor / SERATUS)


def garis_bor(persen: Fraction) -> Garis:
    """All points of this occupancy."""
    return Garis(persen, persen - SERATUS, Fraction(0))


def garis_bto(kali: Fraction, hari_setahun: Fraction) -> Garis:
    """All points of so many turns a year."""
    return Garis(Fraction(1), Fraction(1), hari_setahun / kali)


def garis_toi(hari: Fraction) -> Garis:
    """All points of this interval."""
    return Garis(Fraction(1), Fraction(0), hari)


def garis_los(hari: Fraction) -> Garis:
    """All points of this length of stay."""
    return Garis(Fraction(0), Fraction(1), hari)


def empat(di: Titik, hari_setahun: Fraction) -> Empat:
    """The lines through a point of `titik`; its two days are never both nought."""
    whole = di.toi + di.los
    persen, putaran = di.los / whole * SERATUS, hari_setahun / whole
    return Empat(
        garis_bor(persen), garis_bto(putaran, hari_setahun), garis_toi(di.toi), garis_los(di.los), persen, putaran
    )


def potong(garis: Garis, bingkai: Bingkai) -> tuple[Titik, Titik] | None:
    """The part of a line inside the frame, from left (or below) to right; none if it only touches a corner."""
    found = set()
    for toi in (Fraction(0), bingkai.toi):
        if garis.b and 0 <= (los := (garis.c - garis.a * toi) / garis.b) <= bingkai.los:
            found.add(Titik(toi, los))
    for los in (Fraction(0), bingkai.los):
        if garis.a and 0 <= (toi := (garis.c - garis.b * los) / garis.a) <= bingkai.toi:
            found.add(Titik(toi, los))
    ends = sorted(found)
    return (ends[0], ends[-1]) if len(ends) > 1 else None


def daerah(aturan: AturanIndikator, hari_setahun: Fraction, bingkai: Bingkai) -> tuple[Titik, ...]:
    """The corners of the efficient zone inside the frame; empty if its bounds leave nothing."""
    nought = Fraction(0)
    corners: tuple[Titik, ...] = (
        Titik(nought, nought), Titik(bingkai.toi, nought), Titik(bingkai.toi, bingkai.los), Titik(nought, bingkai.los)
    )  # fmt: skip
    for bound in tepi(aturan, hari_setahun):
        corners = tuple(_sisakan(corners, bound))
    return corners


def tepi(aturan: AturanIndikator, hari_setahun: Fraction) -> Sequence[Garis]:
    """The bounds of the efficient zone: inside it every `beda` is nought or less."""
    made: list[Garis] = []
    for kode, garis in (
        (KodeIndikator.BOR, garis_bor),
        (KodeIndikator.TOI, garis_toi),
        (KodeIndikator.AVLOS, garis_los),
        (KodeIndikator.BTO, lambda kali: garis_bto(kali, hari_setahun)),
    ):
        of: Rentang = aturan.daerah(kode)
        for value, upper in ((of.dari, False), (of.atas, True)):
            if value is None or (kode is KodeIndikator.BTO and not value):
                continue
            line = garis(Fraction(value))
            shrinks = kode in {KodeIndikator.BOR, KodeIndikator.BTO}  # the larger, the nearer the upright axis
            made.append(line if upper != shrinks else _balik(line))
    return made


def bingkai(titik_titik: Iterable[Titik], pojok: Iterable[Titik], *, terkecil: Bingkai, terbesar: Bingkai) -> Bingkai:
    """Axes with room for these points and a tenth more, ending on whole numbers, never beyond `terbesar`."""
    points = [one for one in (*titik_titik, *pojok) if terbesar.memuat(one)]
    across = max([terkecil.toi, *(one.toi * 11 / 10 for one in points)])
    upwards = max([terkecil.los, *(one.los * 11 / 10 for one in points)])
    return Bingkai(min(terbesar.toi, Fraction(-(-across // 1))), min(terbesar.los, Fraction(-(-upwards // 1))))


def _balik(garis: Garis) -> Garis:
    return Garis(-garis.a, -garis.b, -garis.c)


def _sisakan(corners: Sequence[Titik], bound: Garis) -> Iterable[Titik]:
    """What is left of a polygon on the inner side of a line (Sutherland and Hodgman)."""
    for before, after in pairwise((*corners[-1:], *corners)):
        was, now = bound.beda(before), bound.beda(after)
        if (was < 0 < now) or (now < 0 < was):
            part = was / (was - now)
            yield Titik(before.toi + (after.toi - before.toi) * part, before.los + (after.los - before.los) * part)
        if now <= 0:
            yield after
