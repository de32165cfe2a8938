"""Jejak as its users run it: its own processes on a data directory, waited for, asked over HTTP, ended."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import psutil

START_SECONDS: Final = 120.0
JEJAK: Final = (sys.executable, "-W", "ignore", "-c", "from cli.awal import main; main()")
STOP_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Running:
    """A Jejak that is ready."""

    address: str
    pid: int
    ready_seconds: float
    """From its start until it said it was ready."""


def environment(**extra: str) -> dict[str, str]:
    """Without settings of whoever measures."""
    inherited = os.environ  # noqa: TID251 - a child's environment is not a setting of ours
    return {name: value for name, value in inherited.items() if not name.startswith("JEJAK_")} | extra


@contextlib.contextmanager
def running(folder: Path, *words: str, **extra: str) -> Iterator[Running]:
    """`jejak up …` (or web) on that data directory, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*JEJAK, *words, "--data", str(folder), "--port", str(port)]
    log = folder.with_suffix(".log")
    with log.open("ab") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment(**extra))  # noqa: S603 - ours
        try:
            address = f"http://127.0.0.1:{port}"
            _ready(address, process, log)
            yield Running(address, process.pid, time.perf_counter() - start)
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _ready(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    with httpx.Client(timeout=5) as client:
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                if client.get(f"{address}/readyz").is_success:
                    return
            time.sleep(0.02)
    raise TimeoutError(f"jejak tidak siap: {log.read_text(encoding='utf-8')[-2000:]}")


def token(folder: Path, *roles: str) -> str:
    """An API token of a device with these roles."""
    words = [word for role in roles for word in ("--peran", role)]
    command = [*JEJAK, "token", "buat", "--data", str(folder), "--nama", "ukur", *words]
    made = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())  # noqa: S603 - ours
    return made.stdout.strip()


def memory(pid: int) -> dict[str, float]:
    """Proportional set size of all processes, in MB (10^6): what they really cost this machine together."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return {process.name(): round(process.memory_full_info().pss / 1e6, 1) for process in family}
