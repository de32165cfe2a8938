"""A Jejak in a process of its own, as people start it: for the tests of `up`, `kirim` and `demo`.

The process is forked from one that has everything loaded, which saves the two seconds of loading and nothing else.
`tests/test_cli_proses.py` starts it from nothing, as a shell does.
"""

import asyncio
import json
import platform
import re
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from tests.siaran import sampai
from tests.torture.proses import Proses, lingkungan
from tests.torture.zigot import JEJAK, bersama

ROOT = Path(__file__).parents[1]
TENGGAT = 60.0
SELA = 0.05
"""Seconds between two questions to one that is starting."""
ALAMAT = re.compile(r"^Jejak: (http://\S+)$", re.MULTILINE)


def mulai(modul: str, kata: Sequence[str], out: Path, err: Path, env: dict[str, str] | None = None) -> Proses:
    """Start `python -m MODUL KATA...`, or `jejak KATA...`."""
    if platform.system() == "Linux":
        return bersama().jalankan(modul, kata, lingkungan(env), out, err)
    return mulai_segar(modul, kata, out, err, env)


def mulai_segar(modul: str, kata: Sequence[str], out: Path, err: Path, env: dict[str, str] | None = None) -> Proses:
    """The same in a fresh interpreter, as a shell does it."""
    start = ["-c", "from cli.awal import main; main()"] if modul == JEJAK else ["-m", modul]
    with out.open("ab") as keluar, err.open("ab") as galat:
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, *start, *kata],
            stdin=subprocess.DEVNULL,
            stdout=keluar,
            stderr=galat,
            cwd=ROOT,
            env=lingkungan(env),
        )


def perintah(*arguments: str, **extra: str) -> "subprocess.CompletedProcess[str]":
    """Run one `jejak` command to its end."""
    return jalankan(JEJAK, *arguments, env=extra)


def jalankan(
    modul: str, *arguments: str, dalam: float = TENGGAT, env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run `python -m MODUL` to its end, or `jejak`. Raises TimeoutExpired, when it was killed."""
    with tempfile.TemporaryDirectory(prefix="jejak-uji-") as folder:
        out, err = Path(folder) / "keluar", Path(folder) / "galat"
        child = mulai(modul, arguments, out, err, env)
        try:
            code = child.wait(dalam)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            raise
        said, wrong = (path.read_text(encoding="utf-8") for path in (out, err))
        return subprocess.CompletedProcess([modul, *arguments], code, said, wrong)


class Berjalan:
    """One running `jejak up`."""

    def __init__(self, data: Path, process: Proses, output: Path) -> None:
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
        await sampai(lambda: self.siap() == {"siap": True, "belum": []}, "siap", TENGGAT, sela=SELA)

    async def berhenti(self, kode: int = signal.SIGTERM, dalam: float = TENGGAT) -> int:
        """Send a signal and wait; the exit code."""
        self.process.send_signal(kode)
        async with asyncio.timeout(dalam):
            return await asyncio.to_thread(self.process.wait)


def jejak_up(data: Path, *options: str) -> "AbstractContextManager[Berjalan]":
    """`jejak up` on a free port."""
    return proses(data, "up", "--port", "0", *options)


def jejak_up_segar(data: Path) -> "AbstractContextManager[Berjalan]":
    """The same in a fresh interpreter."""
    output = _keluaran(data)
    return _menetap(data, mulai_segar(JEJAK, ["up", "--port", "0", "--data", str(data)], output, output), output)


def proses(data: Path, *words: str, **extra: str) -> "AbstractContextManager[Berjalan]":
    """Start a command that stays; whatever the test does, it is gone at the end."""
    output = _keluaran(data)
    return _menetap(data, mulai(JEJAK, [*words, "--data", str(data)], output, output, extra), output)


def _keluaran(data: Path) -> Path:
    """Where it says what it says, empty."""
    output = data.with_suffix(".log")
    output.write_text("", encoding="utf-8")
    return output


@contextmanager
def _menetap(data: Path, process: Proses, output: Path) -> Iterator[Berjalan]:
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
