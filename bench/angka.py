"""`python -m bench.angka`: publish the reports in docs/bukti, and fill the READMEs from there, between their marks.

No figure is typed by hand: what the reports do not have, the READMEs do not say; a test compares the two.
"""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bench import torture_words
from bench.torture_words import number
from bench.words import ISI, KOLOM, TABEL, Table

ROOT: Final = Path(__file__).parents[1]
BUKTI: Final = ROOT / "docs" / "bukti"
SUMBER: Final = {
    "bench.json": ROOT / "report" / "bench" / "report.json",
    "torture.json": ROOT / "report" / "torture" / "report.json",
}
"""The published copies, and where they come from: `report/` itself is not kept."""
BLOCK: Final = re.compile(r"(?<=<!-- angka -->\n).*?(?=<!-- /angka -->)", re.DOTALL)
BAHASA: Final = {"README.id.md": 0, "README.md": 1}
"""Which word of a pair each file takes."""
MESIN: Final = ("Diukur pada {inti} inti, {memori_gb} GB, {sistem}, Python {python}.",
                "Measured on {inti} cores, {memori_gb} GB, {sistem}, Python {python}.")  # fmt: skip


def tables(report: dict[str, Any], torture: Mapping[str, Any], bahasa: int) -> str:
    """The whole block, in one language: the machine in a line, then a table for each part that was measured."""
    parts = []
    if mesin := report.get("mesin"):
        parts.append(MESIN[bahasa].format_map({"inti": "?", "memori_gb": "?"} | mesin))
    for table in TABEL:
        if rows := table.rows(report):
            parts += [f"**{table.title[bahasa]}**", _drawn(_cells(table, rows, bahasa))]
    tortured = torture_words.table(torture, bahasa)
    if len(tortured) > 1:
        parts += [f"**{torture_words.JUDUL[bahasa]}**", _drawn(tortured)]
    return "\n\n".join(parts) + "\n"


def filled(text: str, block: str) -> str:
    """A document with its marked block replaced. Raises ValueError where it has not exactly one."""
    made, places = BLOCK.subn(lambda _: block, text)
    if places != 1:
        raise ValueError("bukan tepat satu blok <!-- angka --> … <!-- /angka -->")
    return made


def published(name: str) -> dict[str, Any]:
    """A published report; empty where there is none yet."""
    path = BUKTI / name
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _cells(table: Table, rows: list[dict[str, Any]], bahasa: int) -> list[list[str]]:
    columns = [name for name in KOLOM if name in table.columns and any(row.get(name) is not None for row in rows)]
    return [
        [KOLOM[name][bahasa] for name in columns],
        *([_cell(row.get(name), bahasa) for name in columns] for row in rows),
    ]


def _cell(value: object, bahasa: int) -> str:
    if value is None:
        return "-"
    return ISI[value][bahasa] if isinstance(value, str) and value in ISI else number(value)


def _drawn(rows: list[list[str]]) -> str:
    head, *body = rows
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *body))


def main() -> None:
    """Publish what there is, then fill both READMEs."""
    for name, source in SUMBER.items():
        if source.exists():
            BUKTI.mkdir(exist_ok=True)
            (BUKTI / name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
            print(f"{source.relative_to(ROOT)} diterbitkan sebagai docs/bukti/{name}")
    report, torture = (published(name) for name in SUMBER)
    if not report and not torture:
        sys.exit("belum ada laporan: jalankan make bench atau make torture dulu")
    for name, bahasa in BAHASA.items():
        path = ROOT / name
        block = tables(report, torture, bahasa)
        path.write_text(filled(path.read_text(encoding="utf-8"), block), encoding="utf-8")
        print(f"{name}: angka diisi")


if __name__ == "__main__":
    main()
