"""`python -m bench.angka`: put the measured figures of report/bench.json into the READMEs, between their marks.

No figure is typed by hand: what the report does not have, the READMEs do not say.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
REPORT: Final = ROOT / "report" / "bench.json"
BLOCK: Final = re.compile(r"(?<=<!-- angka -->\n).*?(?=<!-- /angka -->)", re.DOTALL)

KOLOM: Final = {
    "basis_data": ("basis data", "database"),
    "pemanggil": ("pemanggil", "callers"),
    "gerak_per_detik": ("gerak/detik", "moves/s"),
    "rasio": ("rasio terhadap lantai", "ratio to the floor"),
    "rasio_satu_per_satu": ("rasio terhadap satu gerak satu transaksi", "ratio to one move one transaction"),
    "flush_per_gerak": ("flush per gerak", "flushes per move"),
    "papan": ("papan terbuka", "open boards"),
    "pindaian": ("pindaian", "scans"),
    "hilang": ("hilang", "lost"),
    "p50_ms": ("p50 (ms)", "p50 (ms)"),
    "p99_ms": ("p99 (ms)", "p99 (ms)"),
    "memori_diam_jumlah_mb": ("memori diam, semua proses (MB)", "idle memory, all processes (MB)"),
}
"""The columns a reader is shown, in their order; the report has more for whoever tunes."""

BAGIAN: Final = {
    "pintu_depan": (
        "Pintu depan sampai jawaban tahan listrik, dibanding pengandar polos pada jalan yang sama",
        "Front door to durable answer, against the plain driver in the same run",
    ),
    "papan": ("Pindaian HTTP sampai barisnya di papan lain", "HTTP scan until its row is on another board"),
}
"""The parts shown; a key of the report belongs to the part whose name it begins with."""

BAHASA: Final = {"README.id.md": 0, "README.md": 1}
"""Which word of a pair each file takes."""

KATA_MESIN: Final = ("Diukur pada", "Measured on")


def tables(report: dict[str, Any], bahasa: int) -> str:
    """The whole block, in one language: the machine in a line, then a table for each part that was measured."""
    parts = []
    if mesin := report.get("mesin"):
        parts.append(f"{KATA_MESIN[bahasa]} {', '.join(f'{key} {value}' for key, value in mesin.items())}.")
    for name, title in BAGIAN.items():
        found = [value for key, value in report.items() if key.startswith(name)]
        rows = [row for value in found for row in (value if isinstance(value, list) else [value])]
        if rows:
            parts += [f"**{title[bahasa]}**", _table(rows, bahasa)]
    return "\n\n".join(parts) + "\n"


def filled(text: str, block: str) -> str:
    """A document with its marked block replaced. Raises ValueError where it has not exactly one."""
    made, places = BLOCK.subn(lambda _: block, text)
    if places != 1:
        raise ValueError("bukan tepat satu blok <!-- angka --> … <!-- /angka -->")
    return made


def _table(rows: list[dict[str, Any]], bahasa: int) -> str:
    columns = [key for key in KOLOM if any(key in row for row in rows)]
    head = [KOLOM[key][bahasa] for key in columns]
    lines = [head, ["---"] * len(head), *([_cell(row.get(key)) for key in columns] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(value: object) -> str:
    return "-" if value is None else f"{value:,}".replace(",", " ") if isinstance(value, int) else str(value)


def main() -> None:
    """Fill both READMEs."""
    if not REPORT.exists():
        sys.exit("report/bench.json belum ada: jalankan make bench dulu")
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    for name, bahasa in BAHASA.items():
        path = ROOT / name
        path.write_text(filled(path.read_text(encoding="utf-8"), tables(report, bahasa)), encoding="utf-8")
        print(f"{name}: angka diisi")


if __name__ == "__main__":
    main()
