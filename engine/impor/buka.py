"""Open a sheet, whatever it is: told by its first bytes, never by its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from engine.impor.buku_kerja import buka_buku
from engine.impor.lembar import Lembar, TidakTerbaca
from engine.impor.teks_koma import BOM, buka_teks

_OLE: Final = b"\xd0\xcf\x11\xe0"
KEPALA: Final = 4096


@contextmanager
def buka(path: Path, lembar: str | None = None) -> Iterator[Lembar]:
    """The file as a sheet. Raises TidakTerbaca where it is none, OSError where it cannot be read."""
    with path.open("rb") as file:
        kepala = file.read(KEPALA)
    if kepala.startswith(b"PK"):
        if not zip_buku(kepala):
            raise TidakTerbaca("buku_rusak")
        with buka_buku(path, lembar) as terbuka:
            yield terbuka
        return
    if (alasan := _bukan_teks(kepala)) is not None:
        raise TidakTerbaca(alasan)
    with buka_teks(path) as terbuka:
        yield terbuka


def zip_buku(kepala: bytes) -> bool:
    """Does it begin as a ZIP does?"""
    return kepala.startswith(b"PK\x03\x04")


def _bukan_teks(kepala: bytes) -> str | None:
    if not kepala.strip():
        return "berkas_kosong"
    if kepala.startswith(_OLE):
        return "xls_lama"
    awal = kepala.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if awal.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<style")):
        return "html"
    if awal.startswith((b"%pdf", b"{\\rtf")):
        return "bukan_lembar"
    if awal.startswith((b"-- ", b"/*!", b"insert into", b"create table", b"drop table")):
        return "dump_sql"
    if b"\x00\x00\x00" in kepala and not kepala.startswith(BOM[1][0]) and not kepala.startswith(BOM[2][0]):
        return "bukan_lembar"
    return None
