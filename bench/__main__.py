"""`python -m bench [section …]`: run the sections, print the ratios, merge them into report/bench/report.json.

Each section runs in a process of its own, is given up after its limit, and is kept in the report as soon as it is
done: an interrupted run is taken up again with `--lanjut`.
"""

import argparse
import contextlib
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType
from typing import Any, Final

import psutil

from bench.sections import SECTIONS
from engine import clock

REPORT: Final = Path("report/bench/report.json")
MINUTES: Final = 15
"""A whole run may take so long; the last sections then make do with what is left."""
PATIENCE: Final = 20.0
"""Seconds a section that is told to end may take to clear up."""
ABOUT: Final = "diukur"
"""Key of the report: when each section was measured, how long that took, on what."""


def main() -> None:
    """Run what was named on the command line, or everything."""
    asked = _arguments()
    signal.signal(signal.SIGTERM, _told_to_end)
    report = json.loads(asked.report.read_text(encoding="utf-8")) if asked.report.exists() else {}
    report.setdefault(ABOUT, {})
    failed: list[str] = []
    start = time.monotonic()
    for name in asked.bagian or SECTIONS:
        if asked.lanjut and name in report:
            print(f"{name}: sudah ada")
            continue
        kind = SECTIONS[name]
        seconds = min(kind.limit, asked.menit * 60 - _since(start))
        print(f"\n{name}: {kind.arti} (at most {seconds:.0f} s)", flush=True)
        began = time.monotonic()
        found = _run(name, seconds, asked) if seconds > 0 else None
        if found is None:
            failed.append(name)
            continue
        report[name] = found
        report[ABOUT][name] = {"pada": clock.now().isoformat(timespec="seconds"), "detik": round(_since(began), 1),
                               "ukuran": "ringkas" if asked.ringkas else "penuh"}  # fmt: skip
        report["mesin"] = machine()
        _show(found)
        _write(asked.report, report)
    print(f"\n{_since(start):.0f} s; {asked.report}" + (f"; GAGAL: {', '.join(failed)}" if failed else ""))
    sys.exit(bool(failed))


def _told_to_end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)  # past every `finally`: the section that runs is ended, its folder removed


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("bagian", nargs="*", help=", ".join(SECTIONS))
    parser.add_argument("--ringkas", action="store_true", help="every section in seconds; its figures say nothing")
    parser.add_argument("--lanjut", action="store_true", help="only what the report does not have yet")
    parser.add_argument("--menit", type=float, default=MINUTES, help=f"all of it, at most (default: {MINUTES})")
    parser.add_argument("--folder", type=Path, help="where to work (default: the system's temporary folder)")
    parser.add_argument("--report", type=Path, help=f"the report to merge into (default: {REPORT})")
    asked = parser.parse_args()
    if unknown := set(asked.bagian) - SECTIONS.keys():
        parser.error(f"tidak dikenal: {', '.join(sorted(unknown))}")
    asked.report = asked.report or (REPORT.with_name("ringkas.json") if asked.ringkas else REPORT)
    return asked


def machine() -> dict[str, str | int]:
    """What it was measured on."""
    return {
        "python": platform.python_version(),
        "sistem": f"{platform.system()} {platform.machine()}",
        "inti": psutil.cpu_count() or 0,
        "memori_gb": round(psutil.virtual_memory().total / 1e9),
    }


def _run(name: str, seconds: float, asked: argparse.Namespace) -> Any | None:
    """One section in a process group of its own; None when it failed or was given up."""
    folder = Path(tempfile.mkdtemp(prefix=f"jejak-ukur-{name}-", dir=asked.folder))
    folder.chmod(0o755)  # PostgreSQL runs as another user
    result = folder / "hasil.json"
    command = [sys.executable, "-W", "ignore", "-m", "bench.sections", name, str(folder), str(result), str(seconds)]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "ringkas"] if asked.ringkas else command, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        print(f"{name}: lebih dari {seconds:.0f} s, dihentikan", file=sys.stderr)
    finally:
        _end(process)
        _end_servers(folder)
        found = json.loads(result.read_text(encoding="utf-8")) if result.exists() else None
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Tell the section and all it started to end; then make them."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            if process.poll() is None:
                process.send_signal(number) if number == signal.SIGTERM else os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
            break
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # what a section left behind when it was killed


def _end_servers(folder: Path) -> None:
    """A PostgreSQL server leaves its starter's group: found by the file it keeps in our folder."""
    for path in folder.rglob("postmaster.pid"):
        with contextlib.suppress(psutil.Error, ValueError, OSError):
            psutil.Process(int(path.read_text(encoding="ascii").split()[0])).kill()


def _write(path: Path, report: dict[str, Any]) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = {name: report[name] for name in ("mesin", *SECTIONS, ABOUT) if name in report}
    made = path.with_suffix(".baru")
    made.write_text(json.dumps(ordered | report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    made.replace(path)


def _show(found: Any) -> None:
    for row in found if isinstance(found, list) else [found]:
        print("  " + "  ".join(f"{key}={value}" for key, value in row.items()), flush=True)


def _since(start: float) -> float:
    return time.monotonic() - start


if __name__ == "__main__":
    main()
