"""What clients said and heard, and what was done to the system: JSON lines, on the disk before anything goes on.

An attempt is a pair of lines with the same `k` and `n`: `invoke`, then `ok | refused | unknown`. A command asked
again is a new attempt with the same `command_id` and `ulang` true. An `invoke` without an end is an unknown.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

Baris = dict[str, Any]
"""One line as it stands in the file."""

SELESAI: Final = frozenset({"ok", "refused", "unknown"})


def saat() -> Baris:
    """Now, on the clock that never goes back and on the wall."""
    return {"t": time.monotonic_ns(), "w": time.time_ns()}


class Riwayat:
    """One client's history file, appended to and flushed to the disk at each call."""

    def __init__(self, path: Path, klien: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self._klien = klien
        self._n = max((line["n"] for line in baca(path)), default=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tutup()

    def tutup(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def tanya(self, permintaan: Iterable[Baris]) -> list[int]:
        """Write that these are being asked; their numbers. One flush for all of them."""
        numbers: list[int] = []
        lines: list[Baris] = []
        for one in permintaan:
            self._n += 1
            numbers.append(self._n)
            lines.append(saat() | {"fase": "invoke", "k": self._klien, "n": self._n} | one)
        self._tulis(lines)
        return numbers

    def jawab(self, jawaban: Iterable[tuple[int, Baris]]) -> None:
        """Write what came of these numbers. One flush for all of them."""
        self._tulis([saat() | {"k": self._klien, "n": n} | one for n, one in jawaban])

    def _tulis(self, lines: list[Baris]) -> None:
        if lines:
            tambah(self._file, lines)


def tambah(file: int, lines: Iterable[Baris]) -> None:
    """Append lines in one write and wait for the disk."""
    data = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()
    while data:
        data = data[os.write(file, data) :]
    os.fsync(file)


def catat_gangguan(bukti: Path, jenis: str, sasaran: str, **isi: Any) -> None:
    """Write down a fault: one line of `gangguan.jsonl`. Call it once the system has recovered, or never will.

    `isi` should hold `t` and `w` of the moment it began (see `saat`), and `pulih_t`, `pulih_w` of its end.
    """
    bukti.mkdir(parents=True, exist_ok=True)
    file = os.open(bukti / "gangguan.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        tambah(file, [saat() | {"jenis": jenis, "sasaran": sasaran} | isi])
    finally:
        os.close(file)


def baca(path: Path) -> Iterator[Baris]:
    """The whole lines of a file; a last line that was cut off says nothing."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield json.loads(line)


def semua(bukti: Path) -> Iterator[Baris]:
    """Every line of every client, client by client."""
    for path in sorted((bukti / "riwayat").glob("klien-*.jsonl")):
        yield from baca(path)
