"""What a stretch of work cost this process: processor, bytes written, memory at its highest."""

import resource
from pathlib import Path
from typing import Final, NamedTuple

_PROC: Final = Path("/proc/self")


class Usage(NamedTuple):
    """Counters of this process, all its threads together."""

    cpu: float
    """Seconds of processor."""
    written: int
    """Bytes handed to write(), pwrite() and their kin; 0 where the system does not tell."""

    def since(self, before: "Usage") -> "Usage":
        """What was added."""
        return Usage(self.cpu - before.cpu, self.written - before.written)


def now() -> Usage:
    """The counters as they stand."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Usage(used.ru_utime + used.ru_stime, _number(_PROC / "io", "wchar:"))


def forget_peak() -> None:
    """Let the highest memory of this process be counted from here on."""
    try:
        (_PROC / "clear_refs").write_text("5")
    except OSError:
        return


def peak_mb() -> float:
    """The highest memory since `forget_peak`, in MB (10^6); since the start where the system cannot forget."""
    high = _number(_PROC / "status", "VmHWM:") * 1024
    return round((high or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024) / 1e6, 1)


def _number(path: Path, name: str) -> int:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
