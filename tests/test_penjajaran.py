"""Shelf order: the seed's printed runs are the tests, and the order is total."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.numbers import kunci
from engine.penjajaran import Bentuk, SistemJajar, kunci_urut, teks_urut, tetangga_salah

AKHIR = ["95-05-26", "96-05-26", "97-05-26", "98-05-26", "99-05-26", "00-06-26", "01-06-26", "02-06-26", "03-06-26"]
TENGAH = ["05-01-03", "05-01-04", "05-01-05", "00-10-14", "00-10-15", "00-10-16", "03-11-96", "03-11-97", "03-11-98"]
LANGSUNG = ["06-02-01", "06-02-02", "06-02-03", "07-01-01", "07-01-02", "07-01-03", "08-00-02", "08-00-03", "08-00-04"]
KELUARGA = Bentuk((2, 2, 2), anggota=2)

nomor = st.from_regex(r"[0-9]{1,10}", fullmatch=True)
enam = st.from_regex(r"[0-9]{6}", fullmatch=True)
sistem = st.sampled_from(SistemJajar)
bentuk = st.sampled_from([Bentuk(), KELUARGA, Bentuk((2, 2, 2, 2)), Bentuk((3, 3))])


@pytest.mark.parametrize(
    ("cara", "deret"),
    [(SistemJajar.AKHIR, AKHIR), (SistemJajar.TENGAH, TENGAH), (SistemJajar.LANGSUNG, LANGSUNG)],
)
def test_the_printed_runs_of_the_seed_come_out_of_any_shuffle(cara: SistemJajar, deret: list[str]) -> None:
    acak = random.Random(3)  # noqa: S311 - a shuffle, not a secret
    for _ in range(20):
        shuffled = acak.sample(deret, len(deret))
        assert sorted(shuffled, key=lambda satu: kunci_urut(satu, cara)) == deret
        assert sorted(shuffled, key=lambda satu: teks_urut(satu, cara)) == deret


def test_after_ninety_nine_the_next_section_begins() -> None:
    assert kunci_urut("99-05-26", SistemJajar.AKHIR) < kunci_urut("00-06-26", SistemJajar.AKHIR)
    assert kunci_urut("99-99-26", SistemJajar.AKHIR) < kunci_urut("00-00-27", SistemJajar.AKHIR)
    assert kunci_urut("99-10-99", SistemJajar.TENGAH) < kunci_urut("00-11-00", SistemJajar.TENGAH)
    assert kunci_urut("07-99-99", SistemJajar.LANGSUNG) < kunci_urut("08-00-00", SistemJajar.LANGSUNG)


@given(one=nomor, other=nomor, cara=sistem, form=bentuk)
def test_shelf_order_is_total_two_numbers_share_a_place_only_if_they_are_one(
    one: str, other: str, cara: SistemJajar, form: Bentuk
) -> None:
    first, second = kunci_urut(one, cara, form), kunci_urut(other, cara, form)
    assert (first == second) == (one == other)
    assert (first < second) != (first >= second)


@given(one=nomor, other=nomor, cara=sistem, form=bentuk)
def test_the_text_that_is_kept_orders_as_the_key_does(one: str, other: str, cara: SistemJajar, form: Bentuk) -> None:
    keys = kunci_urut(one, cara, form), kunci_urut(other, cara, form)
    texts = teks_urut(one, cara, form), teks_urut(other, cara, form)
    assert (keys[0] < keys[1]) == (texts[0] < texts[1])
    assert all(len(text) <= 64 and text.isascii() for text in texts)


@given(satu=enam, cara=sistem)
def test_separators_change_nothing(satu: str, cara: SistemJajar) -> None:
    written = f"{satu[:2]}-{satu[2:4]}.{satu[4:]}"
    assert kunci_urut(written, cara) == kunci_urut(satu, cara)


@given(satu=st.integers(0, 999_998))
def test_straight_order_is_the_order_of_the_numbers(satu: int) -> None:
    assert kunci_urut(f"{satu:06d}", SistemJajar.LANGSUNG) < kunci_urut(f"{satu + 1:06d}", SistemJajar.LANGSUNG)


@given(satu=st.integers(0, 999_999), lain=st.integers(0, 999_999))
def test_terminal_order_is_the_order_of_the_number_read_from_its_last_group(satu: int, lain: int) -> None:
    def dibalik(urut: int) -> int:
        return urut % 100 * 10_000 + urut // 100 % 100 * 100 + urut // 10_000

    keys = kunci_urut(f"{satu:06d}", SistemJajar.AKHIR), kunci_urut(f"{lain:06d}", SistemJajar.AKHIR)
    assert (keys[0] < keys[1]) == (dibalik(satu) < dibalik(lain))


@pytest.mark.parametrize("cara", SistemJajar)
def test_a_household_stands_together_in_the_order_of_its_members(cara: SistemJajar) -> None:
    deret = ["00-12-34-01", "00-12-34-02", "00-12-34-10"]
    others = ["00-12-33-99", "00-12-35-01", "01-12-34-01", "00-13-34-01"]
    ordered = sorted([*deret, *others], key=lambda satu: kunci_urut(satu, cara, KELUARGA))
    at = ordered.index(deret[0])
    assert ordered[at : at + 3] == deret


def test_a_longer_number_stands_behind_the_shorter_ones_of_its_section() -> None:
    deret = ["99-05-26", "100-05-26", "101-05-26", "1000-05-26"]
    assert sorted(deret, key=lambda satu: kunci_urut(satu, SistemJajar.AKHIR)) == deret


# ── usual misfiles ──────────────────────────────────────────────────────────────────────────────────


def test_a_folder_is_looked_for_beside_its_neighbours_and_under_swapped_digits() -> None:
    found = tetangga_salah("99-05-26", SistemJajar.AKHIR)
    assert found[:2] == ["98-05-26", "00-06-26"]
    assert {"99-05-25", "99-05-27"} <= set(found)  # the sections beside
    assert {"99-05-62", "99-50-26", "90-95-26"} <= set(found)  # adjacent digits swapped
    assert "26-05-99" in found  # filed from the wrong end
    assert found.index("99-05-62") < found.index("90-95-26")


def test_the_neighbours_on_the_shelf_are_those_of_the_order_in_use() -> None:
    assert tetangga_salah("00-12-34", SistemJajar.LANGSUNG)[:2] == ["00-12-33", "00-12-35"]
    assert tetangga_salah("00-12-34", SistemJajar.AKHIR)[:2] == ["99-11-34", "01-12-34"]
    assert tetangga_salah("00-12-34", SistemJajar.TENGAH)[:2] == ["00-12-33", "00-12-35"]
    assert tetangga_salah("99-12-99", SistemJajar.TENGAH)[:2] == ["99-12-98", "00-13-00"]


@given(satu=enam, cara=sistem)
def test_misfile_neighbours_are_other_numbers_each_once_written_the_same_way(satu: str, cara: SistemJajar) -> None:
    written = f"{satu[:2]}-{satu[2:4]}-{satu[4:]}"
    found = tetangga_salah(written, cara)
    assert written not in found
    assert len(set(found)) == len(found)
    assert all([len(part) for part in other.split("-")] == [2, 2, 2] for other in found)
    assert [kunci(other) for other in found] == tetangga_salah(satu, cara)


@given(satu=enam, cara=sistem)
def test_the_shelf_neighbours_are_the_nearest_numbers_there_are(satu: str, cara: SistemJajar) -> None:
    own = kunci_urut(satu, cara)
    keys = [kunci_urut(other, cara) for other in tetangga_salah(satu, cara)]
    before = [key for key in keys if key < own]
    after = [key for key in keys if key > own]
    assert not before or max(before) == keys[0]
    assert not after or min(after) in keys[:2]


def test_a_number_with_letters_has_no_usual_neighbours() -> None:
    assert tetangga_salah("A-12", SistemJajar.LANGSUNG) == []
