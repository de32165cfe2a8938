"""The file: encoding, delimiter, header, times. Columns are found by name, never by position.

Three flavours are met in the field: phpMyAdmin (comma, quotes), HeidiSQL (semicolon, CRLF, quotes) and Excel with
Indonesian regional settings (semicolon, cp1252, dd/mm/yyyy, seconds lost, a dot between hour and minute).
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Final, TextIO

from schemas.message import TAHUN

PEMISAH: Final = (",", ";", "\t", "|")
BARIS_JUDUL: Final = 20
"""Lines looked through for the header: a sheet may begin with title rows."""
KOSONG: Final = frozenset({"", "-", "null", r"\n"})
"""What stands for "not observed", beside the zero date."""
_NOL: Final = re.compile(r"0000-00-00(?:[ T]00:00(?::00(?:\.0+)?)?)?|00/00/0000(?: 00[:.]00(?:[:.]00)?)?")
_ISO: Final = re.compile(
    r"(?P<th>\d{4})-(?P<bl>\d\d)-(?P<hr>\d\d)[ T](?P<jam>\d\d?)[:.](?P<mnt>\d\d)(?:[:.](?P<dtk>\d\d)(?:\.0+)?)?"
)
_INDONESIA: Final = re.compile(
    r"(?P<hr>\d\d?)/(?P<bl>\d\d?)/(?P<th>\d{4}) (?P<jam>\d\d?)[:.](?P<mnt>\d\d)(?:[:.](?P<dtk>\d\d))?"
)


class BukanEkspor(Exception):
    """The file as a whole is not the export that was asked for; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Baris:
    """One row: the line it ends on in the file, and its cells by lower-case column name."""

    nomor: int
    isi: dict[str, str]
    utuh: bool = True
    """False where the row has more or fewer cells than the header, or its quotes never close."""


@dataclass(frozen=True, slots=True)
class Saat:
    """A moment a column holds. `semenit`: the file tells the minute only."""

    waktu: datetime
    semenit: bool = False


def read_rows(path: Path, wajib: Iterable[str]) -> Iterator[Baris]:
    """The rows of an export that has at least these columns, as a stream.

    Raises BukanEkspor where a column is missing or twice, OSError where the file cannot be read.
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        separator, skipped = _find_header(file, "no_rawat")
        file.seek(0)
        for _ in range(skipped):
            file.readline()
        reader = csv.reader(file, delimiter=separator)
        try:
            header = [_column(cell) for cell in next(reader)]
        except csv.Error as error:
            raise BukanEkspor("baris judulnya rusak") from error
        _check(header, wajib)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Baris(reader.line_num + skipped, {}, utuh=False)
                continue
            if any(cell.strip() for cell in cells):
                isi = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
                yield Baris(reader.line_num + skipped, isi, utuh=len(cells) == len(header))


def read_time(text: str, zona: tzinfo) -> Saat | None:
    """The moment a cell holds, in UTC; None where nothing was observed. A naive time is the facility's own.

    Raises ValueError for anything else: a date is read whole or not at all.
    """
    text = text.strip()
    if text.casefold() in KOSONG or _NOL.fullmatch(text):
        return None
    found = _ISO.fullmatch(text) or _INDONESIA.fullmatch(text)
    if not found:
        raise ValueError("bukan tanggal dan jam")
    part = {name: int(value) for name, value in found.groupdict(default="0").items()}
    local = datetime(part["th"], part["bl"], part["hr"], part["jam"], part["mnt"], part["dtk"], tzinfo=zona)
    if local.year - 1 not in TAHUN or local.year + 1 not in TAHUN:  # in UTC it may be the year beside it
        raise ValueError("tahunnya di luar jangkauan")
    return Saat(local.astimezone(UTC), semenit=found["dtk"] is None)


def encoding_of(path: Path) -> str:
    """UTF-16 where it says so, UTF-8 where it is, else what Excel writes here."""
    with path.open("rb") as file:
        if file.read(2) in {b"\xff\xfe", b"\xfe\xff"}:
            return "utf-16"
    try:
        with path.open(encoding="utf-8-sig") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _find_header(file: TextIO, landmark: str) -> tuple[str, int]:
    """The delimiter, and how many lines stand before the header."""
    for skipped in range(BARIS_JUDUL):
        line = file.readline()
        for separator in PEMISAH:
            if landmark in _cells(line, separator):
                return separator, skipped
    raise BukanEkspor(f"tidak ada baris judul dengan kolom {landmark}")


def _cells(line: str, separator: str) -> list[str]:
    """The column names a line would be; none where it is no line of a sheet at all."""
    try:
        return [_column(cell) for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []


def _column(cell: str) -> str:
    """`mutasi_berkas`.`no_rawat` and NO_RAWAT are no_rawat."""
    return cell.strip().replace("`", "").casefold().rpartition(".")[2].strip()


def _check(header: list[str], wajib: Iterable[str]) -> None:
    if missing := [name for name in wajib if name not in header]:
        raise BukanEkspor(f"kolom {', '.join(missing)} tidak ada")
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise BukanEkspor(f"kolom {', '.join(twice)} ada dua kali")
