"""(k) The census of a year of a hospital with 300 beds: 45,000 admissions, 300,000 visits to clinics.

The year's lines stand in a ledger; the projection reads them a page at a time as a worker does when it catches up, and
is then made again from the first line. The month's report is read many times. Beside each, in the same run, the same
is counted in plain SQL: the lines by day, unit and kind as the ledger has them, and the month's patients day by day
from the rows of the stays. The sums must come to the same number.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from statistics import median
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Engine, func, insert, select, text

from bench import moves
from bench.arena import named, postgres_server
from bench.lags import p99
from bench.work import Figures, Work
from engine import tables as t
from engine.database import connect, writing
from engine.facility import baru
from engine.policy import kebijakan
from engine.projections.projector import Proyektor
from engine.projections.rebuild import bangun_ulang
from engine.projections.sensus import sensus
from engine.schema import upgrade
from engine.sensus import baca
from schemas.names import Macam

TAHUN: Final = 2025
MULAI: Final = datetime(TAHUN, 1, 1, tzinfo=UTC)
SETAHUN: Final = (date(TAHUN, 1, 1), date(TAHUN, 12, 31))
BULAN: Final = (date(TAHUN, 10, 1), date(TAHUN, 10, 31))
BANGSAL: Final = tuple(f"BANGSAL{number}" for number in range(12))
KELAS: Final = ("vip", "kelas_1", "kelas_2", "kelas_3")
POLI: Final = tuple(f"POLI{number}" for number in range(20))
DOKTER: Final = tuple(f"{number:08x}-0000-7000-8000-000000000000" for number in range(60))
PINDAH: Final = 0.35
"""Of the patients, who is moved once or once more."""
JALAN: Final = 20 / 3
"""Visits to clinics for each admission."""
Fakta = tuple[datetime, str, int, str, dict[str, Any]]
COBA: Final = 450
"""Admissions of the trial."""
BAGIAN: Final = 0.4
"""Of the time for making, what the first database may take."""
SEKALI: Final = 5000
LIHAT: Final = 30
DETIK_LIHAT: Final = 25.0


def measure(work: Work) -> list[Figures]:
    """Each database in turn; on a machine too slow for the whole year, as much of it as there is time for."""
    admitted = _sebanyak(work)
    found = [_one(work, "SQLite", f"sqlite:///{work.folder / 'sensus.db'}", admitted)]
    with postgres_server(work.folder / "pg") as base:
        admin = connect(base).execution_options(isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE sensus"))
        admin.dispose()
        found.append(_one(work, "PostgreSQL", named(base, "sensus"), admitted))
    return found


def _sebanyak(work: Work) -> int:
    """How many admissions fit into the time, by a trial with a few."""
    trial = min(COBA, work.size.admitted)
    seconds = _detik(lambda: _one(work, "SQLite", f"sqlite:///{work.folder / 'coba.db'}", trial))
    return min(work.size.admitted, max(trial, int(trial * work.size.making * BAGIAN / seconds)))


def _one(work: Work, nama: str, url: str, admitted: int) -> Figures:
    engine = connect(url)
    upgrade(engine)
    visits = int(admitted * JALAN)
    lines = _buku(work, engine, admitted, visits)
    proyeksi = sensus(moves.FASYANKES.zona, kebijakan().sensus)
    worker = Proyektor(engine, moves.FASYANKES.kode, proyeksi)
    worker.mulai()
    applied = _detik(lambda: _kejar(work, worker, lines))
    rebuilt = _detik(lambda: bangun_ulang(engine, moves.FASYANKES.kode, proyeksi))
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    times = min(LIHAT, work.size.requests)
    with engine.connect() as connection:
        plain_ledger = min(_kali(min(3, times), lambda: _hitung_buku(connection)))
        ours = _kali(times, lambda: _bulan(connection))
        floor = _kali(times, lambda: _hitung_bulan(connection))
        year = _kali(times, lambda: _tahun(connection))
        clinics = _kali(times, lambda: _jalan(connection))
        listed = _kali(times, lambda: _rincian(connection))
        same = _bulan(connection) == _hitung_bulan(connection)
    engine.dispose()
    if not same:
        raise ValueError("sensus berbeda dari hitungan ulangnya")
    return {
        "basis_data": nama,
        "rawat_inap": admitted,
        "kunjungan": visits,
        "baris": lines,
        "baris_per_detik": round(lines / applied),
        "bangun_ulang_detik": round(rebuilt, 1),
        "lantai_buku_detik": round(plain_ledger, 1),
        "rasio_proyeksi": round(applied / plain_ledger, 1),
        "rasio_bangun_ulang": round(rebuilt / plain_ledger, 1),
        "p50_ms": _ms(median(ours)),
        "p99_ms": _ms(p99(ours)),
        "lantai_p50_ms": _ms(median(floor)),
        "rasio_p50": round(median(ours) / median(floor), 3),
        "setahun_p99_ms": _ms(p99(year)),
        "rawat_jalan_p99_ms": _ms(p99(clinics)),
        "rincian_p99_ms": _ms(p99(listed)),
    }


# ── the year ────────────────────────────────────────────────────────────────────────────────────────


def _buku(work: Work, engine: Engine, admitted: int, visits: int) -> int:
    """Put the year's lines into the ledger, in the order in which they happened; how many they are."""
    told = sorted([*_rawat(admitted), *_poli(visits)], key=lambda row: row[0])
    rows = (_baris(seq, row) for seq, row in enumerate(told, 1))
    with work.told.progress("baris", len(told)) as bar:
        done = 0
        while page := list(islice(rows, SEKALI)):
            with writing(engine).begin() as connection:
                connection.execute(insert(t.jejak), page)
            done += len(page)
            bar.at(done)
    return len(told)


def _baris(seq: int, fakta: Fakta) -> dict[str, Any]:
    saat, kunjungan, versi, jenis, data = fakta
    return {
        "seq": seq,
        "perintah_id": baru(),
        "sidik": b"\0" * 32,
        "jenis": f"kunjungan.{jenis}.v1",
        "subjek": kunjungan,
        "versi": versi,
        "terjadi_pada": saat,
        "dicatat_pada": saat,
        "pelaku": DOKTER[0],
        "cara": "api",
        "di": None,
        "selisih_jam": None,
        "data": orjson.dumps(data).decode(),
        "hash": seq.to_bytes(32, "big"),
    }


def _rawat(admitted: int) -> Iterator[Fakta]:
    """Admissions: two days on average, some moved, one in forty dies."""
    some = random.Random(19)  # noqa: S311 - an example, the same each time
    for number in range(admitted):
        saat = MULAI + timedelta(seconds=int(number * 365 * 86400 / admitted))
        kunjungan = f"{number:08x}-1111-7000-8000-000000000000"
        unit, kelas = some.choice(BANGSAL), some.choice(KELAS)
        came = {"jenis_kunjungan": "rawat_inap", "unit": unit, "kelas": kelas, "bayi_lahir": number % 12 == 0}
        yield saat, kunjungan, 1, "terdaftar", came | _sama(some)
        versi = 2
        while some.random() < PINDAH:
            saat += timedelta(hours=some.randrange(1, 30))
            yield saat, kunjungan, versi, "dipindahkan", {"unit": some.choice(BANGSAL), "kelas": some.choice(KELAS)}
            versi += 1
        saat += timedelta(minutes=some.randrange(120, 6000))
        cara = some.choices(("izin_dokter", "dirujuk", "meninggal"), (35, 4, 1))[0]
        died = {"meninggal_pada": saat.isoformat()} if cara == "meninggal" else {}
        yield saat, kunjungan, versi, "selesai", {"cara_keluar": cara} | died


def _poli(visits: int) -> Iterator[Fakta]:
    some = random.Random(23)  # noqa: S311 - an example, the same each time
    for number in range(visits):
        saat = MULAI + timedelta(seconds=int(number * 365 * 86400 / visits))
        kunjungan = f"{number:08x}-2222-7000-8000-000000000000"
        came = {"jenis_kunjungan": "rawat_jalan", "unit": some.choice(POLI), "dokter": some.choice(DOKTER)}
        yield saat, kunjungan, 1, "terdaftar", came | _sama(some)
        yield saat + timedelta(minutes=40), kunjungan, 2, "selesai", {"cara_keluar": "pulang", "kasus_baru": True}


def _sama(some: random.Random) -> dict[str, Any]:
    return {
        "kunjungan_baru": some.random() < 0.2,
        "cara_bayar": some.choice(("jkn", "umum")),
        "asal_pasien": some.choice(("datang_sendiri", "puskesmas")),
        "surat_rujukan": False,
    }


def _kejar(work: Work, worker: Proyektor, lines: int) -> None:
    with work.told.progress("proyeksi", lines) as bar:
        while worker.kejar():
            bar.at(worker.kursor.seq)


# ── ours, and the floors ────────────────────────────────────────────────────────────────────────────


def _bulan(connection: Connection) -> tuple[int, int, int]:
    """What the page of a month reads: days of care, stays ended, deaths."""
    cells = baca.inap(connection, moves.FASYANKES.zona, kebijakan().sensus, *BULAN)
    care = sum(one.isi[Macam.HARI_PERAWATAN] for one in cells)
    left = sum(baca.keluar_hidup(one.isi) for one in cells)
    return care, left, sum(one.isi[Macam.MATI_LT48] + one.isi[Macam.MATI_GE48] for one in cells)


def _tahun(connection: Connection) -> None:
    aturan = kebijakan().sensus
    baca.jumlah(connection, moves.FASYANKES.zona, aturan, *SETAHUN, menurut=("bulan", "unit", "kelas", "bayi"))


def _jalan(connection: Connection) -> None:
    baca.jalan(connection, moves.FASYANKES.zona, kebijakan().sensus, *BULAN)


def _rincian(connection: Connection) -> None:
    pilih = baca.PilihInap(Macam.HARI_PERAWATAN, *BULAN, BANGSAL[3])
    baca.rincian(connection, kebijakan().sensus, pilih)


def _hitung_bulan(connection: Connection) -> tuple[int, int, int]:
    """The same month in plain SQL: who is there, day by day, and who came and left."""
    c = t.sensus.c
    first, last = (day.isoformat() for day in BULAN)
    care = 0
    for number in range((BULAN[1] - BULAN[0]).days + 1):
        day = (BULAN[0] + timedelta(days=number)).isoformat()
        there = (c.hari_mulai <= day) & (c.hari_sampai.is_(None) | (c.hari_sampai > day))
        rows = select(c.unit, c.kelas, c.bayi, func.count()).where(there).group_by(c.unit, c.kelas, c.bayi)
        care += sum(row[3] for row in connection.execute(rows))
    came = select(c.hari_mulai, c.unit, c.kelas, c.bayi, c.macam_masuk, func.count()).where(
        c.hari_mulai.between(first, last)
    )
    connection.execute(came.group_by(c.hari_mulai, c.unit, c.kelas, c.bayi, c.macam_masuk)).all()
    went = select(c.hari_sampai, c.unit, c.kelas, c.bayi, c.macam_keluar, func.count()).where(
        c.hari_sampai.between(first, last)
    )
    left = dead = 0
    for row in connection.execute(went.group_by(c.hari_sampai, c.unit, c.kelas, c.bayi, c.macam_keluar)):
        dead += row[5] if row.macam_keluar.startswith("mati") else 0
        left += 0 if row.macam_keluar.startswith(("mati", "dipindahkan")) else row[5]
    same_day = select(func.count()).where(
        c.hari_sampai.between(first, last), c.hari_masuk_rs == c.hari_sampai, c.macam_keluar != "dipindahkan"
    )
    return care + connection.execute(same_day).scalar_one(), left, dead


def _hitung_buku(connection: Connection) -> None:
    """Every line of the ledger, counted by day, unit and kind in one statement: what reading them costs."""
    if connection.dialect.name == "sqlite":
        unit, day = "json_extract(data, '$.unit')", "substr(terjadi_pada, 1, 10)"
    else:
        unit, day = "data::json ->> 'unit'", "date(terjadi_pada)"
    query = f"SELECT {day} AS hari, {unit} AS unit, jenis, count(*) FROM jejak GROUP BY 1, 2, 3"  # noqa: S608 - our own words
    connection.execute(text(query)).all()


def _detik(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _kali(times: int, look: Callable[[], object]) -> list[float]:
    """Seconds each took, after one to warm up; fewer times where one takes long."""
    look()
    taken: list[float] = []
    while len(taken) < times and sum(taken) < DETIK_LIHAT:
        taken.append(_detik(look))
    return taken


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
