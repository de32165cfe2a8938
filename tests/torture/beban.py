"""Load on a real Jejak at a fixed arrival rate, with boards open: python -m tests.torture.beban --laju 200 --menit 10.

Latency is measured from the moment a request was due. `--naik` raises the rate step by step until p99 passes 100 ms.
"""

import argparse
import asyncio
import contextlib
import gc
import os
import sys
import tempfile
import time
from array import array
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

from tests.torture import beban_ukur as ukur
from tests.torture.beban_kerja import Gerak, Pendaftaran
from tests.torture.beban_papan import Papan
from tests.torture.beban_pembangkit import Catatan, Pembangkit, jadwal_poisson, jadwal_tetap
from tests.torture.sistem import Sistem

SYARAT_P99_MS: Final = 100.0
BATAS_MIB_MENIT: Final = 0.5
"""Memory that grows by less than this a minute, after the warm-up, counts as flat."""
PEMANASAN: Final = 0.5
"""Share of the run not looked at: page caches and heaps fill until then (seen: level after about 100,000 requests)."""
CUPLIK: Final = 5.0
SEHARI: Final = 3_000
"""Folders in the round, at least; at higher rates eight seconds' worth, so that no folder is scanned twice in a row."""
NAIK: Final = 1.25
TAHAP_DETIK: Final = 15.0
GALAT_BOLEH: Final = 0.001


class Beban:
    """One system under load. `pids`: whose memory and processor time is watched."""

    def __init__(self, url: str, token: str, pids: dict[str, int], folders: int, benih: int) -> None:
        address = urlsplit(url)
        self.host, self.port = str(address.hostname), int(address.port or 80)
        self.token, self.benih = token, benih
        self.pids = pids | {"pembangkit": os.getpid()}
        self.gerak = Gerak(f"{self.host}:{self.port}", token, [], benih)
        self.folders = folders
        self.papan: list[Papan] = []
        self.cuplikan: list[ukur.Cuplikan] = []

    async def daftarkan(self) -> None:
        """The folders of the round."""
        work = Pendaftaran(self.gerak, self.folders, f"{self.benih % 100:02d}")
        noted = await Pembangkit(self.host, self.port, work, 1).jalan(jadwal_tetap(1000, work.tumpukan / 1000))
        if noted.galat:
            raise RuntimeError(f"pendaftaran gagal: {dict(noted.galat)}")

    async def tahap(self, laju: float, detik: float, *, poisson: bool = True) -> Catatan:
        """So many requests a second for so long."""
        gc.collect()
        gc.freeze()  # what is there stays; the collector need not walk it while we measure
        plan = jadwal_poisson(laju, detik, self.benih) if poisson else jadwal_tetap(laju, detik)
        return await Pembangkit(self.host, self.port, self.gerak).jalan(plan)

    @contextlib.asynccontextmanager
    async def papan_terbuka(self, jumlah: int) -> AsyncIterator[None]:
        """Boards that are watched while the block lasts."""
        made = (
            Papan(self.host, self.port, self.token, self.gerak.diakui, jalan)
            for jalan in ["/papan/aliran"] * (jumlah - jumlah // 4) + ["/api/v1/aliran"] * (jumlah // 4)
        )
        self.papan = list(made)
        async with _berjalan(*(papan.tonton() for papan in self.papan)):
            yield

    @contextlib.asynccontextmanager
    async def diukur(self) -> AsyncIterator[None]:
        """Memory and processor time, looked at every few seconds and at both ends."""
        start = time.monotonic()

        async def look() -> None:
            self.cuplikan.append(await asyncio.to_thread(ukur.Cuplikan.ambil, start, self.pids))

        async def go_on() -> None:
            while True:
                await asyncio.sleep(CUPLIK)
                await look()

        await look()
        async with _berjalan(go_on()):
            yield
        await look()


@contextlib.asynccontextmanager
async def _berjalan(*coroutines: Any) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(one) for one in coroutines]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def tetap(beban: Beban, laju: float, menit: float, papan: int, *, poisson: bool = True) -> dict[str, Any]:
    """The load at one rate; the report's section `beban`."""
    await beban.daftarkan()
    async with beban.papan_terbuka(papan), beban.diukur():
        noted = await beban.tahap(laju, menit * 60, poisson=poisson)
    latensi = ukur.persentil(noted.latensi)
    lag: array[float] = array("d")
    for one in beban.papan:
        lag.extend(one.tertinggal)
    memori = ukur.memori(beban.cuplikan, PEMANASAN * menit * 60, BATAS_MIB_MENIT)
    errors = sum(noted.galat.values())
    return {
        "laju_per_detik": laju,
        "kedatangan": "poisson" if poisson else "tetap",
        "menit": menit,
        "benih": beban.benih,
        "permintaan": len(noted.latensi),
        "jenis": dict(sorted(noted.jenis.items())),
        "galat": dict(noted.galat),
        "sambungan_diulang": noted.diulang,
        "latensi_ms": latensi,
        "menunggu_sambungan_ms": ukur.persentil(noted.terlambat_kirim),
        "pembangkit_terlambat_ms": ukur.persentil(noted.telat_sendiri),
        "papan": {
            "terbuka": papan,
            "bingkai": sum(one.bingkai for one in beban.papan),
            "putus": sum(one.putus for one in beban.papan),
            "tertinggal_ms": ukur.persentil(lag),
        },
        "cpu_inti": ukur.pemakaian_cpu(beban.cuplikan[0], beban.cuplikan[-1]),
        "memori": memori,
        "syarat": {"p99_ms": SYARAT_P99_MS, "galat": 0, "memori": f"≤ {BATAS_MIB_MENIT} MiB/menit"},
        "memenuhi": {
            "p99": latensi.get("p99", 0.0) < SYARAT_P99_MS,
            "galat": errors == 0,
            "memori": all(one["datar"] for nama, one in memori["bagian"].items() if nama != "pembangkit"),
        },
    }


async def naik(beban: Beban, mulai: float, papan: int, detik: float) -> dict[str, Any]:
    """Raise the rate until p99 passes the limit; what each step measured, and the last rate that held."""
    await beban.daftarkan()
    steps: list[dict[str, Any]] = []
    laju, tahan = mulai, 0.0
    async with beban.papan_terbuka(papan):
        while True:
            noted = await beban.tahap(laju, detik)
            latensi = ukur.persentil(noted.latensi)
            step: dict[str, Any] = {"laju": round(laju), "selesai": len(noted.latensi), "latensi_ms": latensi}
            step |= {"galat": dict(noted.galat), "pembangkit_terlambat_ms": ukur.persentil(noted.telat_sendiri)}
            steps.append(step)
            _tulis(f"{step['laju']:>6}/s  {latensi}  {step['galat'] or ''}")
            if latensi["p99"] > SYARAT_P99_MS or sum(noted.galat.values()) > GALAT_BOLEH * len(noted.latensi):
                return {"tahap": steps, "tahan_per_detik": round(tahan), "detik_per_tahap": detik, "papan": papan}
            laju, tahan = laju * NAIK, laju


@contextlib.contextmanager
def sistem(profil: str) -> Iterator[tuple[Sistem, dict[str, int]]]:
    """A system of this profile, ready, and the processes to watch."""
    with (
        tempfile.TemporaryDirectory(prefix="jejak-beban-", ignore_cleanup_errors=True) as folder,
        Sistem(Path(folder), "postgres" if profil == "postgres" else "tertanam") as made,
    ):
        made.siapkan()
        made.mulai()
        made.tunggu_siap(lancar=True)
        pids = {bagian: pid for bagian in made.bagian if bagian != "postgres" and (pid := made.pid(bagian))}
        yield made, pids


def jalankan(  # noqa: PLR0913 - what a load is made of
    laju: float = 200,
    menit: float = 10,
    papan: int = 20,
    *,
    benih: int = 1,
    profil: str = "tertanam",
    poisson: bool = True,
) -> dict[str, Any]:
    """A system of our own under load: the report's section `beban`."""
    with sistem(profil) as (made, pids):
        beban = Beban(made.url, made.token, pids, max(SEHARI, int(laju * 8)), benih)
        found = asyncio.run(tetap(beban, laju, menit, papan, poisson=poisson))
    return {"profil": profil} | found


def jalankan_naik(mulai: float, papan: int, *, benih: int = 1, profil: str = "tertanam") -> dict[str, Any]:
    """Where a system of our own gives in."""
    with sistem(profil) as (made, pids):
        beban = Beban(made.url, made.token, pids, SEHARI * 6, benih)
        return {"profil": profil} | asyncio.run(naik(beban, mulai, papan, TAHAP_DETIK))


def _tulis(line: str) -> None:
    sys.stderr.write(line + "\n")


def main() -> None:
    """Run and print the section as JSON; exit code 1 where it does not meet what is asked."""
    parser = argparse.ArgumentParser(description="Beban tetap lewat HTTP, dengan papan terbuka.")
    parser.add_argument("--laju", type=float, default=200)
    parser.add_argument("--menit", type=float, default=10)
    parser.add_argument("--papan", type=int, default=20)
    parser.add_argument("--benih", type=int, default=1)
    parser.add_argument("--profil", choices=("tertanam", "postgres"), default="tertanam")
    parser.add_argument("--tetap", action="store_true", help="jarak kedatangan sama rata, bukan Poisson")
    parser.add_argument("--naik", action="store_true", help="naikkan laju sampai p99 melewati batas")
    asked = parser.parse_args()
    if asked.naik:
        found = jalankan_naik(asked.laju, asked.papan, benih=asked.benih, profil=asked.profil)
    else:
        found = jalankan(
            asked.laju, asked.menit, asked.papan, benih=asked.benih, profil=asked.profil, poisson=not asked.tetap
        )
    sys.stdout.write(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode() + "\n")
    sys.exit(0 if asked.naik or all(found["memenuhi"].values()) else 1)


if __name__ == "__main__":
    main()
