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

BAGIAN: Final = {
    "pintu_depan_sqlite": ("Pintu depan sampai jawaban tahan listrik, SQLite", "Front door to durable answer, SQLite"),
    "pintu_depan_postgresql": (
        "Pintu depan sampai jawaban tahan listrik, PostgreSQL",
        "Front door to durable answer, PostgreSQL",
    ),
    "papan": ("Pindaian HTTP sampai baris di papan lain", "HTTP scan to row on another browser's board"),
    "memori": ("Memori `make up` saat diam", "Idle memory of `make up`"),
    "cari": ("Mencari nomor di antara banyak berkas", "Searching a number among many records"),
}
"""The parts of the report that have a title of their own; the others bear their key."""

KOLOM: Final = {
    "basis_data": ("basis data", "database"),
    "pemanggil": ("pemanggil", "callers"),
    "gerak_per_detik": ("gerak/detik", "moves/s"),
    "lantai_per_detik": ("lantai/detik", "floor/s"),
    "rasio": ("rasio terhadap lantai", "ratio to the floor"),
    "flush_per_gerak": ("flush per gerak", "flushes per move"),
    "papan": ("papan terbuka", "open boards"),
    "p50_ms": ("p50 (ms)", "p50 (ms)"),
    "p99_ms": ("p99 (ms)", "p99 (ms)"),
    "mib": ("MiB", "MiB"),
    "cpu_us_per_gerak": ("CPU (µs) per gerak", "CPU (µs) per move"),
}
"""The columns that have words of their own; the others bear their key."""

BAHASA: Final = {"README.id.md": 0, "README.md": 1}
"""Which word of a pair each file takes."""

KATA_MESIN: Final = ("Diukur pada", "Measured on")


def tables(report: dict[str, Any], bahasa: int) -> str:
    """The whole block, in one language: the machine in a line, then a table for each part."""
    parts = []
    if mesin := report.get("mesin"):
        parts.append(f"{KATA_MESIN[bahasa]} {', '.join(f'{key} {value}' for key, value in mesin.items())}.")
    for key, value in report.items():
        rows = value if isinstance(value, list) else [value]
        if key != "mesin" and rows and all(isinstance(row, dict) for row in rows):
            parts.append(f"**{BAGIAN[key][bahasa] if key in BAGIAN else key}**")
            parts.append(_table(rows, bahasa))
    return "\n\n".join(parts) + "\n"


def filled(text: str, block: str) -> str:
    """A document with its marked block replaced. Raises ValueError where it has not exactly one."""
    made, places = BLOCK.subn(lambda _: block, text)
    if places != 1:
        raise ValueError("bukan tepat satu blok <!-- angka --> … <!-- /angka -->")
    return made


def _table(rows: list[dict[str, Any]], bahasa: int) -> str:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    head = [KOLOM[key][bahasa] if key in KOLOM else key.replace("_", " ") for key in columns]
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
