"""The numbers of one row of an inpatient census, and how rows are added: beside each other, or day after day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.aturan_sensus import AturanSensus
from web.pages.kata_sensus import KELUAR_HIDUP


@dataclass(frozen=True, slots=True)
class Hitungan:
    """The numbers of one row of a census, by the column's name; with the beds where they are known."""

    isi: Mapping[str, int]
    tempat_tidur: int | None = None

    def __getitem__(self, kolom: str) -> int:
        """A column; `keluar_hidup` is the sum of its kinds."""
        if kolom == "keluar_hidup":
            return sum(self.isi.get(one, 0) for one in KELUAR_HIDUP)
        return self.isi.get(kolom, 0)

    @property
    def kosong(self) -> bool:
        """Nothing at all."""
        return not any(self.isi.values()) and not self.tempat_tidur


def jumlahkan(rows: Iterable[Hitungan]) -> Hitungan:
    """Rows of one day, or of wards, together."""
    total: Counter[str] = Counter()
    beds: int | None = None
    for row in rows:
        total.update(row.isi)
        if row.tempat_tidur is not None:
            beds = (beds or 0) + row.tempat_tidur
    return Hitungan(total, beds)


def seluruhnya(rows: Iterable[Hitungan], aturan: AturanSensus) -> Hitungan:
    """The wards of one day as one hospital: who was in two of them that day has one day of care (FACTS B6 rule 11)."""
    total = jumlahkan(rows)
    if not aturan.lewat_sehari.pilihan:
        return total
    return Hitungan({**total.isi, "hari_perawatan": total["hari_perawatan"] - total["lewat"]}, total.tempat_tidur)


def berurutan(days: Iterable[Hitungan]) -> Hitungan:
    """The days of one place one after the other: what flows is added, the level is the first day's and the last's."""
    rows = list(days)
    if not rows:
        return Hitungan({})
    total = dict(jumlahkan(rows).isi)
    total["pasien_awal"], total["sisa"] = rows[0]["pasien_awal"], rows[-1]["sisa"]
    return Hitungan(total)
