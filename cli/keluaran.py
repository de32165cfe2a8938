"""How the command line speaks: results on standard output, everything else on standard error."""

import dataclasses
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import NoReturn

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

LEBAR = 240
"""Columns of a table nobody looks at in a terminal: long enough for every line to stay one line."""
DITOLAK = 1
"""Exit code: refused, or found wrong."""


def galat(kalimat: str) -> None:
    """One sentence to standard error."""
    typer.echo(kalimat, err=True)


def gagal(kalimat: str) -> NoReturn:
    """One sentence to standard error, and exit code 1."""
    galat(kalimat)
    raise typer.Exit(DITOLAK)


def cetak(kalimat: str = "") -> None:
    """A line of the result."""
    typer.echo(kalimat)


def cetak_json(value: object) -> None:
    """The result as one JSON document, for other programs."""
    option = orjson.OPT_INDENT_2 | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_NON_STR_KEYS
    sys.stdout.write(orjson.dumps(value, default=_plain, option=option).decode() + "\n")


def cetak_tabel(judul: Sequence[str], baris: Iterable[Sequence[object]]) -> None:
    """The result as a table, as wide as the terminal; without lines where nobody looks."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=LEBAR)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in judul:
        table.add_column(name, overflow="fold")
    for cells in baris:
        table.add_row(*("" if cell is None else _safe(str(cell)) for cell in cells))
    console.print(table, markup=False)


def kemajuan() -> Progress:
    """A progress bar on standard error; silent where that is no terminal."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )


def lama(rentang: timedelta) -> str:
    """How long, as people say it: `3 hari`, `2 jam`, `5 menit`."""
    minutes = max(0, int(rentang.total_seconds() // 60))
    for unit, name in ((1440, "hari"), (60, "jam")):
        if minutes >= unit:
            return f"{minutes // unit} {name}"
    return f"{minutes} menit"


def _safe(text: str) -> str:
    """Rich reads [brackets] as markup; a record number or a name may have them."""
    return text.replace("[", r"\[")


def _plain(value: object) -> object:
    """How a result's parts are written: RFC 3339 times, names of enums, dataclasses by field."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)
