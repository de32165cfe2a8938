"""A file system on a loop device, and the power cut: what was never flushed is not there afterwards. Needs root.

At the cut every process of the system is stopped and the image is copied as it is at that instant: what was still in
the page cache of the mounted file system is not in it. Then all is killed, the copy is mounted (its journal replayed)
and the system started on it. It shows a flush that was never asked for; it cannot show a disk that lies about one.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.torture import proses

ALAT: Final = ("losetup", "mkfs.ext4", "mount", "umount", "cp")
OPSI: Final = "commit=600,noatime,data=ordered,barrier=1"
"""Nothing is written back by chance for ten minutes; only what is flushed reaches the device."""
SALIN_KALI: Final = 50
HENTI_DETIK: Final = 20.0
AWALAN: Final = "jejak-listrik-"


class TidakBisa(Exception):
    """No power cut on this machine; says why."""


def bisa() -> str | None:
    """Why no power cut can be made here; None where it can."""
    if os.geteuid() != 0:
        return "perlu root untuk memasang loop"
    for name in ALAT:
        if shutil.which(name) is None:
            return f"tidak ada {name}"
    if not Path("/dev/loop-control").exists():
        return "tidak ada /dev/loop-control"
    return None


@dataclass(slots=True)
class Cakram:
    """An ext4 image, mounted at `folder/pasang` until the block ends."""

    folder: Path
    mib: int = 320
    loop: str = ""
    salin_ulang: int = 0
    """How often a copy had to be made again because something was still being written."""

    @property
    def pasang(self) -> Path:
        """Where it is mounted; the same for its whole life."""
        return self.folder / "pasang"

    @property
    def citra(self) -> Path:
        """The image."""
        return self.folder / "citra.ext4"

    def __enter__(self) -> Self:
        if why := bisa():
            raise TidakBisa(why)
        self.pasang.mkdir(parents=True, exist_ok=True)
        with self.citra.open("wb") as file:
            file.truncate(self.mib << 20)
        try:
            _jalan("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0,nodiscard", str(self.citra))
            self._pasang()
        except subprocess.CalledProcessError as error:
            self._lepas()
            raise TidakBisa(f"{error.cmd[0]} gagal: {error.stderr.decode(errors='replace').strip()[-200:]}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lepas()
        self.citra.unlink(missing_ok=True)

    def padam(self) -> None:
        """Cut the power: stop everything that lives here, copy the image, kill it all, mount the copy."""
        pids = bekukan(self.pasang)
        baru = self.citra.with_suffix(".baru")
        self._salin(baru)
        for pid in (*pids, *proses.milik(self.pasang)):
            proses.kirim(pid, signal.SIGKILL)
        for pid in pids:
            proses.tunggu_pergi(pid, HENTI_DETIK)
        self._lepas()
        baru.replace(self.citra)
        self._pasang()

    def _salin(self, ke: Path) -> None:
        for _ in range(SALIN_KALI):
            before = self._ditulis()
            _jalan("cp", "--sparse=always", str(self.citra), str(ke))
            if self._ditulis() == before:
                return
            self.salin_ulang += 1
        raise TimeoutError("the device is never still")

    def _ditulis(self) -> tuple[str, ...]:
        """Writes, sectors written, requests in flight, discards and flushes of the device so far."""
        words = Path(f"/sys/block/{Path(self.loop).name}/stat").read_text(encoding="ascii").split()
        return (words[4], words[6], words[8], *words[11:12], *words[15:16])

    def _pasang(self) -> None:
        self.loop = _jalan("losetup", "--find", "--show", str(self.citra))
        _jalan("mount", "-t", "ext4", "-o", OPSI, self.loop, str(self.pasang))

    def _lepas(self) -> None:
        for _ in range(100):
            if not self.pasang.is_mount():
                break
            with contextlib.suppress(subprocess.CalledProcessError):
                _jalan("umount", str(self.pasang))
                break
            for pid in proses.milik(self.pasang):
                proses.kirim(pid, signal.SIGKILL)
            time.sleep(0.05)
        else:
            _jalan("umount", "-l", str(self.pasang))
        if self.loop:
            with contextlib.suppress(subprocess.CalledProcessError):
                _jalan("losetup", "--detach", self.loop)
            self.loop = ""


def bekukan(folder: Path) -> list[int]:
    """SIGSTOP every process that lives in this folder, until all of their threads stand still; their pids."""
    until = time.monotonic() + HENTI_DETIK
    while time.monotonic() < until:
        pids = list(proses.milik(folder))
        for pid in pids:
            proses.kirim(pid, signal.SIGSTOP)
        if all(_diam(pid) for pid in pids) and set(proses.milik(folder)) <= set(pids):
            return pids
        time.sleep(0.001)
    raise TimeoutError("not everything stops")


def sapu() -> None:
    """Unmount what a run that was killed itself left behind, and let go of its loop devices."""
    for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines():
        device, place, *_ = line.split()
        for part in Path(place).parts:
            owner = part.removeprefix(AWALAN).partition("-")[0]
            if part.startswith(AWALAN) and owner.isdigit() and not proses.hidup(int(owner)):
                for words in (("umount", "-l", place), ("losetup", "--detach", device)):
                    with contextlib.suppress(subprocess.CalledProcessError):
                        _jalan(*words)


def _diam(pid: int) -> bool:
    """Does every thread of it stand still, or is it gone?"""
    for task in _tasks(pid):
        try:
            state = (task / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state not in {"T", "t", "Z", "X"}:
            return False
    return True


def _tasks(pid: int) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from Path(f"/proc/{pid}/task").iterdir()


def _jalan(*words: str) -> str:
    """Run one program of the system. Raises CalledProcessError."""
    found = shutil.which(words[0])
    if found is None:
        raise TidakBisa(f"tidak ada {words[0]}")
    done = subprocess.run([found, *words[1:]], check=True, capture_output=True)  # noqa: S603 - names in this file
    return done.stdout.decode().strip()
