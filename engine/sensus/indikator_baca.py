"""What the indicators of a period are made of: the census of its ended days, and the beds each day had.

A day that still runs is not counted: its patients would be set against a bed-day that has not passed. Newborns are
apart, with their own beds (FACTS B6 rule 6).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from sqlalchemy import Connection

from engine.aturan_indikator import AturanIndikator, KeluarRuang, KodeIndikator
from engine.aturan_sensus import AturanSensus
from engine.sensus import baca
from engine.sensus.barber_johnson import Titik, titik
from engine.sensus.indikator import Bahan, Nilai, bagian_tahun, hitung
from engine.sensus.kapasitas import tempat_tidur_kurun
from schemas.names import Macam

TEMPAT: Final = frozenset({"unit", "kelas", "bayi"})
KELUAR_HIDUP: Final = (Macam.PULANG, Macam.DIRUJUK, Macam.APS, Macam.KELUAR_LAIN)


class Tempat(NamedTuple):
    """One class of one ward; newborns apart."""

    unit: str
    kelas: str
    bayi: bool


@dataclass(frozen=True, slots=True)
class Isi:
    """The counts and the beds of a period, place by place."""

    hari: int
    hitungan: Mapping[Tempat, Mapping[Macam, int]]
    hari_tempat_tidur: Mapping[Tempat, Fraction]
    lewat: bool = False
    """A ward passed through in a day counts a day of care there, which of the whole hospital is none."""

    @property
    def tempat(self) -> frozenset[Tempat]:
        """Every place with patients or beds."""
        return frozenset(self.hitungan) | frozenset(self.hari_tempat_tidur)

    def bahan(self, *, unit: str | None = None, kelas: str | None = None, bayi: bool = False) -> Bahan:
        """What one ward, one class, or the whole is made of."""
        mine = [
            one for one in self.tempat if one.bayi is bayi and unit in {None, one.unit} and kelas in {None, one.kelas}
        ]
        total: Counter[Macam] = Counter()
        for one in mine:
            total.update(self.hitungan.get(one, {}))
        moved = 0  # of the whole: nobody who moved has left it
        if unit is not None:
            moved = total[Macam.DIPINDAHKAN] - (total[Macam.DIPINDAHKAN_KELAS] if kelas is None else 0)
        elif kelas is not None:
            moved = total[Macam.DIPINDAHKAN] - total[Macam.DIPINDAHKAN_RUANG]
        return Bahan(
            hari=self.hari,
            hari_tempat_tidur=sum((self.hari_tempat_tidur.get(one, Fraction(0)) for one in mine), Fraction(0)),
            hari_perawatan=total[Macam.HARI_PERAWATAN] - (total[Macam.LEWAT] if self.lewat and unit is None else 0),
            lama_dirawat=total[Macam.LAMA_DIRAWAT],
            keluar_hidup=sum(total[one] for one in KELUAR_HIDUP),
            mati_lt48=total[Macam.MATI_LT48],
            mati_ge48=total[Macam.MATI_GE48],
            dipindahkan=moved,
        )


@dataclass(frozen=True, slots=True)
class Terukur:
    """The indicators of one place and period, and its point of the graph."""

    dari: date
    sampai: date
    """The last day counted."""
    bahan: Bahan
    nilai: Mapping[KodeIndikator, Nilai]
    titik: Titik | None
    tahun: Fraction
    """What part of a year it is."""


@dataclass(frozen=True, slots=True)
class Pembaca:
    """Reads periods on one connection, none beyond the last ended day."""

    connection: Connection
    zona: str
    aturan: AturanSensus
    indikator: AturanIndikator
    terakhir: date
    """The last census day that has ended."""

    def sampai(self, dari: date, sampai: date) -> date | None:
        """How far a period can be counted; none if it has not begun."""
        last = min(sampai, self.terakhir)
        return last if last >= dari else None

    def isi(self, dari: date, sampai: date) -> Isi:
        """The ended days of a period."""
        last = self.sampai(dari, sampai)
        if last is None:
            return Isi(0, {}, {})
        found = baca.jumlah(self.connection, self.zona, self.aturan, dari, last, menurut=TEMPAT)
        beds = baca.tempat_tidur_hari(self.connection, self.zona, self.aturan, dari, last)
        return Isi(
            (last - dari).days + 1,
            {_tempat(one): one.isi for one in found},
            {Tempat(*key): Fraction(n) for key, n in beds.items() if n},
            self.aturan.lewat_sehari.pilihan,
        )

    def ukur(  # noqa: PLR0913 - a period and a place
        self,
        isi: Isi,
        dari: date,
        sampai: date,
        *,
        unit: str | None = None,
        kelas: str | None = None,
        bayi: bool = False,
    ) -> "Terukur":
        """The indicators of one place, out of what was read of a period."""
        bahan = isi.bahan(unit=unit, kelas=kelas, bayi=bayi)
        end = self.sampai(dari, sampai)
        share = bagian_tahun(dari, end) if end else Fraction(1)
        ruang = unit is not None or kelas is not None
        turned = bahan.putaran(self.indikator.keluar_ruang.pilihan if ruang else KeluarRuang.TANPA_PINDAH)
        return Terukur(
            dari,
            end or sampai,
            bahan,
            hitung(bahan, self.indikator, share, ruang=ruang),
            titik(bahan.hari_tempat_tidur, bahan.hari_perawatan, turned),
            share,
        )

    def tiap_bulan(self, bulan: Sequence[tuple[date, date]]) -> list[Isi]:
        """The same of each of these months, which follow each other; read together."""
        first = bulan[0][0]
        last = self.sampai(first, bulan[-1][1])
        if last is None:
            return [Isi(0, {}, {}) for _ in bulan]
        counts: dict[str, dict[Tempat, Mapping[Macam, int]]] = defaultdict(dict)
        for one in baca.jumlah(self.connection, self.zona, self.aturan, first, last, menurut={"bulan", *TEMPAT}):
            counts[one.bulan or ""][_tempat(one)] = one.isi
        months = [(start, min(end, last)) for start, end in bulan]
        beds = tempat_tidur_kurun(self.connection, self.zona, self.aturan, months)
        return [
            Isi(
                max(0, (end - start).days + 1),
                counts[_bulan(start)],
                {Tempat(*place): Fraction(n) for place, n in stood.items()},
                self.aturan.lewat_sehari.pilihan,
            )
            for (start, end), stood in zip(months, beds, strict=True)
        ]


def _bulan(hari: date) -> str:
    return hari.isoformat()[:7]


def _tempat(one: baca.JumlahInap) -> Tempat:
    return Tempat(one.unit or "", one.kelas or "", bool(one.bayi))


def bulan_bulan(dari: date, sampai: date, sekurangnya: int, sebanyaknya: int) -> list[tuple[date, date]]:
    """The whole months of a period, the latest ones if they are many; the months before it if they are few."""
    months: list[tuple[date, date]] = []
    first = sampai.replace(day=1)
    while (first >= dari.replace(day=1) or len(months) < sekurangnya) and len(months) < sebanyaknya:
        after = (first + timedelta(days=32)).replace(day=1)
        months.append((first, after - timedelta(days=1)))
        first = (first - timedelta(days=1)).replace(day=1)
    return months[::-1]
