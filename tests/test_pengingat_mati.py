"""A worker of notices dies at every moment that has a name: nobody is told twice in the inbox, nobody is forgotten."""

import os
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine

from engine.pengingat.tahap import Tahap
from schemas.names import Peran
from tests.anak_pengingat import MATI, MATI_DI
from tests.berjalan import jalankan
from tests.pengingat_kit import buat_orang, kiriman, kotak


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the dying process is a fork")
def test_a_worker_killed_at_any_moment_tells_each_once_in_the_inbox_and_at_least_once_outside(
    engine: Engine, tmp_path: Path
) -> None:
    out = tmp_path / "luar"
    out.mkdir()
    people = [buat_orang(engine, f"dr{n}", Peran.DOKTER, surel="d@rs.example", kanal=["surel"]) for n in range(3)]
    url = engine.url.render_as_string(hide_password=False)
    told = jalankan("tests.anak_pengingat", url, str(out), *people)
    assert told.returncode == 0, told.stderr
    lines = [line for line in told.stdout.splitlines() if line.startswith(("pengingat.", "kiriman."))]
    lives = [line for line in lines if len(line.split()) <= 3]
    assert lives == [*(f"{point} {MATI} 0" for point in MATI_DI), "kiriman.lagi 0"]
    rows, inbox = kiriman(engine), kotak(engine)
    days = sorted({row.periode for row in inbox})
    assert len(days) == len(MATI_DI)
    assert Counter((row.petugas, row.periode) for row in inbox) == Counter((who, day) for who in people for day in days)
    assert {row.keadaan for row in rows} == {Tahap.TERKIRIM}
    times = Counter(path.name[:36] for path in out.iterdir())
    assert set(times) == {row.id for row in rows}
    twice = [one for one, count in times.items() if count > 1]
    assert len(twice) <= 4, "only what was under way when it died between the sending and the mark"
    assert max(times.values()) == 2
