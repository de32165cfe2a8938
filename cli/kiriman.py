"""A file of scans, read as a stream: CSV with named columns, or one JSON object a line. See docs/kirim.md.

Every line becomes a command with an id of its own making, so that the same file sent twice changes nothing.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import orjson

from engine.envelope import AMPLOP
from engine.khanza.baca import PEMISAH, encoding_of
from schemas.commands.berkas import Daftarkan, Pindai
from schemas.names import Cara

SUBJEK: Final = ("subjek", "kode", "nomor")
"""Columns that may name the record, in order."""
BENAR: Final = {"ya": True, "1": True, "true": True, "tidak": False, "0": False, "false": False, "": False}
"""What a CSV cell may say in a yes-or-no column."""
YA_TIDAK: Final = frozenset({"lihat_saja"})
BILANGAN: Final = frozenset({"versi", "seq"})


@dataclass(frozen=True, slots=True)
class Baris:
    """One line: its number in the file, and its command, or why it is none."""

    nomor: int
    perintah: dict[str, object] | None
    kode: str = ""
    alasan: str = ""


class TanpaJudul(Exception):
    """The file is neither CSV with a header that names the record, nor JSON lines."""


def count_lines(path: Path) -> int:
    """Lines of the file, for the progress bar."""
    with path.open("rb") as file:
        return sum(1 for _ in file)


def read(path: Path) -> Iterator[Baris]:
    """The lines of a file, one at a time. Raises TanpaJudul, OSError."""
    digest = sha256()
    first = b""
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            first = first or chunk.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
            digest.update(chunk)
    lines = _json_lines(path) if first == b"{" else _csv_lines(path)
    for nomor, fields in lines:
        yield fields if isinstance(fields, Baris) else _baris(nomor, fields, digest.hexdigest())


def _json_lines(path: Path) -> Iterator[tuple[int, dict[str, object] | Baris]]:
    with path.open("rb") as file:
        for nomor, raw in enumerate(file, 1):
            text = raw.removeprefix(b"\xef\xbb\xbf").strip()
            if not text:
                continue
            try:
                fields = orjson.loads(text)
            except orjson.JSONDecodeError:
                fields = None
            if isinstance(fields, dict):
                yield nomor, fields
            else:
                yield nomor, Baris(nomor, None, "json_rusak", "Baris ini bukan satu objek JSON yang utuh.")


def _csv_lines(path: Path) -> Iterator[tuple[int, dict[str, object] | Baris]]:
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as file:
        head = file.readline()
        separator = max(PEMISAH, key=head.count)
        header = [cell.strip().casefold() for cell in next(csv.reader([head], delimiter=separator), [])]
        if not set(SUBJEK) & set(header):
            raise TanpaJudul
        reader = csv.reader(file, delimiter=separator)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = ["tanda kutip tidak tertutup"] * (len(header) + 1)
            nomor = reader.line_num + 1
            if len(cells) > len(header):
                yield nomor, Baris(nomor, None, "baris_rusak", "Jumlah kolomnya tidak sama dengan judul.")
            elif any(cell.strip() for cell in cells):
                yield nomor, {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}


def _baris(nomor: int, fields: dict[str, object], file: str) -> Baris:
    """The command of a line. Flat fields are sorted into envelope and data; a whole command passes as it is."""
    command = dict(fields) if isinstance(fields.get("data"), dict) else _sorted_out(fields)
    if "command_id" not in command:
        content = orjson.dumps(command, option=orjson.OPT_SORT_KEYS).decode()
        # Without a time the same line may well mean another day's scan: then only this file's own line is the same.
        place = "" if command.get("terjadi_pada") else f"|{file}|{nomor}"
        command["command_id"] = str(uuid5(NAMESPACE_URL, f"jejak kirim|{content}{place}"))
    return Baris(nomor, command)


def _sorted_out(fields: dict[str, object]) -> dict[str, object]:
    rest = {name: _typed(name, value) for name, value in fields.items() if value not in {None, ""}}
    jenis = rest.setdefault("jenis", Pindai.jenis)
    if jenis == Pindai.jenis:
        rest.setdefault("cara", Cara.PINDAI.value)
    named = SUBJEK[:1] if jenis == Daftarkan.jenis else SUBJEK
    subjek = [rest.pop(name) for name in named if name in rest]
    command = {name: rest.pop(name) for name in AMPLOP - {"data", "subjek"} if name in rest}
    return command | ({"subjek": subjek[0]} if subjek else {}) | {"data": rest}


def _typed(name: str, value: object) -> object:
    if isinstance(value, str) and name in YA_TIDAK:
        return BENAR.get(value.casefold(), value)
    if isinstance(value, str) and name in BILANGAN and value.isdecimal():
        return int(value)
    return value
