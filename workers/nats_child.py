"""The nats-server process itself: its config, its start, its end, and a forerunner left by a killed parent."""

import asyncio
import contextlib
import json
import os
import platform
import re
import secrets
import shutil
import signal
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from engine.relay import NatsTujuan

log = structlog.get_logger()

MULAI_DETIK: Final = 60.0
"""How long a start may take: a big stream is read through first."""
RUANG: Final = 256 * 1024
"""Bytes that must be free: without them it comes up, but cannot write down where it listens."""
HENTI_DETIK: Final = 5.0
TILIK_DETIK: Final = 0.02

KONFIG: Final = """\
listen: "127.0.0.1:-1"
server_name: "{name}"
ports_file_dir: "{folder}"
pid_file: "{folder}/nats.pid"
log_file: "{folder}/nats.log"
logfile_size_limit: 1048576
logfile_max_num: 2
max_payload: 1048576
max_connections: 512
authorization {{ token: "{token}" }}
jetstream {{
  store_dir: "{folder}"
  max_memory_store: 33554432
  max_file_store: 1099511627776
  sync_interval: always
}}
"""
"""`max_file_store` is above any disk: the disk is the limit, not a share of what happened to be free at the start."""


TOKEN: Final = re.compile(r'token: "([^"]+)"')
"""Finds the token in the config file."""


class NatsTidakMulai(Exception):
    """nats-server did not come up; says what it said."""


@dataclass(slots=True)
class Child:
    """A running nats-server of ours."""

    process: asyncio.subprocess.Process
    tujuan: NatsTujuan

    async def stop(self) -> None:
        """End it: asked first, then made to. Safe on one that has ended."""
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()
        try:
            async with asyncio.timeout(HENTI_DETIK):
                await self.process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()


async def start(binary: Path, folder: Path) -> Child:
    """Start one on a free port of the loopback, with a token nobody else has. Raises NatsTidakMulai, OSError."""
    await asyncio.to_thread(start_clean, folder)
    token = secrets.token_urlsafe(32)
    config = await asyncio.to_thread(write_config, folder, token)
    return await launch(binary, folder, config, token)


def start_clean(folder: Path) -> None:
    """What must be so before one is started: no forerunner, room to write down where it listens."""
    end_forerunner(folder)
    if shutil.disk_usage(folder).free < RUANG:
        raise NatsTidakMulai("ruang disk habis")
    for old in folder.glob("*.ports"):
        old.unlink(missing_ok=True)


async def launch(binary: Path, folder: Path, config: Path, token: str | None = None) -> Child:
    """Start one with this file, which says where it listens. Raises NatsTidakMulai, OSError."""
    with (folder / "mulai.log").open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            str(binary),
            "-c",
            str(config),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C in the terminal is for us; we end the child in our own order
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    child = Child(process, NatsTujuan("", token))
    try:
        url = await _listening(child, folder)
    except BaseException as error:
        await child.stop()
        if isinstance(error, TimeoutError):
            raise NatsTidakMulai(f"nats-server tidak siap dalam {MULAI_DETIK:.0f} detik") from error
        raise
    child.tujuan = NatsTujuan(url, token)
    return child


async def _listening(child: Child, folder: Path) -> str:
    """The URL nats-server wrote down once it was listening."""
    async with asyncio.timeout(MULAI_DETIK):
        while child.process.returncode is None:
            if url := written_url(folder, child.process.pid):
                return url
            await asyncio.sleep(TILIK_DETIK)
    raise NatsTidakMulai(f"nats-server berhenti dengan kode {child.process.returncode}: {last_words(folder)}")


def own_files(pid: int) -> tuple[str, ...]:
    """Patterns of the files this server was started with and those by which others find it."""
    return "nats.conf", "nats.pid", f"*_{pid}.ports"


def written_url(folder: Path, pid: int) -> str | None:
    """The address this process wrote down; None while it has not, or has only half."""
    for file in folder.glob(f"*_{pid}.ports"):
        with contextlib.suppress(ValueError, KeyError, IndexError, OSError):
            return str(json.loads(file.read_text(encoding="utf-8"))["nats"][0])
    return None


def last_words(folder: Path) -> str:
    """The last line it wrote, for a person to read."""
    for name in ("mulai.log", "nats.log"):
        with contextlib.suppress(OSError):
            lines = (folder / name).read_text(encoding="utf-8", errors="replace").split("\n")
            if text := [line for line in lines if line.strip()]:
                return text[-1][-300:]
    return "-"


def write_config(folder: Path, token: str) -> Path:
    """The config file, readable by us alone: the token stands there and nowhere else."""
    quoted = folder.as_posix().replace("\\", "\\\\").replace('"', '\\"')
    return write_secret(
        folder / "nats.conf", KONFIG.format(name=f"jejak-{secrets.token_hex(4)}", folder=quoted, token=token)
    )


def write_secret(path: Path, text: str) -> Path:
    """A file that only we can read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return path


def end_forerunner(folder: Path) -> None:
    """End the nats-server an earlier, killed run of ours left behind: two must not write one store.

    A process counts as ours only if its command line names our config file; any other keeps its pid.
    """
    try:
        pid = int((folder / "nats.pid").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return
    config = str(folder / "nats.conf")
    if config not in command_line(pid):
        return
    log.warning("nats_sisa_diakhiri", pid=pid)
    for number, patience in ((signal.SIGTERM, HENTI_DETIK), (getattr(signal, "SIGKILL", signal.SIGTERM), HENTI_DETIK)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)
        if _gone(pid, config, patience):
            return
    raise NatsTidakMulai(f"nats-server lama (pid {pid}) tidak mau berhenti")


def _gone(pid: int, config: str, patience: float) -> bool:
    pause = threading.Event()
    for _ in range(int(patience / 0.05)):
        if config not in command_line(pid):
            return True
        pause.wait(0.05)
    return False


def command_line(pid: int) -> str:
    """The command line of a live process; empty where there is none or it cannot be read."""
    system = platform.system()
    if system == "Linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    if system == "Windows":
        query = f'(Get-CimInstance Win32_Process -Filter "ProcessId={pid}").CommandLine'
        asked = [shutil.which("powershell") or "powershell", "-NoProfile", "-Command", query]
    else:
        asked = ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)]
    try:
        return subprocess.run(  # noqa: S603 - a fixed program; the only variable is a number
            asked, capture_output=True, text=True, timeout=10, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
