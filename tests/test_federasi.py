"""Store and forward: in order, each once, receipted; whoever lost something is noticed and healed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from engine.federasi.tanda import tanda
from engine.points import Titik
from tests.federasi_kit import HUB, Catatan, CatatanAgregat, CatatanTempat, Distrik, Gangguan, MatiDi, jalur

REF = jalur("PKM1", "RS1")


@pytest.fixture
def distrik(tmp_path: Path, sqlite_facility: Path) -> Iterator[Distrik]:
    made = Distrik.buat(tmp_path, sqlite_facility, "PKM1", "RS1", HUB)
    yield made
    made.tutup()


async def test_what_was_handed_over_arrives_in_order_and_is_receipted(distrik: Distrik) -> None:
    told = distrik["PKM1"].titip("RS1", 5)
    await distrik.tenang()
    assert distrik["RS1"].kotak(REF) == told
    lane = distrik["PKM1"].jalur(REF)
    assert (lane["seq"], lane["di_hub"], lane["diterima"]) == (5, 5, 5)
    assert not distrik["PKM1"].galat()
    assert not distrik["RS1"].galat()
