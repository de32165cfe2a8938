"""What came of the runs of the every-point crash: each by itself, as a table, and as a section of the report."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from rich.table import Table

from tests.torture.laporan import batas, persentil


@dataclass(slots=True)
class Hasil:
    """What came of one run."""

    titik: str
    kali: int
    benih: int
    pelanggaran: list[str] = field(default_factory=list)
    tercapai: bool = False
    dijawab: int = 0
    """Commands that were answered `ok`."""
    tanpa_jawaban: int = 0
    """Commands that were under way when the process died."""
    detik: float = 0.0
    bukti: str | None = None
    """Where the evidence of a run that went wrong was kept."""

    @property
    def lulus(self) -> bool:
        """The moment was reached, and nothing was wrong."""
        return self.tercapai and not self.pelanggaran

    def __str__(self) -> str:
        what = "; ".join(self.pelanggaran) or ("lulus" if self.tercapai else "titik tidak tercapai")
        kept = f" (bukti: {self.bukti})" if self.bukti else ""
        return f"{self.titik} lewatan ke-{self.kali}, benih {self.benih}: {what}{kept}"


def per_titik(hasil: Sequence[Hasil]) -> dict[str, list[Hasil]]:
    """The runs of each moment."""
    found: dict[str, list[Hasil]] = defaultdict(list)
    for one in hasil:
        found[one.titik].append(one)
    return dict(found)


def tabel(hasil: Sequence[Hasil]) -> Table:
    """One row a moment."""
    table = Table()
    table.add_column("titik", no_wrap=True)
    for name in ("lewat", "mati", "ok", "tak tentu", "salah", "luput", "detik"):
        table.add_column(name, justify="right")
    rows = [*per_titik(hasil).items(), ("semua", list(hasil))]
    for name, runs in rows:
        numbers = sorted({one.kali for one in runs})
        table.add_row(
            name,
            f"{numbers[0]}-{numbers[-1]}" if numbers else "",
            str(sum(one.tercapai for one in runs)),
            f"{sum(one.dijawab for one in runs):,}",
            f"{sum(one.tanpa_jawaban for one in runs):,}",
            str(sum(bool(one.pelanggaran) for one in runs)),
            str(sum(not one.tercapai for one in runs)),
            f"{median(one.detik for one in runs):.2f}" if runs else "",
            end_section=name == rows[-2][0],
        )
    return table


def laporan(hasil: Sequence[Hasil], benih: int, detik: float) -> dict[str, Any]:
    """The section `titik` of the report."""
    wrong = [one for one in hasil if not one.lulus]
    reached = sum(one.tercapai for one in hasil)
    ok, unknown = sum(one.dijawab for one in hasil), sum(one.tanpa_jawaban for one in hasil)
    return {
        "benih": benih,
        "titik": len(per_titik(hasil)),
        "lewatan": max((one.kali for one in hasil), default=0),
        "kali": len(hasil),
        "kali_mati": reached,
        "tak_tercapai": len(hasil) - reached,
        "terjawab": ok,
        "tak_tentu": unknown,
        "pelanggaran": {"jumlah": sum(bool(one.pelanggaran) for one in hasil), "contoh": list(map(str, wrong[:20]))},
        "per_titik": {
            name: {
                "kali_mati": sum(one.tercapai for one in runs),
                "tak_tentu": sum(one.tanpa_jawaban for one in runs),
                "pelanggaran": sum(bool(one.pelanggaran) for one in runs),
                "detik": round(median(one.detik for one in runs), 3),
            }
            for name, runs in per_titik(hasil).items()
        },
        "satu_detik": persentil([one.detik for one in hasil]),
        "detik": round(detik, 1),
        "batas": [batas(len(wrong), len(hasil), "mati di sebuah titik")],
        "ringkas": f"{reached} kali mati di {len(per_titik(hasil))} titik, {unknown:,} tak tentu",
    }
