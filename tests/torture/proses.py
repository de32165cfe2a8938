"""Processes under test: started so that none can outlive whoever tortures them, found again, seen to be gone."""

import atexit
import contextlib
import os
import secrets
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from tests.torture.anak import Senjata

ROOT: Final = Path(__file__).parents[2]
TANDA: Final = "UJI_SIKSA"
"""The variable that marks every process of one run, the servers of servers too."""
PENYAPU: Final = """
import os, shutil, signal, sys
mark = sys.argv[1].encode()
folders = sys.stdin.buffer.read().decode().splitlines()
for _ in range(3):
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and mark in open(f"/proc/{name}/environ", "rb").read():
                os.kill(int(name), signal.SIGKILL)
        except OSError:
            pass
for folder in folders:
    shutil.rmtree(folder, ignore_errors=True)
"""
"""Waits until the process that started it is gone, however that came about, then kills what bears the mark.

What it is told on its standard input are folders to remove afterwards.
"""


class Proses(Protocol):
    """A started process: a Popen, or one forked by the zygote."""

    pid: int

    def poll(self) -> int | None:
        """How it ended; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises subprocess.TimeoutExpired."""

    def send_signal(self, number: int, /) -> None:
        """Send it a signal."""

    def terminate(self) -> None:
        """Ask it to end."""

    def kill(self) -> None:
        """Kill it, if it has not ended."""


@cache
def tanda() -> str:
    """The mark of this run. The first call starts the sweeper, which waits on a pipe only this process holds open."""
    mark = f"{TANDA}={os.getpid()}-{secrets.token_hex(8)}"
    _sweepers.append(
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", "-S", "-c", PENYAPU, mark], stdin=subprocess.PIPE, start_new_session=True
        )
    )
    atexit.register(_sapu)
    return mark


def buang_nanti(folder: Path) -> None:
    """Have a folder of ours removed when this process is gone, however it goes."""
    tanda()
    for sweeper in _sweepers:
        assert sweeper.stdin is not None
        sweeper.stdin.write(f"{folder}\n".encode())
        sweeper.stdin.flush()


def _sapu() -> None:
    """Let the sweeper go to work, and wait for it."""
    for sweeper in _sweepers:
        assert sweeper.stdin is not None
        sweeper.stdin.close()
        sweeper.wait()


_sweepers: list["subprocess.Popen[bytes]"] = []


def lingkungan(tambahan: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of a process under test: no settings of ours but those given, and the mark."""
    name, _, value = tanda().partition("=")
    inherited = os.environ  # noqa: TID251 - a child's environment is not a setting of ours
    plain = {key: value for key, value in inherited.items() if not key.startswith("JEJAK_")}
    return plain | {name: value} | (tambahan or {})


def mulai_anak(senjata: Senjata, env: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    """Start `jejak` in a fresh interpreter."""
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "tests.torture.anak", *senjata.kata()],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=ROOT,
            env=env,
            start_new_session=True,
        )


def baris_perintah(pid: int) -> str:
    """The command line of a live process; empty where there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def keadaan(pid: int) -> str:
    """The letter the kernel has for it (R, S, D, T, Z …); empty where there is none."""
    return _huruf(Path(f"/proc/{pid}/stat"))


def _huruf(stat: Path) -> str:
    try:
        return stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return ""


def hidup(pid: int) -> bool:
    """Does it run? One that has ended and is only not yet taken note of does not."""
    return keadaan(pid) not in {"", "Z", "X"}


def milik(folder: Path) -> Iterator[int]:
    """Every live process that names a path under this folder, or works in one."""
    start = str(folder)
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        pid = int(entry.name)
        place = ""
        with contextlib.suppress(OSError):
            place = str((entry / "cwd").readlink())
        named = any(word.startswith(f"{start}/") for word in baris_perintah(pid).split())
        if (named or f"{place}/".startswith(f"{start}/")) and hidup(pid):
            yield pid


def kirim(pid: int, number: signal.Signals) -> bool:
    """Send a signal; False where there is nobody."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def tunggu_pergi(pid: int, detik: float = 10.0) -> None:
    """Wait for the end of any process, ours or not. Raises TimeoutError."""
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        return
    try:
        if not select.select([handle], [], [], detik)[0]:
            raise TimeoutError(f"process {pid} does not end")
    finally:
        os.close(handle)


def tunggu_beku(pid: int, detik: float = 10.0) -> None:
    """Wait until a stopped process does nothing more, in any thread. Raises TimeoutError."""

    def beku() -> bool:
        threads = Path(f"/proc/{pid}/task").glob("*/stat")
        return all(_huruf(thread) in {"T", "t", "Z", "X", ""} for thread in threads)

    tunggu(beku, detik, f"process {pid} is stopped", sela=0.001)


def tunggu(benar: Callable[[], object], detik: float, apa: str, *, sela: float = 0.01) -> None:
    """Wait until a condition holds. Raises TimeoutError naming it."""
    until = time.monotonic() + detik
    while not benar():
        if time.monotonic() > until:
            raise TimeoutError(f"after {detik:.0f} s still not: {apa}")
        time.sleep(sela)
