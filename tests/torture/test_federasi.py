"""A small lane under random kills passes; the long one is `python -m tests.torture.federasi`."""

import json
import sys
from pathlib import Path

import pytest

from tests.berjalan import jalankan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes as POSIX knows them")


def test_a_lane_under_random_kills_loses_doubles_and_misorders_nothing(tmp_path: Path) -> None:
    told = tmp_path / "hasil.json"
    words = ["--pesan", "200", "--bunuh", "4", "--seed", "5", "--folder", str(tmp_path), "--json", str(told)]
    ended = jalankan("tests.torture.federasi", *words, dalam=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert json.loads(told.read_text(encoding="utf-8"))["salah"] == []
