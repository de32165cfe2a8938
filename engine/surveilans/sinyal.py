"""The alert of one disease and week. An alert opens a verification; it is no outbreak by itself. Pure.

Source: SKDR catalogue 2025 (FACTS B12). A ratio to a week that was reported as zero has a rule of its own in policy;
a week nobody reported is no zero, and nothing is reckoned from it.
"""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from engine.aturan_surveilans import Ambang, MingguLaluNol, Penyakit


class Sebab(StrEnum):
    """How an alert was reckoned."""

    JUMLAH = "jumlah"
    NISBAH = "nisbah"
    DARI_NOL = "dari_nol"
    """Last week was reported as zero."""
    TAK_TERLAPOR = "tak_terlapor"
    """Last week was not reported."""
    TREN = "tren"
    """This disease has no threshold."""


class Hitung(NamedTuple):
    """What was counted in a week."""

    kasus: int = 0
    mati: int = 0
    kunjungan: int = 0
    """All visits: the denominator (X)."""


class Putusan(NamedTuple):
    """Whether the threshold is met, and from what."""

    sinyal: bool
    sebab: Sebab
    kini: int
    lalu: int | None
    ambang: float | None

    @property
    def nisbah(self) -> float | None:
        """This week over last week; None where that is not defined."""
        return self.kini / self.lalu if self.lalu else None


def kali(nilai: float) -> Fraction:
    """A multiple of policy, exactly as it is written there."""
    return Fraction(str(nilai))


def nilai(penyakit: Penyakit, kini: int, lalu: int | None, nol: MingguLaluNol) -> Putusan:
    """Is this week an alert? `lalu`: None where last week was not reported."""
    if penyakit.ambang is Ambang.TREN or penyakit.nilai is None:
        return Putusan(sinyal=False, sebab=Sebab.TREN, kini=kini, lalu=lalu, ambang=None)
    limit = kali(penyakit.nilai)
    if penyakit.ambang is Ambang.JUMLAH:
        return Putusan(kini >= limit, Sebab.JUMLAH, kini, lalu, penyakit.nilai)
    if lalu is None:
        return Putusan(sinyal=False, sebab=Sebab.TAK_TERLAPOR, kini=kini, lalu=None, ambang=penyakit.nilai)
    if lalu == 0:
        found = nol.pilihan == "jumlah" and kini >= nol.nilai
        return Putusan(found, Sebab.DARI_NOL, kini, 0, float(nol.nilai))
    return Putusan(kini >= limit * lalu, Sebab.NISBAH, kini, lalu, penyakit.nilai)
