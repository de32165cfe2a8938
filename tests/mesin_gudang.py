"""Databases for the state machine: each story plays in a copy of one facility, made once."""

import itertools
import os
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, text

from engine.database import connect
from engine.schema import upgrade
from tests.kit import settle_facility
from tests.mesin import Mesin


class Gudang(Protocol):
    """Makes machines, each on a database of its own."""

    def satu(self) -> Mesin:
        """A machine on a fresh copy; its end takes the copy away."""

    def tutup(self) -> None:
        """Take the original away."""


def _fasilitas(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        settle_facility(connection)


class GudangSqlite:
    """Copies of a file; `jenis` is the machine that plays in them."""

    def __init__(self, jenis: type[Mesin] = Mesin) -> None:
        self.jenis = jenis
        self.folder = Path(tempfile.mkdtemp(prefix="jejak-mesin-"))
        self.asli = self.folder / "asli.db"
        engine = connect(f"sqlite:///{self.asli}")
        _fasilitas(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()

    def satu(self) -> Mesin:
        """A machine on a fresh copy."""
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        shutil.copy(self.asli, folder / "jejak.db")
        return self.jenis(f"sqlite:///{folder / 'jejak.db'}", partial(shutil.rmtree, folder))

    def tutup(self) -> None:
        """All of it away."""
        shutil.rmtree(self.folder)


class GudangPostgres:
    """Databases made after a template, on a server that runs already."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.urut = itertools.count(1)
        self.asli = f"mesin_{os.getpid()}"
        self.admin = connect(url).execution_options(isolation_level="AUTOCOMMIT")
        self._sql(f'DROP DATABASE IF EXISTS "{self.asli}" WITH (FORCE)', f'CREATE DATABASE "{self.asli}"')
        engine = connect(self._alamat(self.asli))
        _fasilitas(engine)
        engine.dispose()

    def _alamat(self, nama: str) -> str:
        return self.url.replace("/postgres?", f"/{nama}?")

    def _sql(self, *statements: str) -> None:
        with self.admin.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def satu(self) -> Mesin:
        """A machine on a fresh copy."""
        nama = f"{self.asli}_{next(self.urut)}"
        self._sql(f'CREATE DATABASE "{nama}" TEMPLATE "{self.asli}"')
        return Mesin(self._alamat(nama), partial(self._sql, f'DROP DATABASE IF EXISTS "{nama}" WITH (FORCE)'))

    def tutup(self) -> None:
        """All of it away."""
        self._sql(f'DROP DATABASE IF EXISTS "{self.asli}" WITH (FORCE)')
        self.admin.dispose()
