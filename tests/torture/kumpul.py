"""Dumps a calm system into an evidence folder: its tables by plain SQL, its stream by nats-py. Nothing of ours is used.

python -m tests.torture.kumpul DATABASE_URL NATS_URL NATS_TOKEN FASYANKES FOLDER
"""

import asyncio
import contextlib
import hashlib
import json
import re
import shutil
import sqlite3
import sys
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

Baris = Mapping[str, Any]

TABEL: Final[dict[str, tuple[str, ...]]] = {
    "jejak": ("seq",),
    "berkas": ("id",),
    "hitungan": ("keadaan", "unit"),
    "penolakan": ("perintah_id",),
    "perlu_dicek": ("seq",),
    "tenggat": ("subjek", "jenis"),
    "kekurangan": ("id",),
    "surat_mati": (),
}
"""What is dumped, and in which order."""
RAHASIA: Final = {"berkas": {"nomor", "kunci"}}
"""Columns that stay where they are: evidence is passed around."""
BUKAN_PROYEKSI: Final = {
    *TABEL, "alembic_version", "fasyankes", "unit", "rak", "petugas", "sesi", "token", "nomor_akhiran", "siaran",
}  # fmt: skip
"""Tables that are no projection; every other one is dumped as such, so that a new one is never forgotten."""
KATA: Final = re.compile(r"[A-Za-z0-9]{1,32}")
HALAMAN: Final = 500
JAWAB_DETIK: Final = 5.0


class Basis(Protocol):
    """A database, read only."""

    def tabel(self) -> set[str]:
        """Its tables."""

    def baca(self, tabel: str, urut: tuple[str, ...]) -> Iterator[Baris]:
        """A table's rows."""


class Sqlite:
    """An SQLite file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def tabel(self) -> set[str]:
        """Its tables."""
        rows = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {str(row[0]) for row in rows if not str(row[0]).startswith("sqlite_")}

    def baca(self, tabel: str, urut: tuple[str, ...]) -> Iterator[Baris]:
        """A table's rows."""
        cursor = self._connection.execute(_select(tabel, urut))
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))


class Postgres:
    """A PostgreSQL database, in one snapshot."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def tabel(self) -> set[str]:
        """Its tables."""
        rows = self._connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        return {str(row[0]) for row in rows}

    def baca(self, tabel: str, urut: tuple[str, ...]) -> Iterator[Baris]:
        """A table's rows."""
        with self._connection.cursor(name=f"dump_{tabel}") as cursor:
            cursor.itersize = HALAMAN * 10
            cursor.execute(_select(tabel, urut))
            names = [column.name for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))


def _select(tabel: str, urut: tuple[str, ...]) -> str:
    order = f" ORDER BY {', '.join(urut)}" if urut else ""
    return f'SELECT * FROM "{tabel}"{order}'  # noqa: S608 - names from the catalogue and from TABEL


@contextmanager
def buka(url: str) -> Iterator[Basis]:
    """The database behind an SQLAlchemy or libpq URL, read only, in one transaction."""
    if url.startswith("sqlite"):
        path = re.sub(r"^sqlite(\+\w+)?:///", "", url)
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30, isolation_level=None)) as connection:
            connection.execute("BEGIN")
            yield Sqlite(connection)
        return
    import psycopg

    with psycopg.connect(re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)) as postgres:
        postgres.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        postgres.read_only = True
        yield Postgres(postgres)


def _polos(nilai: object) -> object:
    """As JSON has it."""
    if isinstance(nilai, bytes | memoryview):
        return bytes(nilai).hex()
    if isinstance(nilai, datetime):
        return nilai.astimezone(UTC).isoformat(timespec="microseconds")
    return str(nilai)


def _tulis(path: Path, baris: Iterable[Baris]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    jumlah = 0
    with path.open("w", encoding="utf-8") as file:
        for jumlah, satu in enumerate(baris, 1):  # noqa: B007 - the count is the answer
            file.write(json.dumps(satu, ensure_ascii=False, default=_polos, separators=(",", ":")) + "\n")
    return jumlah


def kumpulkan_basis(database_url: str, folder: Path) -> dict[str, Any]:
    """Dump the tables. How many rows each has, and what of the facility the rules need: its zone, kinds of units."""
    jumlah: dict[str, int] = {}
    with buka(database_url) as basis:
        ada = basis.tabel()
        for tabel, urut in TABEL.items():
            if tabel in ada:
                tanpa = RAHASIA.get(tabel, set())
                rows = ({n: v for n, v in row.items() if n not in tanpa} for row in basis.baca(tabel, urut))
                jumlah[tabel] = _tulis(folder / f"{tabel}.jsonl", rows)
        for tabel in sorted(ada - BUKAN_PROYEKSI):
            jumlah[tabel] = _tulis(folder / "proyeksi" / f"{tabel}.jsonl", basis.baca(tabel, ()))
        zona = [row["zona"] for row in basis.baca("fasyankes", ())]
        unit = {row["kode"]: row["jenis"] for row in basis.baca("unit", ())}
        epoch = [row["epoch"] for row in basis.baca("siaran", ())] if "siaran" in ada else []
    return {"tabel": jumlah, "zona": zona[0], "unit": unit, "epoch": epoch[0] if epoch else None}


def awalan(fasyankes: str) -> str:
    """What the names of this facility's streams begin with; a code that is no word stands there as its fingerprint."""
    word = fasyankes if KATA.fullmatch(fasyankes) else f"x{hashlib.sha256(fasyankes.encode()).hexdigest()[:16]}"
    return f"JEJAK_{word}_"


async def kumpulkan_siaran(nats_url: str, nats_token: str | None, fasyankes: str, folder: Path) -> list[dict[str, Any]]:
    """Dump every message of every stream of this facility. What each stream says of itself."""
    from nats.aio.client import Client

    client = Client()
    await client.connect(nats_url, token=nats_token, allow_reconnect=False, connect_timeout=5, error_cb=_diam)
    try:
        js = client.jetstream(timeout=JAWAB_DETIK)
        infos: list[Any] = []
        while page := list(await js.streams_info(offset=len(infos))):
            infos += page
        start = awalan(fasyankes)
        streams = [info for info in infos if re.fullmatch(re.escape(start) + r"\d+", info.config.name or "")]
        with (folder / "siaran.jsonl").open("w", encoding="utf-8") as file:
            for info in streams:
                await _salin(js, info, file)
        return [_tentang(info) for info in streams]
    finally:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(JAWAB_DETIK):
                await client.close()


async def _diam(_error: Exception) -> None:
    """Errors are raised where they matter."""


def _tentang(info: Any) -> dict[str, Any]:
    return {
        "nama": info.config.name,
        "selesai": (info.config.metadata or {}).get("selesai"),
        "pertama": info.state.first_seq,
        "terakhir": info.state.last_seq,
        "jumlah": info.state.messages,
        "terhapus": info.state.num_deleted or 0,
    }


async def _salin(js: Any, info: Any, file: Any) -> None:
    from nats.errors import Error as NatsError
    from nats.errors import TimeoutError as NatsTimeout
    from nats.js.api import AckPolicy, ConsumerConfig

    left = info.state.messages
    if not left:
        return
    config = ConsumerConfig(ack_policy=AckPolicy.NONE, mem_storage=True, inactive_threshold=30)
    reader = await js.pull_subscribe(info.config.subjects[0], stream=info.config.name, config=config)
    try:
        while left > 0:
            try:
                async with asyncio.timeout(JAWAB_DETIK * 2):  # a lost connection would be waited for without end
                    messages = await reader.fetch(min(HALAMAN, left), timeout=JAWAB_DETIK)
            except (NatsTimeout, NatsError, TimeoutError):
                return  # it says it has more than it gives: what is missing here will be missed
            left -= len(messages)
            for message in messages:
                satu = {
                    "aliran": info.config.name,
                    "seq": message.metadata.sequence.stream,
                    "subjek": message.subject,
                    "headers": dict(message.headers or {}),
                }
                file.write(json.dumps(satu | _isi(message.data), ensure_ascii=False, separators=(",", ":")) + "\n")
    finally:
        with contextlib.suppress(NatsError, TimeoutError):
            async with asyncio.timeout(JAWAB_DETIK):
                await reader.unsubscribe()


def _isi(data: bytes) -> dict[str, str]:
    try:
        return {"data": data.decode()}
    except UnicodeDecodeError:
        return {"data_b64": b64encode(data).decode()}


def kumpulkan(  # noqa: PLR0913 - where everything is
    database_url: str,
    nats_url: str,
    nats_token: str | None,
    fasyankes: str,
    folder: Path,
    *,
    log_dir: Path | None = None,
    geser: float = 0.0,
) -> dict[str, Any]:
    """Dump the whole system, which must be calm. `geser`: seconds the system's own clock was shifted by.

    Answers what was dumped. Raises sqlite3, psycopg and nats errors, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    diambil = datetime.fromtimestamp(time.time(), UTC) + timedelta(seconds=geser)  # noqa: TID251 - the checker's clock
    basis = kumpulkan_basis(database_url, folder)
    aliran = asyncio.run(kumpulkan_siaran(nats_url, nats_token, fasyankes, folder))
    isi = {"diambil": diambil.isoformat(), **basis, "aliran": aliran}
    (folder / "aliran.json").write_text(json.dumps(isi, indent=1), encoding="utf-8")
    if log_dir is not None:
        shutil.copytree(log_dir, folder / "log", dirs_exist_ok=True)
    return isi


def main(arguments: list[str]) -> int:
    """The command."""
    if len(arguments) != 5:
        sys.stderr.write(__doc__ or "")
        return 2
    database_url, nats_url, nats_token, fasyankes, folder = arguments
    isi = kumpulkan(database_url, nats_url, nats_token or None, fasyankes, Path(folder))
    sys.stdout.write(json.dumps(isi) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
