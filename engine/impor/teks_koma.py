"""CSV as systems and people write it.

Any separator, quotes or none, byte order marks, three encodings, CRLF, backslash escapes of a dump, newlines inside
quotes. Every cell stays a text: no zero is lost here.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from engine.impor.lembar import Lembar, Mentah, TidakTerbaca

PEMISAH: Final = {";": "titik koma", ",": "koma", "\t": "tab", "|": "garis tegak"}
CONTOH: Final = 1 << 16
"""Characters looked at to tell the separator."""
SEPOTONG: Final = 1 << 20
_LOLOS: Final = re.compile(r"""\\["'](?=[^,;\t|\r\n"'])|\\N(?=[,;\t|\r\n])""")
"""A backslash that escapes a quote in the middle of a cell, or stands for NULL: the file is written like a dump."""
_HILANG: Final = re.compile(r"(?:(?<=[,;\t|])|^)\\N(?=[,;\t|\r\n]|$)")
"""NULL as a dump writes it."""
BOM: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@contextmanager
def buka_teks(path: Path) -> Iterator[Lembar]:
    """The file as a sheet. Raises TidakTerbaca or OSError."""
    enkode = enkode_dari(path)
    with path.open(encoding=enkode, errors="replace", newline="") as file:
        contoh = _tanpa_nol(file.read(CONTOH))
        file.seek(0)
        pemisah, kutip = _bentuk(contoh)
        lolos = "\\" if _LOLOS.search(contoh) else None
        rupa = f"CSV, {PEMISAH[pemisah]}, {enkode.removesuffix('-sig')}"
        yield Lembar(rupa, _baris(file, pemisah, kutip, lolos))


def enkode_dari(path: Path) -> str:
    """UTF-16 where it says so, UTF-8 where it is, else what Excel writes here; latin-1 where that has no such byte."""
    with path.open("rb") as file:
        kepala = file.read(4)
        for tanda, nama in BOM:
            if kepala.startswith(tanda):
                return nama
        file.seek(0)
        calon = {nama: codecs.getincrementaldecoder(nama)() for nama in ("utf-8", "cp1252")}
        while potong := file.read(SEPOTONG):
            for nama in list(calon):
                try:
                    calon[nama].decode(potong)
                except UnicodeDecodeError:
                    del calon[nama]
        if "utf-8" in calon:
            try:
                calon["utf-8"].decode(b"", final=True)
            except UnicodeDecodeError:
                del calon["utf-8"]
    return next(iter(calon), "latin-1")


def _baris(file: io.TextIOBase, pemisah: str, kutip: str, lolos: str | None) -> Iterator[Mentah]:
    lines: Iterator[str] = map(_tanpa_nol, file)
    if lolos:
        lines = (_HILANG.sub("", line) for line in lines)
    reader = csv.reader(lines, delimiter=pemisah, quotechar=kutip, doublequote=True, escapechar=lolos, strict=False)
    mulai = 1
    while True:
        try:
            sel = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a quote that never closes swallows lines until a cell is too large
            yield Mentah(mulai, (), utuh=False)
        except UnicodeError as error:
            raise TidakTerbaca("enkode_rusak") from error
        else:
            yield Mentah(mulai, tuple(sel))
        mulai = reader.line_num + 1


def _tanpa_nol(teks: str) -> str:
    return teks.replace("\x00", "")


def _bentuk(contoh: str) -> tuple[str, str]:
    """The separator and the quote: those that cut the first lines into the most cells, most evenly."""
    awal = contoh.lstrip("\ufeff \r\n")
    kutip = "'" if awal.startswith("'") and re.search(r"'[,;\t|]'", awal) else '"'
    terbaik, nilai = ",", (0, 0)
    for pemisah in PEMISAH:
        try:
            lebar = Counter(
                len(sel) for sel in csv.reader(io.StringIO(contoh, newline=""), delimiter=pemisah, quotechar=kutip)
            )
        except csv.Error:
            continue
        lebar.pop(1, None)
        lebar.pop(0, None)
        if not lebar:
            continue
        kolom, kali = max(lebar.items(), key=lambda satu: (satu[1], satu[0]))
        if (kali * (kolom - 1), kolom) > nilai:
            terbaik, nilai = pemisah, (kali * (kolom - 1), kolom)
    return terbaik, kutip
