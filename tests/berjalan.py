"""A Jejak in a process of its own, as people start it: for the tests of `up`, `kirim` and `demo`."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from tests.siaran import sampai

PERINTAH = [sys.executable, "-c", "from cli.awal import main; main()"]
ROOT = Path(__file__).parents[1]
TENGGAT = 60.0
ALAMAT = re.compile(r"^Jejak: (http://\S+)$", re.MULTILINE)


def lingkungan(**extra: str) -> dict[str, str]:
    """The environment without settings of whoever runs the tests."""
    inherited = os.environ  # noqa: TID251 - a child's environment is not a setting of ours
    return {name: value for name, value in inherited.items() if not name.startswith("JEJAK_")} | extra


def perintah(*arguments: str, **extra: str) -> "subprocess.CompletedProcess[str]":
    """Run one `jejak` command to its end."""
    return subprocess.run(  # noqa: S603 - our own command
        [*PERINTAH, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=lingkungan(**extra),
        timeout=TENGGAT,
        check=False,
    )


class Berjalan:
    """One running `jejak up`."""

    def __init__(self, data: Path, process: "subprocess.Popen[str]", output: Path) -> None:
        self.data = data
        self.process = process
        self.output = output

    @property
    def url(self) -> str:
        """Where it says it is; OSError while it has not said so."""
        said = ALAMAT.findall(self.kata())
        if not said:
            raise OSError("belum ada alamat")
        return str(said[-1])

    def kata(self) -> str:
        """What it has said so far, on both channels."""
        return self.output.read_text(encoding="utf-8")

    def siap(self) -> dict[str, Any] | None:
        """/readyz, once it answers at all."""
        assert self.process.poll() is None, self.kata()
        try:
            return self.ambil("/readyz")
        except (OSError, ValueError):
            return None

    def ambil(self, path: str, token: str | None = None) -> dict[str, Any]:
        request = urllib.request.Request(f"{self.url}{path}")  # noqa: S310 - our own loopback
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310 - our own loopback
                found: dict[str, Any] = json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                found = json.load(error)
        return found

    def token(self, *peran: str) -> str:
        roles = [word for one in peran for word in ("--peran", one)]
        made = perintah("token", "buat", *roles, "--nama", "uji", "--data", str(self.data))
        assert made.returncode == 0, made.stderr
        return made.stdout.strip()

    async def lancar(self) -> None:
        """Ready, and the broadcast on time."""
        await sampai(lambda: self.siap() == {"siap": True, "belum": []}, "siap", TENGGAT)

    async def berhenti(self, kode: int = signal.SIGTERM, dalam: float = TENGGAT) -> int:
        """Send a signal and wait; the exit code."""
        self.process.send_signal(kode)
        async with asyncio.timeout(dalam):
            return await asyncio.to_thread(self.process.wait)


def jejak_up(data: Path, *options: str) -> "AbstractContextManager[Berjalan]":
    """`jejak up` on a free port."""
    return proses(data, "up", "--port", "0", *options)


@contextmanager
def proses(data: Path, *words: str, **extra: str) -> Iterator[Berjalan]:
    """Start a command that stays; whatever the test does, it is gone at the end."""
    output = data.with_suffix(".log")
    with output.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [*PERINTAH, *words, "--data", str(data)],
            stdout=file,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env=lingkungan(**extra),
        )
        try:
            yield Berjalan(data, process, output)
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(15)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
