"""Starts the real `jejak` under test: python -m tests.torture.anak [OPTIONS] -- up --data DIR --port N ...

`--titik NAME:HIT`      ends the process at once (os._exit(137)) when it passes that moment for the HIT-th time.
`--mutan NAME`          plants a fault of `tests.torture.mutan` before anything is started.
`--jam FILE`            shifts `engine.clock.now` by the seconds written in FILE, looked up at each call.
`--gagal-flush FILE`    makes every flush to the disk of this process fail with EIO (see `sumbat_flush`): at the start
                        where FILE exists, else at SIGUSR2. FILE.terpasang then holds the pid.
"""

import argparse
import ctypes
import errno
import os
import platform
import signal
import struct
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Final

MATI: Final = 137
"""The exit code of a process that came to its moment: what a shell says of kill -9."""
SAPU_DETIK: Final = 0.25
"""How long a worker that nothing wakes rests here."""


@dataclass(slots=True)
class Senjata:
    """How a process is armed before it starts."""

    titik: str | None = None
    mutan: str | None = None
    jam: Path | None = None
    gagal_flush: Path | None = None
    perintah: list[str] = field(default_factory=list)

    def kata(self) -> list[str]:
        """As words of a command line."""
        given = (("--titik", self.titik), ("--mutan", self.mutan), ("--jam", self.jam))
        words = [str(word) for pair in (*given, ("--gagal-flush", self.gagal_flush)) if pair[1] for word in pair]
        return [*words, "--", *self.perintah]


def baca(words: Sequence[str]) -> Senjata:
    """From the words of a command line."""
    parser = argparse.ArgumentParser(prog="tests.torture.anak", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--titik")
    parser.add_argument("--mutan")
    parser.add_argument("--jam", type=Path)
    parser.add_argument("--gagal-flush", type=Path)
    cut = list(words).index("--")
    given = parser.parse_args(words[:cut])
    return Senjata(given.titik, given.mutan, given.jam, given.gagal_flush, list(words[cut + 1 :]))


# ── a clock that can be moved ───────────────────────────────────────────────────────────────────────

_jam: list[Path] = []
"""The file of the shift, once armed."""


def geser() -> timedelta:
    """How far the clock of this process is shifted now. A missing or half-written file shifts nothing."""
    if not _jam:
        return timedelta()
    try:
        return timedelta(seconds=float(_jam[0].read_text(encoding="ascii")))
    except (OSError, ValueError):
        return timedelta()


def _now() -> datetime:
    return datetime.now(UTC) + geser()  # noqa: TID251 - this stands in for the owner


def pasang_jam() -> None:
    """Put our clock where `engine.clock.now` is. Before any other module of the engine is imported."""
    from engine import clock

    clock.now = _now


# ── moments ─────────────────────────────────────────────────────────────────────────────────────────


def pasang_titik(titik: str) -> None:
    """End the process when it passes NAME for the HIT-th time; the first without a number. Raises ValueError."""
    from engine import points

    name, _, hit = titik.partition(":")
    wanted, left = points.Titik(name), int(hit or 1)

    def kait(point: points.Titik) -> None:
        nonlocal left
        if point is wanted:
            left -= 1
            if left == 0:
                os.write(2, f"titik {titik}\n".encode())
                os._exit(MATI)

    points.hang(kait)


# ── flushes that fail ───────────────────────────────────────────────────────────────────────────────

FLUSH: Final = {
    "x86_64": (0xC000003E, (74, 75, 277, 26)),
    "aarch64": (0xC00000B7, (82, 83, 84, 227)),
}
"""By machine: the audit architecture, and the numbers of fsync, fdatasync, sync_file_range and msync."""
PR_SET_NO_NEW_PRIVS: Final = 38
SYS_SECCOMP: Final = {"x86_64": 317, "aarch64": 277}
SECCOMP_SET_MODE_FILTER: Final = 1
SECCOMP_FILTER_FLAG_TSYNC: Final = 1
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
LOAD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06


def sumbat_flush() -> None:
    """From now on every fsync, fdatasync, sync_file_range and msync of this process fails with EIO, in all threads.

    A seccomp filter: the kernel never takes one off again, so it holds for the life of the process, and programs the
    process starts afterwards (its nats-server) inherit it. Raises OSError where the machine has no seccomp.
    """
    machine = platform.machine()
    if machine not in FLUSH:
        raise OSError(errno.ENOSYS, f"no seccomp numbers for {machine}")
    arch, calls = FLUSH[machine]
    last = len(calls) + 4
    program = [(LOAD, 0, 0, 4), (JUMP_EQUAL, 0, last - 3, arch), (LOAD, 0, 0, 0)]
    program += [(JUMP_EQUAL, last - 4 - place, 0, number) for place, number in enumerate(calls)]
    program += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, ERRNO | errno.EIO)]
    code = b"".join(struct.pack("<HBBI", *step) for step in program)
    buffer = ctypes.create_string_buffer(code, len(code))
    filter_ = struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    found = libc.syscall(SYS_SECCOMP[machine], SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, filter_)
    if found != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def pasang_gagal_flush(file: Path) -> None:
    """Arm `sumbat_flush`: now, where the file exists, and else at SIGUSR2."""

    def pasang(_number: int = 0, _frame: FrameType | None = None) -> None:
        sumbat_flush()
        file.with_name(f"{file.name}.terpasang").write_text(str(os.getpid()), encoding="ascii")

    if file.exists():
        pasang()
    else:
        signal.signal(signal.SIGUSR2, pasang)


# ── the start ───────────────────────────────────────────────────────────────────────────────────────


def jalankan(senjata: Senjata, main: Callable[[], None] | None = None) -> None:
    """Arm this process and become `jejak`."""
    if senjata.jam is not None:
        _jam[:] = [senjata.jam]
        if main is None:
            pasang_jam()
    if senjata.titik is not None:
        pasang_titik(senjata.titik)
    if senjata.mutan is not None:
        from tests.torture.mutan import MUTAN

        MUTAN[senjata.mutan]()
    if senjata.gagal_flush is not None:
        pasang_gagal_flush(senjata.gagal_flush)
    if main is None:
        from cli.main import main as jejak

        main = jejak
    _cepat()
    sys.argv = ["jejak", *senjata.perintah]
    main()


def _cepat() -> None:
    """What nothing wakes looks more often: else each run would wait for it before all is calm."""
    from workers import census, telusur

    for worker in (census, telusur):
        vars(worker)["SAPU_DETIK"] = SAPU_DETIK


if __name__ == "__main__":
    jalankan(baca(sys.argv[1:]))
