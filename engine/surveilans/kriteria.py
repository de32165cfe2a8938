"""The seven criteria of an outbreak (Permenkes 1501/2010 article 6; FACTS B12), over weekly counts. Pure.

The period is the week; months are made of weeks (`minggu.bulan`). A week nobody reported is no zero: what would need
it is not judged. Multiples are compared as fractions, so that exactly twice is twice.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from engine.aturan_surveilans import AturanKlb, Minggu
from engine.surveilans.minggu import Bulan, Pekan, bulan, geser
from engine.surveilans.sinyal import Hitung, kali
from schemas.names import Kriteria

K = Kriteria
SETAHUN: Final = 12
Deret = Mapping[Pekan, Hitung]
"""What was counted, week by week; a week that was not reported is absent."""


class Penilaian(NamedTuple):
    """One criterion: met, not met, or not to be judged (None), with the two numbers it compared."""

    terpenuhi: bool | None
    kini: float | None = None
    pembanding: float | None = None


class _Soal(NamedTuple):
    deret: Deret
    pekan: Pekan
    aturan: AturanKlb
    minggu: Minggu

    def lalu(self, banyak: int = 1) -> Hitung | None:
        return self.deret.get(geser(self.pekan, -banyak, self.minggu))

    @property
    def kini(self) -> Hitung:
        return self.deret.get(self.pekan, Hitung())

    def nilai(self, kriteria: Kriteria) -> float:
        return self.aturan.kriteria[kriteria].nilai


def _kelipatan(soal: _Soal, kriteria: Kriteria, kini: Fraction, pembanding: Fraction | None) -> Penilaian:
    if pembanding is None:
        return Penilaian(None, float(kini))
    if pembanding == 0:
        met = kini > 0 if soal.aturan.sebelum_nol.pilihan == "terpenuhi" else None
        return Penilaian(met, float(kini), 0.0)
    return Penilaian(kini >= kali(soal.nilai(kriteria)) * pembanding, float(kini), float(pembanding))


def _k1(soal: _Soal) -> Penilaian:
    """Not judged where some of the weeks before are not known and the others have no case."""
    before = [soal.lalu(back) for back in range(1, int(soal.nilai(K.K1)) + 1)]
    cases = sum(one.kasus for one in before if one is not None)
    if soal.kini.kasus == 0 or cases:
        return Penilaian(terpenuhi=False, kini=soal.kini.kasus, pembanding=cases)
    return Penilaian(None if None in before else True, soal.kini.kasus, cases)


def _k2(soal: _Soal) -> Penilaian:
    points = [soal.kini, *(soal.lalu(back) for back in range(1, int(soal.nilai(K.K2)) + 1))]
    known = [one.kasus for one in points if one is not None]
    if len(known) != len(points):
        return Penilaian(None, soal.kini.kasus)
    rising = all(new > old for new, old in pairwise(known))
    return Penilaian(rising, known[0], known[-1])


def _k3(soal: _Soal) -> Penilaian:
    before = soal.lalu()
    return _kelipatan(soal, K.K3, Fraction(soal.kini.kasus), None if before is None else Fraction(before.kasus))


def _bulanan(soal: _Soal) -> dict[Bulan, int]:
    found: dict[Bulan, int] = {}
    for pekan, counted in soal.deret.items():
        if pekan <= soal.pekan:
            month = bulan(pekan, soal.minggu)
            found[month] = found.get(month, 0) + counted.kasus
    return found


def _k4(soal: _Soal) -> Penilaian:
    """The mean is over the months of last year that were reported."""
    months, here = _bulanan(soal), bulan(soal.pekan, soal.minggu)
    last = [cases for month, cases in months.items() if month.tahun == here.tahun - 1]
    return _kelipatan(soal, K.K4, Fraction(months.get(here, 0)), Fraction(sum(last), len(last)) if last else None)


def _k5(soal: _Soal) -> Penilaian:
    """Twelve months up to this one, against the twelve before them; judged only where all are known."""
    months, here = _bulanan(soal), bulan(soal.pekan, soal.minggu)
    place = here.tahun * SETAHUN + here.bulan - 1
    order = [months.get(Bulan(at // SETAHUN, at % SETAHUN + 1)) for at in range(place, place - 2 * SETAHUN, -1)]
    known = [one for one in order if one is not None]
    if len(known) != len(order):
        return Penilaian(None)
    now, before = known[:SETAHUN], known[SETAHUN:]
    return _kelipatan(soal, K.K5, Fraction(sum(now), SETAHUN), Fraction(sum(before), SETAHUN))


def _bagian(atas: int, bawah: int) -> Fraction | None:
    return Fraction(atas, bawah) if bawah else None


def _k6(soal: _Soal) -> Penilaian:
    now, before = _bagian(soal.kini.mati, soal.kini.kasus), soal.lalu()
    if now is None or before is None:
        return Penilaian(None)
    return _kelipatan(soal, K.K6, now, _bagian(before.mati, before.kasus))


def _k7(soal: _Soal) -> Penilaian:
    now, before = _bagian(soal.kini.kasus, soal.kini.kunjungan), soal.lalu()
    if now is None or before is None:
        return Penilaian(None)
    return _kelipatan(soal, K.K7, now, _bagian(before.kasus, before.kunjungan))


_MENURUT: Final[dict[Kriteria, Callable[[_Soal], Penilaian]]] = {
    K.K1: _k1,
    K.K2: _k2,
    K.K3: _k3,
    K.K4: _k4,
    K.K5: _k5,
    K.K6: _k6,
    K.K7: _k7,
}


def nilai(deret: Deret, pekan: Pekan, aturan: AturanKlb, minggu: Minggu) -> dict[Kriteria, Penilaian]:
    """Each criterion of one disease in one week. Any one that is met is enough."""
    soal = _Soal(deret, pekan, aturan, minggu)
    return {kriteria: _MENURUT[kriteria](soal) for kriteria in Kriteria}


def terpenuhi(penilaian: Mapping[Kriteria, Penilaian]) -> tuple[Kriteria, ...]:
    """Those that are met."""
    return tuple(kriteria for kriteria in Kriteria if penilaian[kriteria].terpenuhi)
