"""The worker that closes the census dies at every moment that has a name: each day is closed once, each edition too."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from engine.execute import Accepted
from engine.sensus import penutupan
from tests.anak_penutup import MATI, MATI_DI, MULAI
from tests.buku import satu_cerita
from tests.kit import PAGI, RANAP, Arsip
from tests.klinik import klinik_baru
from tests.sensus_kit import HARI, penutupan_baru, susul

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the dying process is a fork")
async def test_a_worker_killed_at_any_moment_closes_each_day_once_and_issues_each_edition_once(arsip: Arsip) -> None:
    sensus = penutupan_baru(klinik_baru(arsip))
    lies = await sensus.klinik.dirawat("M1-A")
    sensus.esok()
    await sensus.tutup()
    arsip.jam.saat = PAGI + timedelta(days=1, hours=3)
    answer = await sensus.pulang(lies, PAGI + timedelta(hours=6))  # late: both days that are closed by then change
    assert isinstance(answer, Accepted)
    url = arsip.engine.url.render_as_string(hide_password=False)
    words = [sys.executable, "-m", "tests.anak_penutup", url]
    told = subprocess.run(words, cwd=ROOT, check=True, timeout=60, capture_output=True, text=True).stdout  # noqa: S603, ASYNC221 - our own module
    ends = [line for line in told.splitlines() if line.startswith(("sensus.", "lagi"))]
    assert ends == [*(f"{point} {MATI} 0" for point in MATI_DI), "lagi 0"]
    susul(arsip.engine)
    with arsip.engine.connect() as connection:
        last = MULAI.date() + timedelta(days=len(MATI_DI) - 1)
        found = penutupan.daftar(connection, MULAI + timedelta(days=len(MATI_DI)), HARI, last, RANAP)
    assert Counter((one.hari, one.edisi) for one in found) == Counter(
        (HARI + timedelta(days=n), 2 if n == 0 else 1) for n in range((last - HARI).days + 1)
    )
    for one in found:
        assert sensus.edisi(one.hari)[-1].sel == sensus.sel(one.hari)
    satu_cerita(arsip.engine)
