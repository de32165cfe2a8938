"""(g) The master index: patients registered through the front door; searches over a million of them.

Registering stands beside the same rows written by the plain driver, 256 patients a transaction. A search stands
beside the barest look-up there is: one row by its NIK, on the plain driver, on the same database.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any, Final

from sqlalchemy import Engine, insert, text

from bench import lags, moves
from bench.arena import named, postgres_server
from bench.front_door import drive
from bench.nama_ukur import Contoh, banyak, salah_ketik
from bench.work import Figures, Work
from engine import facility
from engine import tables as t
from engine.database import connect
from engine.execute import Accepted, FrontDoor
from engine.facility import Unit, baru
from engine.kiup.nama import kunci_alamat, kunci_mirip
from engine.kiup.tanya import pahami
from engine.rows.kata import baris
from engine.schema import upgrade
from engine.views import pasien as kiup
from engine.views.pasien import Hasil
from schemas.commands.pasien import Identitas, PasienDaftarkan

CALLERS: Final = 64
SEKALI: Final = 256
"""Patients of one transaction of the floor: as many as the front door takes at once."""
POTONG: Final = 20_000


def measure(work: Work) -> list[Figures]:
    """Each database in turn: registering, then searching."""
    found = _one(work, "SQLite", f"sqlite:///{work.folder / 'pasien.db'}", f"sqlite:///{work.folder / 'daftar.db'}")
    with postgres_server(work.folder / "pg") as base:
        admin = connect(base).execution_options(isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            for name in ("pasien", "daftar", "pasien_lantai", "daftar_lantai"):
                connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        found += _one(work, "PostgreSQL", named(base, "pasien"), named(base, "daftar"))
    return found


def _one(work: Work, nama: str, url: str, url_daftar: str) -> list[Figures]:
    size = work.size
    registered = {"basis_data": nama} | _registered(url_daftar, size.registered)
    engine = _facility(url)
    start = time.perf_counter()
    made = make(engine, size.patients, size.making)
    making = time.perf_counter() - start
    try:
        found = _searched(engine, made, size.searches)
    finally:
        engine.dispose()
    for row in found:
        row |= {"basis_data": nama, "pasien": made, "dibuat_detik": round(making)}
    return [registered, *found]


def _facility(url: str) -> Engine:
    engine = connect(url)
    upgrade(engine)
    with engine.begin() as connection:
        facility.create(connection, moves.FASYANKES, (Unit(moves.GIGI, "Poli Gigi", "rawat_jalan"),))
    return engine


# ── registering ─────────────────────────────────────────────────────────────────────────────────────


def _registered(url: str, count: int) -> Figures:
    engine = _facility(url)
    pelaku = moves.person(engine)
    commands = [
        PasienDaftarkan(command_id=baru(), subjek=baru(), pelaku=pelaku, identitas=identitas(one))
        for one in banyak(count, biji=7)
    ]

    async def run() -> float:
        with FrontDoor(engine, moves.FASYANKES.kode) as door:

            async def one(command: PasienDaftarkan) -> None:
                answer = await door.execute(command)
                if not isinstance(answer, Accepted):
                    raise TypeError(answer.kode)

            return await drive(commands, CALLERS, one)

    seconds = asyncio.run(run())
    floor = _floor(engine, url, count)
    engine.dispose()
    return {
        "pemanggil": CALLERS,
        "pasien_terdaftar": count,
        "pasien_per_detik": round(count / seconds),
        "lantai_per_detik": round(count / floor),
        "rasio": round(floor / seconds, 2),
    }


def identitas(one: Contoh) -> Identitas:
    """As a clerk would send it."""
    return Identitas(nama=one.nama, nik=one.nik, tanggal_lahir=one.lahir, telepon=one.telepon, alamat=one.alamat)


_WRITTEN: Final = (t.pasien, t.jejak, t.pasien_kata, t.kata_nama, t.kata_mirip)


def _floor(engine: Engine, url: str, count: int) -> float:
    """Seconds for the same rows by the driver's executemany, so many transactions as full batches would make."""
    other = connect(url.replace("daftar.db", "lantai.db").replace("/daftar?", "/daftar_lantai?"))
    upgrade(other)
    batches = -(-count // SEKALI)
    parts: list[tuple[str, list[Sequence[Any]]]] = []
    with engine.connect() as connection, closing(other.raw_connection()) as raw:
        mark = "?" if engine.dialect.name == "sqlite" else "%s"
        for table in _WRITTEN:
            columns = ", ".join(column.name for column in table.columns)
            order = "rowid" if table.name == "pasien" and mark == "?" else table.primary_key.columns[0].name
            found = connection.exec_driver_sql(f"SELECT {columns} FROM {table.name} ORDER BY {order}").all()  # noqa: S608 - our own names
            marks = ", ".join([mark] * len(table.columns))
            parts.append((f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", [tuple(row) for row in found]))  # noqa: S608 - the same
        random.Random(1).shuffle(parts[2][1])  # noqa: S311 - words come as people come, not sorted
        cursor = raw.cursor()
        start = time.perf_counter()
        for batch in range(batches):
            if mark == "?":
                cursor.execute("BEGIN IMMEDIATE")
            for sql, rows in parts:
                share = -(-len(rows) // batches)
                if some := rows[batch * share : (batch + 1) * share]:
                    cursor.executemany(sql, some)
            if mark == "?":
                cursor.execute("COMMIT")
            else:
                raw.commit()
        seconds = time.perf_counter() - start
    other.dispose()
    return seconds


# ── making a million ────────────────────────────────────────────────────────────────────────────────


def _id(number: int) -> str:
    return f"0190c7a0-{number >> 16:04x}-7000-8000-{number * 2654435761 % 2**48:012x}"


def make(engine: Engine, count: int, budget: float) -> int:
    """So many patients, past the door: rows of the same tables, indexed as the door's. Stops when its time is up."""
    end = time.perf_counter() + budget
    now = datetime(2026, 1, 5, 2, tzinfo=UTC)
    source = banyak(count)
    number = 0
    counts: dict[str, int] = {}
    with engine.begin() as connection:
        _loose(connection, start=True)
        while time.perf_counter() < end and (some := list(islice(source, POTONG))):
            people = [(_id(number + at), one) for at, one in enumerate(some)]
            number += len(some)
            connection.execute(insert(t.pasien), [_row(id_, one, now) for id_, one in people])
            words, found = baris((id_, one.nama) for id_, one in people)
            for word, times in found.items():
                counts[word] = counts.get(word, 0) + times
            _copy(connection, "sementara" if engine.dialect.name == "sqlite" else "pasien_kata", words)
        connection.execute(insert(t.kata_nama), [{"kata": word, "jumlah": times} for word, times in counts.items()])
        _copy(connection, "kata_mirip", sorted({(kunci, word) for word in counts for kunci in kunci_mirip(word)}))
        _loose(connection, start=False)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return number


def _row(id_: str, one: Contoh, now: datetime) -> dict[str, object]:
    return {
        "id": id_, "keadaan": "terdaftar", "versi": 1, "dikenal": True, "sejak": now, "terakhir": now, "terdaftar": now,
        "nama": one.nama, "nik": one.nik, "tanggal_lahir": one.lahir, "lahir_perkiraan": False,
        "jenis_kelamin": "perempuan", "alamat": one.alamat, "telepon": one.telepon,
        "kunci_alamat": kunci_alamat(one.alamat),
    }  # fmt: skip


def _loose(connection: Any, *, start: bool) -> None:
    """Words are put in order once, at the end, as an import would."""
    if connection.dialect.name == "sqlite":
        if start:
            connection.exec_driver_sql("CREATE TEMP TABLE sementara (kunci TEXT, pasien_id TEXT)")
        else:
            connection.exec_driver_sql("INSERT INTO pasien_kata SELECT * FROM sementara ORDER BY kunci, pasien_id")
            connection.exec_driver_sql("DROP TABLE sementara")
    elif start:
        connection.exec_driver_sql("ALTER TABLE pasien_kata DROP CONSTRAINT pk_pasien_kata")
    else:
        connection.exec_driver_sql(
            "ALTER TABLE pasien_kata ADD CONSTRAINT pk_pasien_kata PRIMARY KEY (kunci, pasien_id)"
        )


def _copy(connection: Any, table: str, rows: Iterable[tuple[str, str]]) -> None:
    columns = "kunci, kata" if table == "kata_mirip" else "kunci, pasien_id"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES (?, ?)", list(rows))  # noqa: S608 - our own names
        return
    with connection.connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


# ── searching ───────────────────────────────────────────────────────────────────────────────────────


def _searched(engine: Engine, count: int, times: int) -> list[Figures]:
    dice = random.Random(11)  # noqa: S311 - which of them are looked for
    wanted = {dice.randrange(count) for _ in range(times)}
    people = [one for number, one in enumerate(banyak(count)) if number in wanted]
    dice.shuffle(people)
    floor = _spread(engine, [partial(_bare, nik=one.nik) for one in people])
    rows: list[Figures] = [{"isi": "lantai_nik", **floor}]
    everything: list[float] = []
    for name, asks in _asked(people, dice):
        taken, hit = _timed(engine, asks)
        everything += taken
        rows.append({"isi": name, "permintaan": len(taken), "ketemu": round(hit / len(taken), 3), **lags.spread(taken)})
    rows.append({"isi": "semua_pencarian", "permintaan": len(everything), **lags.spread(everything)})
    for row in rows:
        row["rasio_lantai"] = round(float(str(row["p50_ms"])) / max(floor["p50_ms"], 0.001), 1)
    return rows


def _asked(people: Sequence[Contoh], dice: random.Random) -> Iterator[tuple[str, list[tuple[str, Contoh]]]]:
    """What people type, by kind, each with whom they mean."""
    yield "nama_utuh", [(one.nama, one) for one in people]
    yield "nama_dan_lahir", [(f"{one.nama.split()[0]} {one.lahir:%d-%m-%Y}", one) for one in people]
    yield "nama_sambil_mengetik", [(one.nama[: dice.randrange(2, len(one.nama) + 1)], one) for one in people]
    yield "nama_salah_ketik", [(salah_ketik(one.nama, dice), one) for one in people]
    yield "nama_terbalik", [(" ".join(reversed(one.nama.split())), one) for one in people]
    yield "inisial", [(f"{one.nama[0]}. {' '.join(one.nama.split()[1:])}", one) for one in people]
    yield "satu_kata", [(dice.choice(one.nama.split()), one) for one in people]
    yield "nik", [(one.nik, one) for one in people]
    yield "telepon", [(one.telepon, one) for one in people]
    yield "kembar", [("", one) for one in people]


def _timed(engine: Engine, asks: Sequence[tuple[str, Contoh]]) -> tuple[list[float], int]:
    """How long each took, and how many showed the one who was meant, or said that there are more of that name."""
    taken, hit = [], 0
    with engine.connect() as connection:
        for typed, one in asks:
            who = identitas(one)
            start = time.perf_counter()
            found = kiup.cari(connection, pahami(typed)) if typed else Hasil(kiup.kembar(connection, who), lebih=False)
            taken.append(time.perf_counter() - start)
            hit += found.lebih or any(each.orang.nik == one.nik for each in found.isi)
            connection.rollback()
    return taken, hit


def _bare(connection: Any, nik: str) -> None:
    cursor = connection.connection.cursor()
    cursor.execute(f"SELECT * FROM pasien WHERE nik = {'?' if connection.dialect.name == 'sqlite' else '%s'}", (nik,))  # noqa: S608 - a placeholder
    cursor.fetchall()


def _spread(engine: Engine, calls: Sequence[Callable[[Any], None]]) -> dict[str, float]:
    taken = []
    with engine.connect() as connection:
        for call in calls:
            start = time.perf_counter()
            call(connection)
            taken.append(time.perf_counter() - start)
    return lags.spread(taken)
