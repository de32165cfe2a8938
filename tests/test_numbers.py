"""Record numbers and codes: what the check character shows, and what a scanner's line must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.numbers import ABJAD, PANJANG_KODE, JenisKode, Kode, baca_kode, check_character, kunci, suffixes, tulis_kode
from engine.refusals import Refusal

bodies = st.text(ABJAD, min_size=1, max_size=24)
kinds = st.sampled_from(JenisKode)
numbers = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z./ -]{0,23}", fullmatch=True)


@given(kinds, bodies)
def test_a_code_that_was_printed_is_read_back_whole(jenis: JenisKode, isi: str) -> None:
    code = tulis_kode(jenis, isi)
    assert len(code) in PANJANG_KODE
    assert baca_kode(code) == Kode(jenis, isi)
    assert baca_kode(f"  {code.lower()} ") == Kode(jenis, isi)


@given(numbers)
def test_the_code_of_any_record_number_reads_back_as_that_number(nomor: str) -> None:
    assert baca_kode(tulis_kode(JenisKode.BERKAS, nomor)) == Kode(JenisKode.BERKAS, kunci(nomor))


@given(st.from_regex(r"[A-Z0-9]{2,16}", fullmatch=True))
def test_the_code_of_any_unit_reads_back_as_that_unit(unit: str) -> None:
    assert baca_kode(tulis_kode(JenisKode.LOKASI, unit)) == Kode(JenisKode.LOKASI, unit)


@given(kinds, bodies, st.data())
def test_any_one_wrong_character_shows(jenis: JenisKode, isi: str, data: st.DataObject) -> None:
    code = tulis_kode(jenis, isi)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([character for character in ABJAD if character != code[place]]))
    assert isinstance(baca_kode(code[:place] + other + code[place + 1 :]), Refusal)


@given(st.integers(0, 10**8 - 1).map(lambda n: f"{n:08d}"), st.data())
def test_two_neighbouring_digits_swapped_show_in_every_number_of_digits(isi: str, data: st.DataObject) -> None:
    code = tulis_kode(JenisKode.BERKAS, isi)
    place = data.draw(st.integers(1, len(isi) - 1))
    if code[place] != code[place + 1]:
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        shown = isinstance(baca_kode(swapped), Refusal)
        assert shown or blind(code[:place], code[place], code[place + 1])


def blind(before: str, first: str, second: str) -> bool:
    """One of the standard's blind pairs: swapping them leaves the check character as it was."""
    return check_character(before + first + second) == check_character(before + second + first)


def test_swapped_neighbours_escape_the_standard_only_in_one_pair_of_six_hundred_and_thirty() -> None:
    """From each of the 36 states of ISO 7064 MOD 37,36 exactly one of the 630 pairs commutes."""
    prefixes = {check_character(a + b): a + b for a in ABJAD for b in ABJAD}
    assert len(prefixes) == 36
    for before in prefixes.values():
        pairs = [(a, b) for i, a in enumerate(ABJAD) for b in ABJAD[:i] if blind(before, a, b)]
        assert len(pairs) <= 1


def test_the_check_character_is_that_of_the_standard() -> None:
    """ISO 7064 MOD 37,36, by the published example of a code that uses it: GRid A1-2425G-ABC1234002-M."""
    assert check_character("A12425GABC1234002") == "M"


@pytest.mark.parametrize(
    ("teks", "sebab"),
    [
        ("", "panjang"),
        ("B1", "panjang"),
        ("B" + "1" * 26, "panjang"),
        ("B12\x0034", "kendali"),
        ("B1234\n", "kendali"),
        ("B1234\x7f", "kendali"),
        ("B12\u202e34", "kendali"),
        ("B12-34", "huruf dan angka"),
        ("B12 34", "huruf dan angka"),
        ("B\u066112345", "huruf dan angka"),
        ("B\u017f12345Q", "huruf dan angka"),
        ("X12345", "bukan kode"),
        ("012345", "bukan kode"),
    ],
)
def test_anything_but_a_whole_code_is_refused_with_its_reason(teks: str, sebab: str) -> None:
    answer = baca_kode(teks)
    assert isinstance(answer, Refusal)
    assert (answer.kode, answer.field) == ("kode_tidak_sah", "kode")
    assert sebab in answer.kalimat


def test_a_letter_that_only_looks_like_one_is_refused_even_where_its_upper_case_would_fit() -> None:
    code = tulis_kode(JenisKode.BERKAS, "S12345")
    assert isinstance(baca_kode(code.replace("S", "\u017f")), Refusal)


@given(st.text(max_size=40))
def test_any_text_at_all_is_read_or_refused(teks: str) -> None:
    answer = baca_kode(teks)
    assert isinstance(answer, Kode) or answer.kalimat


@given(numbers)
def test_spelling_does_not_change_which_number_it_is(nomor: str) -> None:
    key = kunci(nomor)
    assert key
    assert set(key) <= set(ABJAD)
    assert kunci(nomor.lower()) == kunci(key) == key


@pytest.mark.parametrize("nomor", ["00-12-34", "00.12.34", "00 12 34", "00/12/34", "001234"])
def test_separators_are_only_for_the_eye(nomor: str) -> None:
    assert kunci(nomor) == "001234"


def test_letters_count_and_their_case_does_not() -> None:
    assert kunci("ab-12c") == kunci("AB12C") == "AB12C"
    assert kunci("AB12C") != kunci("AB12D")


@given(bodies)
def test_every_suffix_once_longest_first(key: str) -> None:
    found = suffixes(key)
    assert found[0] == key
    assert [len(suffix) for suffix in found] == list(range(len(key), 0, -1))
    assert all(key.endswith(suffix) for suffix in found)
