"""A process that has everything of `jejak` loaded and forks one `jejak` per line it is given: starts in tens of ms.

Nothing runs in it: no thread, no connection, no file of ours is open, so a fork is as good as a fresh start. It reads
JSON lines on standard input and tells, on standard output, the pid of each child and later how it ended. When its
standard input ends (whoever started it is gone), so does it.
"""

import atexit
import gc
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.torture import anak, proses

ROOT: Final = Path(__file__).parents[2]
MULAI_DETIK: Final = 60.0
JEJAK: Final = "jejak"
"""The name under which `Zigot.jalankan` knows the command itself."""


class ProsesZigot:
    """One forked process, handled like a subprocess.Popen."""

    def __init__(self, zigot: "Zigot", pid: int) -> None:
        self._zigot = zigot
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        if self.returncode is None:
            self.returncode = self._zigot.kode(self.pid, 0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            self.returncode = self._zigot.kode(self.pid, timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("jejak", timeout or 0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it has not ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end, if it has not ended."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Kill it, if it has not ended."""
        self.send_signal(signal.SIGKILL)


class Zigot:
    """The preloaded process, from outside. Safe to share by threads."""

    def __init__(self, env: dict[str, str]) -> None:
        self._lock = threading.Lock()
        self._ended: dict[int, int] = {}
        self._rest = b""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.zigot"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=env,
            start_new_session=True,
        )
        with self._lock:
            self._hear("siap", MULAI_DETIK)

    def mulai(self, senjata: anak.Senjata, env: dict[str, str], log: Path) -> ProsesZigot:
        """Fork one and let it become `jejak`."""
        return self._lahir({"kata": senjata.kata(), "env": env, "log": str(log)})

    def kode(self, pid: int, timeout: float | None) -> int | None:
        """How this child ended; None if it has not within the time."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            with self._lock:
                while pid not in self._ended and self._line(0) is not None:
                    continue
                if pid in self._ended:
                    return self._ended.pop(pid)
                if until is None or time.monotonic() < until:
                    self._line(0.05 if until is None else min(0.05, max(0.0, until - time.monotonic())))
                    continue
                return None

    def jalankan(self, modul: str, kata: Sequence[str], env: Mapping[str, str], out: Path, err: Path) -> ProsesZigot:
        """Fork one and let it be `python -m MODUL KATA...`, or `jejak KATA...`, with an environment and outputs given.

        Inherited are modules that were loaded, and nothing else.
        """
        given = {"modul": modul, "kata": list(kata), "env": dict(env), "log": str(out), "galat": str(err)}
        return self._lahir(given)

    def tutup(self) -> None:
        """End it; its children are not its concern."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def _lahir(self, given: dict[str, Any]) -> ProsesZigot:
        with self._lock:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(given).encode() + b"\n")
            self._process.stdin.flush()
            return ProsesZigot(self, int(self._hear("lahir", MULAI_DETIK)["lahir"]))

    def _hear(self, word: str, timeout: float) -> dict[str, Any]:
        until = time.monotonic() + timeout
        while (left := until - time.monotonic()) > 0:
            said = self._line(left)
            if said is not None and word in said:
                return said
        raise TimeoutError(f"the zygote did not say {word}")

    def _line(self, timeout: float) -> dict[str, Any] | None:
        """The next thing it says, the ends of children kept; None if it says nothing in time."""
        assert self._process.stdout is not None
        while b"\n" not in self._rest:
            if not select.select([self._process.stdout], [], [], timeout)[0]:
                return None
            read = os.read(self._process.stdout.fileno(), 65536)
            if not read:
                raise ChildProcessError("the zygote is gone")
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\n")
        said: dict[str, Any] = json.loads(line)
        if "mati" in said:
            self._ended[said["mati"]] = said["kode"]
        return said


@cache
def bersama() -> Zigot:
    """The one all tests of this process share; it ends with the process."""
    made = Zigot(proses.lingkungan())
    atexit.register(made.tutup)
    return made


# ── inside ──────────────────────────────────────────────────────────────────────────────────────────


def _preload() -> None:
    """Everything a start would import, and the lazy work imports leave behind."""
    anak.pasang_jam()
    import concurrent.futures.thread
    import sqlite3

    import alembic.command
    import anyio._backends._asyncio
    import psycopg
    import sqlalchemy.dialects.sqlite.pysqlite
    import uvicorn.lifespan.off
    import uvicorn.protocols.http.auto
    import uvicorn.protocols.http.h11_impl
    import uvicorn.protocols.websockets.auto

    import cli.main
    import cli.rakitan
    import engine.schema
    import migrations.triggers
    import tests.kit
    import tests.sandi
    import web.app
    import workers.app
    from engine.policy import kebijakan

    del alembic, anyio, concurrent, psycopg, sqlalchemy, sqlite3, uvicorn, cli, engine, migrations, tests, web, workers
    kebijakan()
    gc.collect()
    gc.freeze()  # a child's collector leaves what is here alone, so its pages stay shared


def _become(given: dict[str, Any]) -> None:
    """In the child: a session of its own, its log, its environment, and then `jejak`. Never comes back."""
    code = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        log = os.open(given["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        galat = os.open(given["galat"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644) if "galat" in given else log
        null = os.open(os.devnull, os.O_RDONLY)
        for source, dest in ((null, 0), (log, 1), (galat, 2)):
            os.dup2(source, dest)
        os.closerange(3, 256)
        os.environ.clear()  # noqa: TID251 - a child's environment is not a setting of ours
        os.environ.update(given["env"])  # noqa: TID251 - the same
        _jadi(given)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
    except BaseException:  # noqa: BLE001 - as an interpreter does with what nobody caught
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _jadi(given: dict[str, Any]) -> None:
    from cli.main import main
    from tests.sandi import murahkan

    if "modul" not in given:
        anak.jalankan(anak.baca(given["kata"]), main)
        return
    murahkan()
    sys.argv = [given["modul"], *given["kata"]]
    if given["modul"] == JEJAK:
        main()
    else:
        runpy.run_module(given["modul"], run_name="__main__")


def _tell(**isi: int) -> None:
    os.write(1, json.dumps(isi).encode() + b"\n")


def _reap() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        _tell(mati=pid, kode=os.waitstatus_to_exitcode(status))


def main() -> None:
    """Fork as told until the input ends."""
    _preload()
    read, write = os.pipe()
    os.set_blocking(write, False)
    os.set_blocking(read, False)
    signal.set_wakeup_fd(write)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    _tell(siap=os.getpid())
    rest = b""
    while True:
        ready, _, _ = select.select([0, read], [], [])
        if read in ready:
            os.read(read, 4096)
            _reap()
        if 0 not in ready:
            continue
        said = os.read(0, 1 << 20)
        if not said:
            return
        *lines, rest = (rest + said).split(b"\n")
        for line in lines:
            pid = os.fork()
            if pid == 0:
                _become(json.loads(line))
            _tell(lahir=pid)


if __name__ == "__main__":
    main()
