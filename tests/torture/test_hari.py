"""A small simulation of days passes; and its verdict fails for every way in which a timer could be wrong."""

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.berjalan import jalankan
from tests.torture.hari_putusan import Putusan, putuskan

TENGGAT = 500
PADAM = 5
BATAS_DETIK = 240
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes as POSIX knows them")


def hari(folder: Path) -> None:
    """A fortnight with five outages."""
    words = ["--tenggat", str(TENGGAT), "--hari", "14", "--padam", str(PADAM), "--seed", "7", "--folder", str(folder)]
    ended = jalankan("tests.torture.hari", *words, "--json", str(folder / "hasil.json"), dalam=BATAS_DETIK)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    with closing(sqlite3.connect(folder / "jejak.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def adili(folder: Path, database: Path) -> Putusan:
    told = json.loads((folder / "padam.json").read_text(encoding="utf-8"))
    kala = [(datetime.fromisoformat(mulai), datetime.fromisoformat(pulih)) for mulai, pulih in told["padam"]]
    return putuskan(database, kala, datetime.fromisoformat(told["akhir"]))


SATU = """
CREATE TEMP TABLE satu AS SELECT * FROM jejak
WHERE jenis = 'berkas.lewat_tenggat.v1' AND data NOT LIKE '%susulan%' LIMIT 1;
"""
"""One deadline that was told in time."""
KE = """
UPDATE jejak SET terjadi_pada = (SELECT saat FROM temp.ke), dicatat_pada = (SELECT saat FROM temp.ke)
WHERE seq IN (SELECT seq FROM satu);
"""
"""Tell it at another moment."""
USIK = {
    "hilang": "DELETE FROM jejak WHERE seq IN (SELECT seq FROM satu);",
    "ganda": """
        UPDATE satu SET seq = (SELECT max(seq) + 1 FROM jejak), perintah_id = 'lain', versi = versi + 1000;
        INSERT INTO jejak SELECT * FROM satu;
    """,
    "dini": KE,
    "telat": KE,
    "salah_tanda": """
        UPDATE jejak SET data = json_set(data, '$.susulan', json('true')) WHERE seq IN (SELECT seq FROM satu);
    """,
    "bukan_lipatan": "INSERT INTO tenggat VALUES ('x', 'pinjaman', '2026-01-01T00:00:00.000000+00:00', 1);",
    "salah_hitung": """
        UPDATE jejak SET data = json_set(data, '$.unit', 'RANAP')
        WHERE jenis = 'berkas.diterima.v1' AND data LIKE '%GIGI%';
    """,
}
GESER = {"dini": -timedelta(hours=1), "telat": timedelta(days=3)}


def diusik(folder: Path, apa: str) -> Path:
    """A copy of the database in which one thing is wrong."""
    database = folder / f"{apa}.db"
    shutil.copy(folder / "jejak.db", database)
    assert adili(folder, database).lolos
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.executescript(SATU)
        (told,) = connection.execute("SELECT dicatat_pada FROM satu").fetchone()
        saat = datetime.fromisoformat(told) + GESER.get(apa, timedelta())
        connection.execute("CREATE TEMP TABLE ke AS SELECT ? AS saat", [saat.isoformat(timespec="microseconds")])
        connection.executescript(USIK[apa])
    return database


def test_in_a_fortnight_with_five_outages_every_deadline_is_told_once_and_the_verdict_would_see_it_if_not(
    tmp_path: Path,
) -> None:
    hari(tmp_path)
    found = json.loads((tmp_path / "hasil.json").read_text(encoding="utf-8"))
    assert found["lolos"], found
    assert found["padam"] == PADAM
    assert found["tenggat_ditandai"] > TENGGAT / 2
    assert min(found["ditandai_per_jenis"][jenis] for jenis in ("pengembalian", "pinjaman", "pengisian")) > 10
    assert found["berakhir_sebelum_jatuh_tempo"] > 0
    assert found["tenggat_dimulai"] == found["tenggat_ditandai"] + found["berakhir_sebelum_jatuh_tempo"]
    assert found["ditandai_susulan"] > 0
    assert found["terlama_ditandai_detik"] <= 60
    for apa in USIK:
        wrong = adili(tmp_path, diusik(tmp_path, apa))
        assert wrong.salah[apa] > 0, (apa, wrong.angka())
