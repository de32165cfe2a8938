"""The sixteen clients of one system: started, counted while they go, told to stop, waited for."""

import json
import subprocess
import sys
import time
from dataclasses import asdict
from types import TracebackType
from typing import Final, Self

from tests.torture import proses
from tests.torture.pesan import ANGKA, Angka, Pesan
from tests.torture.sistem import Sistem

KLIEN: Final = 16
BERNATS: Final = 2
"""How many of them speak NATS too."""
BERSAMA: Final = 100
"""Records all of them fight over."""


class TidakSelesai(Exception):
    """Clients that were told to stop did not, or left commands without an answer."""


class Gerombolan:
    """Clients of one system. Leaving the block ends them, nicely if they can."""

    def __init__(
        self, sistem: Sistem, benih: str, *, jumlah: int = KLIEN, laju: float | None = None, borongan: int = 60
    ) -> None:
        self._sistem = sistem
        self._benih = benih
        self._jumlah = jumlah
        self._laju = laju
        self._borongan = borongan
        self._proses: list[subprocess.Popen[bytes]] = []
        self._angka = sistem.folder / "angka.bin"
        self._berhenti = sistem.folder / "berhenti"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._proses:
            process.kill()
            process.wait()

    def mulai(self) -> Self:
        """Start them on a system that was prepared; it need not be up."""
        self._berhenti.unlink(missing_ok=True)
        self._angka.write_bytes(bytes(ANGKA.size * self._jumlah))
        isi, riwayat = self._sistem.isi, self._sistem.bukti / "riwayat"
        own = isi["berkas"][BERSAMA:]
        for k in range(self._jumlah):
            pesan = Pesan(
                k,
                self._benih,
                self._sistem.fasyankes,
                self._sistem.url,
                isi["token"],
                str(riwayat / f"klien-{k:02d}.jsonl"),
                str(self._angka),
                str(self._berhenti),
                isi["unit"],
                isi["petugas"],
                isi["berkas"][:BERSAMA],
                own[k :: self._jumlah],
                str(self._sistem.nats_dir) if k >= self._jumlah - BERNATS else None,
                self._laju,
                self._borongan,
            )
            process = subprocess.Popen(
                [sys.executable, "-S", "-m", "tests.torture.klien"],
                stdin=subprocess.PIPE,
                cwd=proses.ROOT,
                env=proses.lingkungan(),
                start_new_session=True,
            )
            self._proses.append(process)
            assert process.stdin is not None
            with process.stdin:
                process.stdin.write(json.dumps(asdict(pesan)).encode())
        return self

    def angka(self) -> Angka:
        """What all of them have counted up to now."""
        data = self._angka.read_bytes()
        slots = [ANGKA.unpack_from(data, start) for start in range(0, len(data), ANGKA.size)]
        return Angka(*(sum(column) for column in zip(*slots, strict=True)))

    def gugur(self) -> list[int]:
        """The clients that ended by themselves: none should."""
        return [k for k, process in enumerate(self._proses) if process.poll() is not None]

    def selesai(self, batas: float = 90.0) -> Angka:
        """Tell them to stop and wait; what they counted. Raises TidakSelesai."""
        self._berhenti.touch()
        until = time.monotonic() + batas
        left: dict[int, int | None] = {}
        for k, process in enumerate(self._proses):
            try:
                if kode := process.wait(max(0.1, until - time.monotonic())):
                    left[k] = kode
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                left[k] = None
        self._proses.clear()
        if left:
            raise TidakSelesai(f"clients {left}")
        return self.angka()
