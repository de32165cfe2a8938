"""The ground a command stands on: settings, database, facility. Opened the same way by all of them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, TypeVar
from zoneinfo import ZoneInfo

import structlog
import typer
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from cli.keluaran import gagal
from engine import facility, schema
from engine.database import TIDAK_MENJAWAB, NotDurable, check_durable, connect
from engine.facility import Fasyankes
from engine.policy import KebijakanTidakSah, pakai
from engine.settings import ZONA_INDONESIA, Settings

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Direktori data (atau JEJAK_DATA_DIR).", show_default="data"),
]
DalamJson = Annotated[bool, typer.Option("--json", help="Hasil sebagai JSON.")]


log = structlog.get_logger()
T = TypeVar("T")

TUNGGU_DETIK: Final = 60.0
"""How long a starting process waits for its database server."""
ULANG_DETIK: Final = 0.5

ALAMAT: Final = "alamat"
"""The file in the data directory where a running `jejak up` writes its address."""


@dataclass(frozen=True, slots=True)
class Pangkal:
    """An open database, and the facility in it, if it was set up."""

    settings: Settings
    engine: Engine
    fasyankes: Fasyankes | None

    @property
    def milik(self) -> Fasyankes:
        """The facility; a sentence and exit code 1 where there is none yet."""
        if self.fasyankes is None:
            gagal("Fasilitas belum dibuat. Jalankan `jejak up` lalu isi halaman pertamanya.")
        return self.fasyankes

    @property
    def zona(self) -> ZoneInfo:
        """The facility's zone."""
        return ZoneInfo(ZONA_INDONESIA[self.milik.zona])


def baca_settings(data: Path | None = None, **lain: object) -> Settings:
    """The settings of this process; a sentence and exit code 1 where one is wrong."""
    given = {name: value for name, value in ({"data_dir": data} | lain).items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        gagal(f"Setelan {'.'.join(map(str, first['loc']))} tidak sah: {first['msg']}.")


def alamat(url: str | None, settings: Settings) -> str:
    """The address of a running Jejak: the one given, the one `jejak up` wrote down, or where it would be."""
    if url:
        return url
    try:
        return (settings.data_dir / ALAMAT).read_text(encoding="utf-8").strip()
    except OSError:
        return f"http://{settings.host}:{settings.port}"


def tunggui(engine: Engine, kerja: Callable[[], T]) -> T:
    """What `kerja` answers, tried again while a database server is away: it may be restarting beside us.

    Raises what a database raises, after `TUNGGU_DETIK`; at once for SQLite, where nobody is coming back.
    """
    told, until = False, time.monotonic() + (TUNGGU_DETIK if engine.dialect.name == "postgresql" else 0)
    while True:
        try:
            return kerja()
        except TIDAK_MENJAWAB as error:
            if time.monotonic() >= until:
                raise
            if not told:
                told = True
                log.warning("menunggu_basis_data", galat=type(error.orig).__name__, paling_lama=TUNGGU_DETIK)
            time.sleep(ULANG_DETIK)


@contextmanager
def buka(data: Path | None, *, buat: bool = False, sabar: bool = False) -> Iterator[Pangkal]:
    """The database of a data directory, at this version's schema. With `buat` it is made or migrated first.

    `sabar`: for a process that goes on running; it waits for a database server that is not there yet.
    """
    settings = baca_settings(data)
    try:
        pakai(settings.kebijakan_dir)
    except KebijakanTidakSah as error:
        gagal(f"Kebijakan tidak sah: {error}.")
    if settings.database_url is None:
        if buat:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
        elif not (settings.data_dir / "jejak.db").exists():
            gagal(f"Belum ada basis data di {settings.data_dir}. Jalankan `jejak up` dulu, atau sebut --data DIR.")
    engine = connect(settings.sqlalchemy_url)

    def siap() -> Fasyankes | None:
        _siapkan(engine, buat=buat)
        with engine.connect() as connection:
            return facility.read(connection)

    try:
        yield Pangkal(settings, engine, tunggui(engine, siap) if sabar else siap())
    except (ProgrammingError, IntegrityError, DataError):
        raise  # a fault of ours, not of the place the database is in
    except DBAPIError as error:
        gagal(f"Basis data tidak bisa dipakai ({type(error.orig).__name__}). Periksa alamat, izin dan ruang disk.")
    finally:
        engine.dispose()


def _siapkan(engine: Engine, *, buat: bool) -> None:
    if buat:
        schema.upgrade(engine)
    elif schema.current(engine) != schema.head():
        gagal("Skema basis data lain versi. Jalankan `jejak db migrasi` dulu.")
    try:
        check_durable(engine)
    except NotDurable as error:
        gagal(f"Basis data tidak tahan mati listrik: {error}.")
