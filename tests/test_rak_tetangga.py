"""Reading a shelf: which of the folders side by side stands wrong, where it belongs, what is missing between them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from engine import facility
from engine.views import rak as peta_rak
from engine.views import tetangga
from engine.views.tetangga import Berdiri, kedudukan
from schemas.commands import berkas as ask
from schemas.names import RUANG_REKAM_MEDIS as RM
from schemas.names import BerkasId
from tests.kit import PERMED, Arsip
from tests.test_rak import rak_dua

B, S, R, X = Berdiri.BENAR, Berdiri.SALAH, Berdiri.RAGU, Berdiri.BUKAN_DI_SINI


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: order and places are held to both databases in `test_rak.py`."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


def baca(engine: Engine, ids: list[BerkasId], *, pasti: bool = False) -> list[tetangga.Diperiksa]:
    with engine.connect() as connection:
        return tetangga.periksa(connection, ids, RM, pertama_pasti=pasti)


@pytest.mark.parametrize(("banyak", "rupa"), [(8, "lega"), (9, "hampir"), (10, "penuh"), (11, "penuh")])
async def test_a_section_says_when_it_is_nearly_full_and_when_it_is(arsip: Arsip, banyak: int, rupa: str) -> None:
    rak_dua(arsip.engine)
    for n in range(banyak):
        await arsip.daftar(nomor=f"{n:02d}-00-01")
    with arsip.engine.connect() as connection:
        assert peta_rak.peta(connection)[0].isi[0].rupa == rupa


@pytest.mark.parametrize(
    ("keys", "pasti", "wanted"),
    [
        ([], (), []),
        ([1], (), [B]),
        ([1, 2], (), [B, B]),
        ([2, 1], (), [R, R]),
        ([2, 1], (0,), [B, S]),
        ([1, 2, 9, 3, 4], (), [B, B, S, B, B]),
        ([5, 1, 2, 3], (), [S, B, B, B]),
        ([5, 1, 2, 3], (0,), [B, S, S, S]),
        ([1, 3, 2, 4], (), [B, R, R, B]),
        ([3, 4, 5, 1, 6, 7], (), [B, B, B, S, B, B]),
    ],
)
def test_the_run_that_is_in_order_tells_who_stands_wrong(
    keys: list[int], pasti: tuple[int, ...], wanted: list[Berdiri]
) -> None:
    assert kedudukan(keys, frozenset(pasti)) == wanted


@given(st.lists(st.integers(0, 99), unique=True, max_size=12), st.data())
def test_a_shelf_in_order_is_right_and_one_misfiled_folder_is_the_one_that_is_told(
    numbers: list[int], data: st.DataObject
) -> None:
    shelf = sorted(numbers)
    assert kedudukan(shelf) == [B] * len(shelf)
    if len(shelf) >= 3:
        at, to = data.draw(st.integers(0, len(shelf) - 1)), data.draw(st.integers(0, len(shelf) - 1))
        moved = [*shelf[:at], *shelf[at + 1 :]]
        moved.insert(to, shelf[at])
        stands = dict(zip(moved, kedudukan(moved), strict=True))
        if abs(at - to) > 1:
            assert [key for key in shelf if stands[key] is S] == [shelf[at]]
        elif at != to:
            assert [key for key in shelf if stands[key] is R] == sorted({shelf[at], shelf[to]})


@given(st.lists(st.integers(0, 30), max_size=12))
def test_who_is_not_told_wrong_or_in_doubt_stands_in_order(keys: list[int]) -> None:
    right = [key for key, stands in zip(keys, kedudukan(keys), strict=True) if stands is B]
    assert right == sorted(right)


async def test_a_reading_tells_who_stands_wrong_where_it_belongs_and_what_is_missing(arsip: Arsip) -> None:
    rak_dua(arsip.engine)
    made = {n: await arsip.daftar(nomor=f"0{n}-00-01") for n in range(7)}
    found = baca(arsip.engine, [made[0], made[1], made[6], made[3], made[5]])
    assert [satu.berdiri for satu in found] == [B, B, S, B, B]
    wrong = found[2]
    assert (wrong.sesudah, wrong.sebelum) == ("05-00-01", None)
    assert wrong.ruas is not None
    assert (wrong.ruas.rak, wrong.ruas.nomor) == ("001", 1)
    assert [(satu.luput, satu.luput_nomor) for satu in found] == [
        (0, ()),
        (1, ("02-00-01",)),
        (0, ()),
        (1, ("04-00-01",)),
        (0, ()),
    ]


async def test_a_neighbour_that_is_known_to_be_right_decides_between_two(arsip: Arsip) -> None:
    rak_dua(arsip.engine)
    one, two = await arsip.daftar(nomor="01-00-01"), await arsip.daftar(nomor="02-00-01")
    assert [satu.berdiri for satu in baca(arsip.engine, [two, one])] == [R, R]
    assert [satu.berdiri for satu in baca(arsip.engine, [two, one], pasti=True)] == [B, S]
    assert [satu.berdiri for satu in baca(arsip.engine, [one, two], pasti=True)] == [B, B]


async def test_what_has_no_place_on_these_shelves_is_told_so_and_misleads_nobody(arsip: Arsip) -> None:
    rak_dua(arsip.engine)
    one, two = await arsip.daftar(nomor="01-00-01"), await arsip.daftar(nomor="02-00-01")
    old = await arsip.daftar(nomor="00-00-01")
    await arsip.minta(ask.Inaktifkan, old, PERMED)
    found = baca(arsip.engine, [one, old, two, BerkasId(facility.baru())])
    assert [satu.berdiri for satu in found] == [B, X, B]


async def test_a_missing_folder_on_the_shelf_is_told(arsip: Arsip) -> None:
    rak_dua(arsip.engine)
    one = await arsip.daftar(nomor="01-00-01")
    await arsip.minta(ask.LaporkanHilang, one, PERMED)
    assert [satu.dicari for satu in baca(arsip.engine, [one])] == [True]
