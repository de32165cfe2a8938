"""Ninety days in a few minutes: deadlines, a timer that is killed and left for dead, and a clock that does not wait.

python -m tests.torture.hari --tenggat 100000 --hari 90 --padam 50 --seed 1 [--folder DIR] [--json FILE]

A real database file, the real front door and the real timer, in a process that is killed with SIGKILL in the middle
of its work and stays dead for minutes to days. The clock of that process is this machine's, moved forward whenever
nothing is left to do before the next event: a second of real work is a second of the ninety days. The verdict reads
the ledger and the plan of the outages, and nothing of the engine (`tests/torture/hari_putusan.py`).
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from tests.torture.hari_anak import Waktu, jalan
from tests.torture.hari_putusan import Putusan, putuskan
from tests.torture.hari_rencana import AWAL, Kerja, rencana

LOMPAT: Final = timedelta(hours=6)
"""The furthest the clock is moved at once, whatever the timer says is next: what it missed then shows."""
LUPUT_DETIK: Final = (10.0, 50.0)
"""How far past the next due time the clock lands: a computer that was busy with something else."""
SABAR_DETIK: Final = 600.0
"""Real seconds one answer of the process may take."""
SEKALI_SURUH: Final = 5000
"""Commands the process is told to ask at once."""
PADAM_TERLAMA: Final = timedelta(days=3)
BERSAMAAN: Final = multiprocessing.get_context("fork")


@dataclass(slots=True)
class Padam:
    """One outage, in simulated time."""

    mulai: datetime
    pulih: datetime


@dataclass(slots=True)
class Simulasi:
    """One run: the process, its clock, what is still to be done, and what was done to it."""

    folder: Path
    acak: random.Random
    kerja: list[Kerja]
    akhir: datetime
    jatah_padam: list[datetime]
    waktu: Waktu
    padam: list[Padam] = field(default_factory=list)
    lompatan: int = 0
    _selesai: int = 0
    _proses: Any = None
    _pipa: Connection | None = None
    _berikut: datetime | None = None

    def main(self) -> None:
        """All the days, to the end."""
        self._hidupkan()
        while self.waktu.kini() < self.akhir:
            target, work = self._target()
            if self.jatah_padam and target >= self.jatah_padam[0] and (work or (self._berikut or self.akhir) <= target):
                self._matikan(target, work)
                continue
            self._maju(target)
            if work:
                self._kerjakan()
        self._kirim("berhenti")
        self._proses.join(SABAR_DETIK)

    def _target(self) -> tuple[datetime, bool]:
        """The next moment worth going to, and whether there is work to do then."""
        now = self.waktu.kini()
        ways = [now + LOMPAT, self.akhir]
        late = timedelta(seconds=self.acak.uniform(*LUPUT_DETIK))
        if self._berikut is not None:
            ways.append(self._berikut + late)
        work = self.kerja[self._selesai].saat + late if self._selesai < len(self.kerja) else None
        if work is not None and work <= min(ways):
            return max(now, work), True
        return max(now, min(ways)), False

    def _maju(self, target: datetime) -> None:
        """Move the clock there; the process says when it has nothing left to do, and what it waits for."""
        self.lompatan += 1
        self.waktu.ke(target)
        self._berikut = self._tanya("jam")

    def _kerjakan(self) -> None:
        """All the work of this moment."""
        while (upto := min(self._sampai(), self._selesai + SEKALI_SURUH)) > self._selesai:
            self._berikut = self._tanya("kerja", self._selesai, upto)
            self._selesai = upto

    def _sampai(self) -> int:
        now, upto = self.waktu.kini(), self._selesai
        while upto < len(self.kerja) and self.kerja[upto].saat <= now:
            upto += 1
        return upto

    def _matikan(self, target: datetime, work: bool) -> None:
        """Kill it in the middle of what it has to do at this moment; it comes back after minutes or days."""
        self.jatah_padam.pop(0)
        self.waktu.ke(target)
        if work:
            self._kirim("kerja", self._selesai, self._sampai())
        else:
            self._kirim("jam")
        time.sleep(self.acak.uniform(0, 0.04))
        os.kill(self._proses.pid, signal.SIGKILL)
        self._proses.join()
        began = self.waktu.kini()
        down = timedelta(minutes=min(self.acak.lognormvariate(5.3, 1.4), PADAM_TERLAMA / timedelta(minutes=1)))
        self.waktu.ke(began + down)
        self._hidupkan()
        self.padam.append(Padam(began, self.waktu.kini()))
        self._berikut = self._tanya("jam")

    def _hidupkan(self) -> None:
        ours, theirs = BERSAMAAN.Pipe()
        self._proses = BERSAMAAN.Process(target=jalan, args=(self.folder, theirs, self.waktu, self.kerja), daemon=True)
        self._proses.start()
        theirs.close()
        self._pipa = ours
        self._terima()

    def _kirim(self, *words: object) -> None:
        assert self._pipa is not None
        self._pipa.send(words)

    def _tanya(self, *words: object) -> datetime | None:
        self._kirim(*words)
        return self._terima()

    def _terima(self) -> datetime | None:
        assert self._pipa is not None
        if not self._pipa.poll(SABAR_DETIK):
            raise TimeoutError("the process under test does not answer")
        answer: datetime | None = self._pipa.recv()
        return answer

    def tutup(self) -> None:
        """Leave no process behind."""
        if self._proses is not None and self._proses.is_alive():
            self._proses.kill()
            self._proses.join()


def simulasikan(folder: Path, *, tenggat: int, hari: int, padam: int, seed: int) -> dict[str, Any]:
    """Run it, and judge it. The folder keeps the database."""
    began = time.monotonic()
    acak = random.Random(seed)  # noqa: S311 - a plan that can be made again
    akhir = AWAL + timedelta(days=hari)
    kerja = rencana(acak, tenggat, hari)
    outages = sorted(AWAL + (akhir - AWAL) * acak.uniform(0.01, 0.85) for _ in range(padam))
    waktu = Waktu.baru(AWAL)
    run = Simulasi(folder, acak, kerja, akhir, outages, waktu)
    try:
        run.main()
    finally:
        run.tutup()
    intervals = [(one.mulai, one.pulih) for one in run.padam]
    told = [[mulai.isoformat(), pulih.isoformat()] for mulai, pulih in intervals]
    (folder / "padam.json").write_text(json.dumps({"padam": told, "akhir": akhir.isoformat()}), encoding="utf-8")
    putusan: Putusan = putuskan(folder / "jejak.db", intervals, akhir)
    return {
        "seed": seed,
        "hari": hari,
        "padam": len(run.padam),
        "padam_diminta": padam,
        "padam_jam": round(sum((pulih - mulai for mulai, pulih in intervals), timedelta()) / timedelta(hours=1), 1),
        "lompatan_jam": run.lompatan,
        "perintah": len(kerja),
        **putusan.angka(),
        "lama_detik": round(time.monotonic() - began, 1),
        "lolos": putusan.lolos and len(run.padam) == padam,
    }


@contextmanager
def _folder(wanted: Path | None) -> Iterator[Path]:
    if wanted is not None:
        wanted.mkdir(parents=True, exist_ok=True)
        yield wanted
        return
    with tempfile.TemporaryDirectory(prefix="jejak-hari-") as made:
        yield Path(made)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="tests.torture.hari", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tenggat", type=int, default=100_000)
    parser.add_argument("--hari", type=int, default=90)
    parser.add_argument("--padam", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with _folder(given.folder) as folder:
        found = simulasikan(folder, tenggat=given.tenggat, hari=given.hari, padam=given.padam, seed=given.seed)
    text = json.dumps(found, indent=2, default=str)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")
    print(text)  # noqa: T201 - the report
    sys.exit(0 if found["lolos"] else 1)


if __name__ == "__main__":
    main()
