"""How often this process really asked the system to flush, counted from outside by strace where there is one."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

CALLS: Final = "fsync,fdatasync"
_COUNTED: Final = re.compile(r"\b(?:fsync|fdatasync)\(")


def counted(run: Callable[[], object]) -> int | None:
    """Flushes during `run`; None where they cannot be counted (no strace, or not allowed to trace)."""
    strace = shutil.which("strace")
    if strace is None:
        run()
        return None
    with tempfile.TemporaryDirectory(prefix="jejak-ukur-") as folder:
        output = Path(folder) / "flush"
        command = [strace, "-f", "-q", "-e", f"trace={CALLS}", "-o", str(output), "-p", str(os.getpid())]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as tracer:  # noqa: S603 - found by its name
            attached = _attached(tracer)
            run()
            tracer.terminate()
        lines = output.read_text(encoding="utf-8", errors="replace") if output.exists() else ""
    return len(_COUNTED.findall(lines)) if attached else None


def _attached(tracer: "subprocess.Popen[bytes]") -> bool:
    """Wait until this process is traced; False when the tracer gave up."""
    status = Path("/proc/self/status")
    while tracer.poll() is None:
        text = status.read_text(encoding="ascii")
        if f"TracerPid:\t{tracer.pid}" in text:
            return True
    return False
