"""Mutants of the ledger and of its transaction."""

from collections import deque
from hashlib import sha256
from typing import Any, Final

from tests.torture.mutan.tanam import bungkus, ganti, lama
from tests.torture.pola import JUMLAH

HASH: Final = 32


def ingatan_basi() -> None:
    """A door decides on what it remembers of a record, whoever moved it meanwhile, as if it had seen that."""
    from engine import recent, rows

    def basi(records: Any) -> Any:
        def ingat(self: Any, connection: Any, head: Any, ids: Any) -> Any:
            ganti(self, _head=head)
            remembered = records(self, connection, head, ids)
            now = rows.records(connection, "berkas", [id_ for _alur, id_ in remembered])
            return {key: one._replace(versi=now[key[1]].versi) for key, one in remembered.items()}

        return ingat

    bungkus(recent.Recent, "records", basi)


def rantai_lompat() -> None:
    """A line's hash covers the line alone, not the one before it."""
    from engine import ledger

    def sendiri(data: bytes = b"") -> Any:
        return sha256(data[HASH:] if data[HASH : HASH + 1] == b"{" else data)

    ganti(ledger, sha256=sendiri)


def hitungan_di_luar() -> None:
    """The counts are brought up to date after the commit, in a transaction of their own."""
    from engine import execute, ledger
    from engine.database import writing

    late: deque[Any] = deque()

    def nanti(counts: Any) -> Any:
        def simpan(entries: Any) -> list[Any]:
            late.append(counts(entries))
            return []

        return simpan

    def lalu(transact: Any) -> Any:
        def sesudah(self: Any, batch: Any) -> Any:
            answers = transact(self, batch)
            with writing(lama(self, "_engine")).begin() as connection:
                while late:
                    lama(ledger, "_COUNT")[connection.dialect.name].run(connection, late.popleft())
            return answers

        return sesudah

    bungkus(ledger, "_counts", nanti)
    bungkus(execute.FrontDoor, "_transact", lalu)


def berkas_di_luar() -> None:
    """Records are committed before the lines that explain them."""
    from engine import ledger, points

    held: list[Any] = []

    def ingat(write: Any) -> Any:
        def tulis(connection: Any, *given: Any) -> Any:
            held[:] = [connection]
            return write(connection, *given)

        return tulis

    def dini(passing: Any) -> Any:
        def lewat(point: points.Titik) -> None:
            if point is points.Titik.BUKU_SESUDAH_BERKAS:
                cursor = held[0].connection.cursor()
                cursor.execute("COMMIT")
                cursor.execute("BEGIN IMMEDIATE")
            passing(point)

        return lewat

    bungkus(ledger, "write", ingat)
    bungkus(ledger, "passing", dini)


def tanpa_perlu_dicek() -> None:
    """Nobody is told of what is odd."""
    from engine import ledger

    ganti(ledger, _write_checks=lambda *_: None)


def sinkron_mati() -> None:
    """SQLite does not wait for the disk, and nobody reads the setting back."""
    from cli import pangkal
    from engine import database

    database.SQLITE_PRAGMAS["synchronous"] = 0
    ganti(pangkal, check_durable=lambda _engine: None)


def tanpa_kunci_buku() -> None:
    """Positions come from a sequence, as a plain identity column's do, and nothing orders the commits."""
    from engine import execute, ledger
    from engine.driver import statement

    class TanpaUrutan:
        """The ledger, as the door sees it: its head is whatever the sequence says."""

        def __getattr__(self, nama: str) -> Any:
            return getattr(ledger, nama)

        def ask_head(self, connection: Any, fasyankes: str) -> Any:
            def baca() -> tuple[int, bytes]:
                cursor = connection.connection.cursor()
                cursor.execute("SELECT nextval('urut_baris')")
                return int(cursor.fetchone()[0]) - 1, ledger.head(connection, fasyankes)[1]

            return baca

    def buka(connection: Any) -> None:
        statement(connection, f"CREATE SEQUENCE IF NOT EXISTS urut_baris START {JUMLAH + 1}")

    ganti(execute, PALING_BANYAK=1, lock_ledger=buka, ledger=TanpaUrutan())
