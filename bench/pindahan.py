"""Bringing patients over: rows a second from a file to the ledger, beside the floor of the same rows written plainly.

`python -m bench.pindahan [ROWS]`: one CSV and one XLSX of invented patients, rehearsed, imported, imported again.
"""

import csv
import random
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import xlsxwriter
from sqlalchemy import Engine, func, select

from engine import tables as t
from engine.database import connect
from engine.execute import FrontDoor
from engine.facility import baru
from engine.impor.peta import PRATATA
from engine.pindahan.jalan import Berkas, Hasil, Impor
from engine.pindahan.rencana import Asal
from engine.schema import upgrade
from tests.kit import PERMED, PKM, settle_facility

DEPAN = ("Siti", "Budi", "Ani", "Joko", "Dewi", "Agus", "Rina", "Tono", "Yanti", "Hadi", "Wati", "Eko")
BELAKANG = ("Contoh", "Umpama", "Misal", "Andai", "Tiruan", "Ibarat", "Laksana")
JUDUL = ("no_rkm_medis", "nm_pasien", "no_ktp", "jk", "tmp_lahir", "tgl_lahir", "nm_ibu", "alamat", "umur", "keluarga")


def rows(count: int) -> list[tuple[str, ...]]:
    """Invented patients, as Khanza exports them."""
    acak = random.Random(1)  # noqa: S311 - a sample, no secret
    made: list[tuple[str, ...]] = []
    for n in range(1, count + 1):
        d, m, y = acak.randint(1, 28), acak.randint(1, 12), acak.randint(40, 99)
        nama = f"{acak.choice(DEPAN)} {acak.choice(BELAKANG)} {chr(65 + n % 26)}{chr(65 + n // 26 % 26)}"
        nik = f"617101{d:02d}{m:02d}{y}{n % 9999 + 1:04d}"
        lahir = f"19{y}-{m:02d}-{d:02d}"
        made.append((f"{n:06d}", nama, nik, "L", "Pontianak", lahir, "Ibu Contoh", f"Jl. Contoh {n}", "3 Th", "AYAH"))
    return made


def impor(engine: Engine, path: Path, door: FrontDoor | None) -> tuple[Hasil, float]:
    """One import, and how long it took."""
    began = time.perf_counter()
    asal = Asal(PKM.kode, "khanza", PERMED)
    hasil = Impor(engine, Berkas(path, PRATATA["khanza"]), asal, date(2026, 3, 2), door).jalankan()
    return hasil, time.perf_counter() - began


def floor(engine: Engine, into: Engine, batches: int) -> float:
    """The same rows of the same tables written with nothing in between, as many to a transaction: nothing is faster."""
    with engine.connect() as read, into.connect() as write:
        grown = []
        for table in t.metadata.sorted_tables:
            kept = write.execute(select(func.count()).select_from(table)).scalar_one()
            found = [tuple(row) for row in read.exec_driver_sql(f"SELECT * FROM {table.name}")]  # noqa: S608 - our tables
            if len(found) > kept + 1 and not kept:
                grown.append((f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.c))})", found))  # noqa: S608 - the same
    began = time.perf_counter()
    for place in range(batches):
        with into.begin() as connection:
            for statement, found in grown:
                if some := found[len(found) * place // batches : len(found) * (place + 1) // batches]:
                    connection.exec_driver_sql(statement, some)
    return time.perf_counter() - began


def empty(folder: Path) -> Engine:
    """A facility without a patient, in SQLite."""
    engine = connect(f"sqlite:///{folder / f'{baru()}.db'}")
    upgrade(engine)
    with engine.begin() as connection:
        settle_facility(connection)
    return engine


def main(count: int) -> None:
    """Print what was measured."""
    people = rows(count)
    with tempfile.TemporaryDirectory(prefix="jejak-bench-") as name:
        folder = Path(name)
        as_csv, as_xlsx = folder / "pasien.csv", folder / "pasien.xlsx"
        with as_csv.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows((JUDUL, *people))
        with xlsxwriter.Workbook(str(as_xlsx), {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for place, row in enumerate((JUDUL, *people)):
                sheet.write_row(place, 0, row)
        engine, took_by = empty(folder), {}
        for words, path, real in (
            ("rehearse", as_csv, False),
            ("import", as_csv, True),
            ("again, xlsx", as_xlsx, True),
        ):
            if real:
                with FrontDoor(engine, PKM.kode) as door:
                    hasil, took = impor(engine, path, door)
            else:
                hasil, took = impor(engine, path, None)
            took_by[words] = took
            done = f"{hasil.pasien_baru} new, {hasil.sama} same, {hasil.catatan.baris_ditolak} refused"
            print(f"{words:12} {count / took:7.0f} rows/s  ({done})")
        print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most, of this whole process")
        plain = empty(folder)
        base = floor(engine, plain, max(1, count // 500))
        print(f"floor        {count / base:7.0f} rows/s; the import takes {took_by['import'] / base:.1f} times that")
        plain.dispose()
        engine.dispose()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
