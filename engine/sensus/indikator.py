"""The inpatient indicators (FACTS B7), exact: every value is a fraction, or says in a word why there is none. Pure.

`keluar` of a hospital is who left it alive or dead; a transfer between its wards is never in it. Of one ward or class
the facility says what leaving means (`keluar_ruang` in `policies/indikator.yaml`), and only TOI, BTO and the
Barber-Johnson graph can follow that: a stay is booked where it ends, so AvLOS, NDR and GDR divide by whoever left the
hospital from there.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from engine.aturan_indikator import AturanIndikator, KeluarRuang, KodeIndikator, Rentang

PERSEN, PERMIL = 100, 1000


class Kosong(StrEnum):
    """Why a number is none."""

    BELUM_ADA_HARI = "belum_ada_hari"
    """No census day of the period has ended."""
    TIDAK_ADA_CATATAN = "tidak_ada_catatan"
    """Neither beds nor patients."""
    TANPA_TEMPAT_TIDUR = "tanpa_tempat_tidur"
    TANPA_KELUAR = "tanpa_keluar"


class Letak(StrEnum):
    """Where a value lies beside its ideal range."""

    KURANG = "kurang"
    IDEAL = "ideal"
    LEBIH = "lebih"


@dataclass(frozen=True, slots=True)
class Bahan:
    """What the indicators of one place and period are made of."""

    hari: int
    hari_tempat_tidur: Fraction
    """Bed-days, each bed for the time it counted."""
    hari_perawatan: int
    lama_dirawat: int
    keluar_hidup: int
    mati_lt48: int
    mati_ge48: int
    dipindahkan: int = 0
    """Moved to another ward, or to another class: told beside a ward or class, nought of a whole hospital."""

    @property
    def keluar(self) -> int:
        """Who left the hospital, alive or dead."""
        return self.keluar_hidup + self.mati

    @property
    def mati(self) -> int:
        """Who died."""
        return self.mati_lt48 + self.mati_ge48

    @property
    def tempat_tidur(self) -> Fraction | None:
        """Beds, as a mean over the days."""
        return self.hari_tempat_tidur / self.hari if self.hari else None

    @property
    def melampaui(self) -> bool:
        """More bed-days used than there were: extra beds, or beds nobody entered."""
        return 0 < self.hari_tempat_tidur < self.hari_perawatan

    def putaran(self, pilihan: KeluarRuang) -> int:
        """Who made a bed free."""
        return self.keluar + (self.dipindahkan if pilihan is KeluarRuang.DENGAN_PINDAH else 0)


@dataclass(frozen=True, slots=True)
class Nilai:
    """One indicator: numerator over denominator, or why not."""

    kode: KodeIndikator
    pembilang: Fraction
    """Already times a hundred or a thousand."""
    penyebut: Fraction
    kosong: Kosong | None = None
    letak: Letak | None = None

    @property
    def nilai(self) -> Fraction | None:
        """The exact value."""
        return None if self.kosong else self.pembilang / self.penyebut


def bagian_tahun(dari: date, sampai: date) -> Fraction:
    """What part of a year these days are, both included; a whole year is one, a leap year too."""
    share = Fraction(0)
    for year in range(dari.year, sampai.year + 1):
        first, last = max(dari, date(year, 1, 1)), min(sampai, date(year, 12, 31))
        share += Fraction(max(0, (last - first).days + 1), 366 if calendar.isleap(year) else 365)
    return share


def hitung(bahan: Bahan, aturan: AturanIndikator, tahun: Fraction, *, ruang: bool) -> Mapping[KodeIndikator, Nilai]:
    """All of them. `tahun`: what part of a year it is; `ruang`: of one ward or class, not of a whole hospital."""
    pilihan = aturan.keluar_ruang.pilihan if ruang else KeluarRuang.TANPA_PINDAH
    beds, out, turns = bahan.hari_tempat_tidur, Fraction(bahan.keluar), Fraction(bahan.putaran(pilihan))
    parts: Final[Mapping[KodeIndikator, tuple[Fraction, Fraction]]] = {
        KodeIndikator.BOR: (Fraction(bahan.hari_perawatan * PERSEN), beds),
        KodeIndikator.AVLOS: (Fraction(bahan.lama_dirawat), out),
        KodeIndikator.TOI: (beds - bahan.hari_perawatan, turns),
        KodeIndikator.BTO: (turns, bahan.tempat_tidur or Fraction(0)),
        KodeIndikator.NDR: (Fraction(bahan.mati_ge48 * PERMIL), out),
        KodeIndikator.GDR: (Fraction(bahan.mati * PERMIL), out),
    }
    made = {}
    for kode, (over, under) in parts.items():
        why = _kosong(kode, under, bahan)
        one = aturan.indikator[kode]
        scale = tahun if one.per_tahun else Fraction(1)
        made[kode] = Nilai(kode, over, under, why, None if why else _letak(one.ideal, over / under, scale))
    return made


def batas(aturan: AturanIndikator, kode: KodeIndikator, tahun: Fraction) -> tuple[Fraction | None, Fraction | None]:
    """The ideal range for a period of this part of a year."""
    one = aturan.indikator[kode]
    scale = tahun if one.per_tahun else Fraction(1)
    low, high = one.ideal.dari, one.ideal.atas
    return (None if low is None else Fraction(low) * scale, None if high is None else Fraction(high) * scale)


def bulat(nilai: Fraction, desimal: int) -> Decimal:
    """As it is shown: halves away from nought, exactly."""
    scaled = abs(nilai) * 10**desimal
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if nilai < 0 else whole).scaleb(-desimal)


def _kosong(kode: KodeIndikator, under: Fraction, bahan: Bahan) -> Kosong | None:
    if bahan.hari <= 0:
        return Kosong.BELUM_ADA_HARI
    used = bahan.hari_perawatan or bahan.keluar or bahan.dipindahkan
    if not used and not bahan.hari_tempat_tidur:
        return Kosong.TIDAK_ADA_CATATAN
    if kode in {KodeIndikator.BOR, KodeIndikator.TOI, KodeIndikator.BTO} and not bahan.hari_tempat_tidur:
        return Kosong.TANPA_TEMPAT_TIDUR
    return None if under else Kosong.TANPA_KELUAR


def _letak(ideal: Rentang, value: Fraction, scale: Fraction) -> Letak:
    if ideal.kurang(value, scale):
        return Letak.KURANG
    return Letak.LEBIH if ideal.lebih(value, scale) else Letak.IDEAL
