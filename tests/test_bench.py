"""The bench works: every section in miniature, its shape and its sense; never its speed."""

import dataclasses
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bench import (
    besar,
    big,
    boards,
    census,
    deadlines,
    federation,
    flow,
    front_door,
    orm,
    patients,
    reports,
    visits,
    words,
)
from bench import rows as written
from bench.sections import SECTIONS
from bench.work import SHORT, Work
from engine import ledger
from engine.database import connect
from engine.views import sums
from engine.workflows.berkas import BERKAS
from schemas.events import EVENTS
from schemas.names import Keadaan

ROOT = Path(__file__).parents[1]
TINY = dataclasses.replace(
    SHORT,
    moves={2: 48},
    records=12,
    orm_moves=32,
    orm_threads=(2,),
    scans=4,
    paced=20,
    pace=100,
    burst=600,
    records_besar=150,
    requests=2,
    deadlines=800,
    due=200,
    foreground=0.3,
    registered=20,
    patients=200,
    searches=3,
    visits=12,
    reported=80,
    admitted=40,
    fed_facilities=3,
    fed_messages=20,
    fed_seconds=0.3,
)


@pytest.fixture
def work() -> Iterator[Work]:
    """In a folder of its own: PostgreSQL runs as another user, and pytest closes its own folders to others."""
    with tempfile.TemporaryDirectory(prefix="jejak-ukur-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Work(Path(name), TINY)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A large facility, very small."""
    file = tmp_path / "besar.db"
    made = besar.make(file, 300)
    assert made.berkas == 300
    assert made.penuh
    return file


def test_a_copied_history_is_a_history(archive: Path) -> None:
    engine = connect(f"sqlite:///{archive}")
    with engine.connect() as connection:
        last = list(ledger.verify(connection, "BENCH"))[-1]
        pages = list(sums.records(connection))
        assert sum(count for count, _ in pages) == 300
        assert not [wrong for _, page in pages for wrong in page]
        assert not sums.counts(connection)
        known = {(move.event.jenis, source, move.dest or source) for move in BERKAS.moves for source in move.sources}
        for telling, _ in ledger.read(connection, "BENCH", 0, last):
            told = json.loads(telling.data)
            assert (telling.jenis, Keadaan(told["dari"]), Keadaan(told["ke"])) in known
            assert telling.jenis in EVENTS
    engine.dispose()
    assert big.verified(archive, last) == last


def test_a_copied_facility_lists_every_ending_of_every_number(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as raw:
        expected = {(nomor[at:], id_) for id_, nomor in raw.execute("SELECT id, kunci FROM berkas") for at in range(8)}
        assert set(raw.execute("SELECT akhiran, berkas_id FROM nomor_akhiran")) == expected


def test_making_a_large_facility_stops_when_its_time_is_up(tmp_path: Path) -> None:
    made = besar.make(tmp_path / "besar.db", 5000, budget=0)
    assert (made.penuh, made.baris) == (False, 0)


def test_the_floors_write_the_rows_the_front_door_wrote(work: Work) -> None:
    from bench import moves
    from bench.arena import SqliteArena

    place = SqliteArena(work.folder, 6)
    ours, floor = place.copy("kita"), place.copy("lantai")
    front_door.ours(place, ours, moves.rounds(place.archive, 18), 1)
    engine = connect(ours)
    rows = written.rows_of(engine, 6, text_times=True)
    engine.dispose()
    front_door.grouped(place, floor, rows, 1)
    for table in ("berkas", "jejak", "tenggat"):
        found = []
        for url in (ours, floor):
            with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw:
                found.append(sorted(raw.execute(f"SELECT * FROM {table}").fetchall()))  # noqa: S608 - a table of ours
        assert found[0] == found[1], table


@pytest.mark.parametrize("measure", [front_door.sqlite, front_door.postgres])
def test_the_front_door_is_measured_beside_its_floor(work: Work, measure: Any) -> None:
    row: dict[str, Any] = measure(work)[0]
    assert row["pemanggil"] == 2
    assert 0 < row["rasio"] == pytest.approx(row["gerak_per_detik"] / row["lantai_per_detik"], rel=0.05)
    assert 0 < row["transaksi_per_gerak"] <= 1
    assert row["byte_per_gerak"] == pytest.approx(row["byte_lantai_per_gerak"], rel=0.5)
    assert row["flush_per_gerak"] is None or row["flush_per_gerak"] > 0


def test_an_orm_is_measured_on_both_databases(work: Work) -> None:
    rows: list[dict[str, Any]] = orm.both(work)
    assert [row["basis_data"] for row in rows] == ["SQLite", "PostgreSQL"]
    assert all(row["rasio_orm"] > 0 and row["orm_utas"] == 2 for row in rows)


def test_patients_are_registered_and_found_on_both_databases(work: Work) -> None:
    rows: list[dict[str, Any]] = patients.measure(work)
    assert [row["basis_data"] for row in rows if "pasien_terdaftar" in row] == ["SQLite", "PostgreSQL"]
    assert all(row["pasien"] == 200 for row in rows if "p99_ms" in row)
    found = {(row["basis_data"], row["isi"]): row["ketemu"] for row in rows if "ketemu" in row}
    assert found["SQLite", "nama_utuh"] == found["PostgreSQL", "nama_utuh"] == found["SQLite", "kembar"] == 1
    assert {name for _, name in found} < words.ISI.keys()


def test_a_day_of_visits_is_opened_on_both_databases(work: Work) -> None:
    rows: list[dict[str, Any]] = visits.measure(work)
    assert [row["basis_data"] for row in rows] == ["SQLite", "PostgreSQL"]
    for row in rows:
        assert row["kunjungan"] == 12
        assert row["kunjungan_per_detik"] > 0
        assert row["p50_ms"] <= row["p99_ms"]


def test_the_report_of_a_year_is_read_on_both_databases(work: Work) -> None:
    rows: list[dict[str, Any]] = reports.measure(work)
    assert [row["basis_data"] for row in rows] == ["SQLite", "PostgreSQL"]
    for row in rows:
        assert row["kunjungan"] == 80
        assert 0 < row["p50_ms"] <= row["p99_ms"]
        assert row["rincian_p99_ms"] > 0


def test_the_census_of_a_year_is_counted_on_both_databases_and_equals_its_recount(work: Work) -> None:
    rows: list[dict[str, Any]] = census.measure(work)
    assert [row["basis_data"] for row in rows] == ["SQLite", "PostgreSQL"]
    for row in rows:
        assert (row["rawat_inap"], row["kunjungan"]) == (40, 266)
        assert 0 < row["p50_ms"] <= row["p99_ms"]
        assert row["bangun_ulang_detik"] >= 0


def test_a_hub_is_measured_beside_a_plain_stream_and_the_whole_way_comes_to_its_end(work: Work) -> None:
    hub, whole = federation.measure(work)
    assert (hub["fasilitas"], hub["pesan"], whole["pesan"]) == (3, 60, 40)
    assert 0 < float(str(hub["p50_ms"])) <= float(str(hub["p99_ms"]))
    assert hub["rasio"]
    assert hub["hub_rss_mb"]
    assert whole["pesan_per_detik"]


def test_a_board_sees_every_scan_of_the_bench(work: Work) -> None:
    found = boards.measure(work)
    assert (found["hilang"], found["pindaian"]) == (0, 4)


def test_the_whole_way_is_measured_to_the_projection(work: Work) -> None:
    found: list[dict[str, Any]] = flow.measure(work)
    even, full = found
    assert even["gerak"] == 20
    assert 0 < even["jawaban_p50_ms"] <= even["p50_ms"] <= even["p99_ms"]
    assert full["gerak"] == 600
    assert 0 < full["gerak_per_detik"] <= full["dijawab_per_detik"]
    assert full["rasio"] > 0


def test_deadlines_due_at_one_instant_are_all_told(work: Work) -> None:
    found: list[dict[str, Any]] = deadlines.measure(work)
    stored, adopting, instant = found
    assert adopting["tenggat"] == adopting["diputar"] == 800
    assert stored["tenggat"] == 800
    assert stored["sehalaman"] == 200
    assert instant["ditandai"] == 200
    assert instant["tenggat_per_detik"] > 0


def test_pages_of_a_large_facility_are_read_through_http(work: Work) -> None:
    found: list[dict[str, Any]] = big.measure(work)
    made, *rows = found
    assert made["berkas"] == 150
    assert made["baris_diperiksa"] == made["baris"]
    pages = [row for row in rows if "p99_ms" in row]
    assert {row["isi"] for row in pages} <= words.ISI.keys()
    assert all(row["rasio_lantai"] > 0 for row in pages)
    assert [row["isi"] for row in rows if "siap_detik" in row] == ["jejak_web", "jejak_up"]


def test_a_run_merges_its_section_into_the_report_and_leaves_nothing_behind(tmp_path: Path) -> None:
    report, folder = tmp_path / "report.json", tmp_path / "kerja"
    folder.mkdir()
    report.write_text('{"papan": {"lama": 1}, "diukur": {}}', encoding="utf-8")
    asked = ["bangun_aliran", "papan", "--ringkas", "--lanjut", "--report", str(report), "--folder", str(folder)]
    command = [sys.executable, "-m", "bench", *asked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stderr
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["papan"] == {"lama": 1}, "measured before: taken up, not done again"
    assert found["bangun_aliran"]["baris"] > 0
    assert found["bangun_aliran"]["rasio"] > 0
    assert found["diukur"]["bangun_aliran"]["ukuran"] == "ringkas"
    assert not list(folder.iterdir())


def test_every_section_has_a_table_in_the_readme() -> None:
    assert all(any(name.startswith(table.section) for table in words.TABEL) for name in SECTIONS)
