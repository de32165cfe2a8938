"""What a load is judged by: percentiles, the memory and processor time of processes, and whether a line is flat."""

import math
import os
import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PERSEN: Final = (50.0, 90.0, 99.0, 99.9)
DETAK: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def persentil(values: "array[float] | Sequence[float]", persen: Sequence[float] = PERSEN) -> dict[str, float]:
    """Milliseconds by nearest rank, and the greatest."""
    ranked = sorted(values)
    if not ranked:
        return {}
    found = {f"p{p:g}": ranked[max(0, math.ceil(len(ranked) * p / 100) - 1)] for p in persen}
    return {name: round(value * 1000, 2) for name, value in (found | {"maks": ranked[-1]}).items()}


def pss_mib(pid: int) -> float:
    """Proportional set size: memory that would be free again without this process."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"no Pss for {pid}")


def cpu_detik(pid: int) -> float:
    """Processor seconds a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / DETAK


@dataclass(frozen=True, slots=True)
class Cuplikan:
    """Memory and processor time of all parts at one moment, seconds after the start."""

    detik: float
    pss: dict[str, float]
    cpu: dict[str, float]

    @classmethod
    def ambil(cls, mulai: float, pids: dict[str, int]) -> "Cuplikan":
        """Now."""
        pss = {nama: pss_mib(pid) for nama, pid in pids.items()}
        cpu = {nama: cpu_detik(pid) for nama, pid in pids.items()}
        return cls(time.monotonic() - mulai, pss, cpu)


def kemiringan(samples: Sequence[tuple[float, float]]) -> float:
    """The slope of the least-squares line."""
    n = len(samples)
    if n < 2:
        return 0.0
    mean_x, mean_y = sum(x for x, _ in samples) / n, sum(y for _, y in samples) / n
    spread = sum((x - mean_x) ** 2 for x, _ in samples)
    return sum((x - mean_x) * (y - mean_y) for x, y in samples) / spread if spread else 0.0


def memori(cuplikan: Sequence[Cuplikan], pemanasan: float, batas: float) -> dict[str, Any]:
    """Start, each minute, end, and the slope after the warm-up in MiB a minute: flat below `batas`."""
    series: dict[str, Any] = {}
    for nama in cuplikan[0].pss:
        warm = [(one.detik / 60, one.pss[nama]) for one in cuplikan if one.detik >= pemanasan]
        minutes = {int(one.detik // 60): one.pss[nama] for one in reversed(cuplikan)}
        slope = kemiringan(warm)
        series[nama] = {
            "awal_mib": round(cuplikan[0].pss[nama], 1),
            "tiap_menit_mib": [round(minutes[minute], 1) for minute in sorted(minutes)],
            "akhir_mib": round(cuplikan[-1].pss[nama], 1),
            "mib_per_menit": round(slope, 3),
            "datar": slope <= batas,
        }
    return {"bagian": series, "batas_mib_per_menit": batas, "pemanasan_detik": pemanasan}


def pemakaian_cpu(first: Cuplikan, last: Cuplikan) -> dict[str, float]:
    """Share of one core each part used in between."""
    elapsed = last.detik - first.detik
    return {nama: round((last.cpu[nama] - first.cpu[nama]) / elapsed, 3) for nama in last.cpu} if elapsed else {}
