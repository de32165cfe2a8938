"""The census counted again by hand, the slow and plain way: who lay where at each cut-off, and what the day saw.

It knows nothing of how the product counts: no stays, no sums of flows. It looks at every visit at every cut-off.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from itertools import groupby, pairwise

TAMBAH_JAM = {"WIB": 7, "WITA": 8, "WIT": 9}
HIDUP = {
    "izin_dokter": "pulang",
    "dirujuk": "dirujuk",
    "atas_permintaan_sendiri": "aps",
    "keluar_lain": "keluar_lain",
}
Tempat = tuple[str, str]
"""Ward and class."""
Hitungan = Counter[tuple[date, str, str, bool, str]]


@dataclass
class Rawat:
    """One admission as it truly was: where the patient lay since when, and how it ended."""

    masuk: datetime
    tempat: list[tuple[datetime, Tempat]] = field(default_factory=list)
    """Where from when on; the first at `masuk`."""
    keluar: datetime | None = None
    cara: str = ""
    mati: datetime | None = None
    bayi: bool = False

    def di(self, saat: datetime) -> Tempat | None:
        """Where the patient lies at a moment: a move and an end count from their own moment on."""
        if saat < self.masuk or (self.keluar is not None and self.keluar <= saat):
            return None
        return [where for when, where in self.tempat if when <= saat][-1]


def hitung(rawat: list[Rawat], dari: date, sampai: date, zona: str, jam: int) -> Hitungan:
    """Every number of every day, ward and class."""
    found: Hitungan = Counter()
    day = dari
    while day <= sampai:
        start = datetime(day.year, day.month, day.day, jam, tzinfo=timezone(timedelta(hours=TAMBAH_JAM[zona])))
        for one in rawat:
            _sehari(found, one, day, start, start + timedelta(days=1))
        day += timedelta(days=1)
    return Counter({key: n for key, n in found.items() if n})


def _sehari(found: Hitungan, one: Rawat, day: date, start: datetime, end: datetime) -> None:
    def satu(where: Tempat, apa: str, n: int = 1) -> None:
        found[day, *where, one.bayi, apa] += n

    just_before = timedelta(microseconds=1)
    if here := one.di(start - just_before):
        satu(here, "pasien_awal")
    if here := one.di(end - just_before):
        satu(here, "sisa")
        satu(here, "hari_perawatan")
    if start <= one.masuk < end:
        satu(one.tempat[0][1], "masuk")
    _pindah(satu, one, start, end)
    if one.keluar is not None and start <= one.keluar < end:
        last = one.tempat[-1][1]
        satu(last, _cara(one))
        satu(last, "lama_dirawat", max(1, _hari_ke(one.keluar, start) - _hari_ke(one.masuk, start)))
        if start <= one.masuk:
            satu(last, "sama_hari")
            satu(last, "hari_perawatan")


def _pindah(satu: Callable[[Tempat, str], None], one: Rawat, start: datetime, end: datetime) -> None:
    for (_, old), (when, new) in pairwise(one.tempat):
        if start <= when < end and old != new:
            satu(old, "dipindahkan")
            satu(new, "pindahan")
            if old[0] == new[0]:
                satu(old, "dipindahkan_kelas")
                satu(new, "pindahan_kelas")
            if old[1] == new[1]:
                satu(old, "dipindahkan_ruang")
                satu(new, "pindahan_ruang")
    wards = [list(run) for _, run in groupby(one.tempat, key=lambda row: row[1][0])]
    for run, after in pairwise(wards):
        if run is not wards[0] and start <= run[0][0] and after[0][0] < end:
            satu(run[-1][1], "lewat")


def _cara(one: Rawat) -> str:
    if one.cara != "meninggal":
        return HIDUP[one.cara]
    assert one.mati is not None
    return "mati_lt48" if one.mati - one.masuk < timedelta(hours=48) else "mati_ge48"


def _hari_ke(saat: datetime, start: datetime) -> int:
    return (saat - start) // timedelta(days=1)
