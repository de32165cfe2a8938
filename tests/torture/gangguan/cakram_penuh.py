"""The disk is full: no file may grow (RLIMIT_FSIZE, no root needed), or the file system itself is full (tmpfs, root).

Meanwhile refusals are clear and nothing is granted that is not written; afterwards everything flows without a hand.
"""

import contextlib
import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.torture.gangguan.dasar import PULIH_DETIK, baris_terakhir
from tests.torture.proses import tunggu
from tests.torture.sistem import Sistem

SEMPIT: Final = 0
"""Bytes a file may have while nothing may grow."""
POTONG: Final = 1 << 20


def rlimit_app(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Nothing the app writes may grow: its database, and its log with it."""
    del acak
    return _sempit(sistem, "app") if sistem.profil == "tertanam" else _sempit(sistem, "backend")


def rlimit_nats(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Nothing nats-server writes may grow: moves go on, the stream waits, or is built anew."""
    del acak
    pid = sistem.pid("nats")
    assert pid is not None
    before = baris_terakhir(sistem)
    _batas(pid, SEMPIT)
    try:
        tunggu(lambda: baris_terakhir(sistem) > before + 20, PULIH_DETIK, "moves without a stream", sela=0.05)
        tunggu(lambda: (sistem.siap() or {}).get("belum"), PULIH_DETIK, "word that the broadcast is delayed", sela=0.1)
    finally:
        with contextlib.suppress(ProcessLookupError):
            _batas(pid, resource.RLIM_INFINITY)
    if sistem.profil == "postgres" and sistem.pid("nats") is None:
        sistem.mulai()
    return {"jenis": "cakram_penuh", "sasaran": "nats", "cara": "rlimit", "diganti": sistem.pid("nats") != pid}


def tmpfs_penuh(sistem: Sistem, acak: Random) -> dict[str, Any]:
    """Root: the file system of `di_tmpfs` is filled to the last byte, then freed."""
    del acak
    ganjal = sistem.folder / "ganjal"
    before = baris_terakhir(sistem)
    _penuhi(ganjal)
    try:
        at = _tak_maju(sistem, ganjal)
    finally:
        ganjal.unlink()
    tunggu(lambda: baris_terakhir(sistem) > at + 20, PULIH_DETIK, "moves after room was made", sela=0.05)
    return {"jenis": "cakram_penuh", "sasaran": "semua", "cara": "tmpfs", "baris_selagi": at - before}


@contextmanager
def di_tmpfs(folder: Path, mib: int = 96) -> Iterator[Path]:
    """A small file system in memory. Raises PermissionError without root, OSError where it cannot be mounted."""
    if os.geteuid() != 0:
        raise PermissionError("a tmpfs needs root")
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(  # noqa: S603 - a fixed program on a folder of ours
        ["/bin/mount", "-t", "tmpfs", "-o", f"size={mib}m,mode=755", "tmpfs", str(folder)], check=True
    )
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", "-l", str(folder)], check=False)  # noqa: S603 - the same


def _sempit(sistem: Sistem, bagian: str) -> dict[str, Any]:
    pid = sistem.pid(bagian)
    assert pid is not None
    before = baris_terakhir(sistem)
    _batas(pid, SEMPIT)
    try:
        at = _tak_maju(sistem)
    finally:
        with contextlib.suppress(ProcessLookupError):
            _batas(pid, resource.RLIM_INFINITY)
    tunggu(lambda: baris_terakhir(sistem) > at + 20, PULIH_DETIK, "moves after room was made", sela=0.05)
    return {
        "jenis": "cakram_penuh",
        "sasaran": bagian,
        "cara": "rlimit",
        "baris_selagi": at - before,
        "mulai_ulang": sistem.pid(bagian) != pid,
    }


def _batas(pid: int, size: int) -> None:
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def _penuhi(ganjal: Path) -> None:
    """Write until there is no room."""
    with ganjal.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        size = POTONG
        while size:
            try:
                file.write(b"\0" * size)
            except OSError:
                size //= 2
    # what others give back while they fail is taken as well


def _tak_maju(sistem: Sistem, ganjal: Path | None = None) -> int:
    """Wait until the ledger has stood still for a second; where."""
    last, still = baris_terakhir(sistem), 0

    def stands() -> bool:
        nonlocal last, still
        if ganjal is not None:
            with contextlib.suppress(OSError), ganjal.open("ab", buffering=0) as file:
                while file.write(b"\0" * 4096):
                    continue
        now = baris_terakhir(sistem)
        last, still = now, still + 1 if now == last else 0
        return still >= 10

    tunggu(stands, PULIH_DETIK, "a ledger that stands still", sela=0.1)
    return last
