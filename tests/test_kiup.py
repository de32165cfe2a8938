"""The rules of the master index, without a database: names, NIK, what is typed, who may be who."""

from datetime import date
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.kiup.nama import hapusan, kata, kunci_alamat, kunci_nama, rangka, rapikan, sampul, tertulis
from engine.kiup.nik import Ganjil, lahir, periksa
from engine.kiup.periksa import Awas, awas
from engine.kiup.skor import MUNGKIN, SANGAT_MUNGKIN, Alasan, bandingkan, nama_mirip
from engine.kiup.tanya import pahami, tanggal
from schemas.commands.pasien import Identitas
from schemas.names import BidangIdentitas, JenisKelamin, Sebutan

huruf = st.text(ascii_lowercase, min_size=1, max_size=12)
nama_orang = st.lists(huruf, min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ("Djoko Soesilo", "Joko Susilo"),
        ("Soerja Widjaja", "Surya Wijaya"),
        ("Tjahjono Soekarno", "Cahyono Sukarno"),
        ("Sjahrir Njoman Oemar", "Syahrir Nyoman Umar"),
        ("Moch. Yusuf", "Muhammad Yusuf"),
        ("Nur'aini", "Nuraini"),
        ("SITI   AMINAH", "siti aminah"),
        ("José", "jose"),
    ],
)
def test_the_old_spelling_and_the_new_are_one(lama: str, baru: str) -> None:
    assert kata(lama) == kata(baru)


@pytest.mark.parametrize(
    ("satu", "lain"),
    [
        ("muhammad", "mohamad"),
        ("akhmad", "ahmad"),
        ("yusuf", "yusup"),
        ("jusuf", "yusuf"),
        ("aisyah", "aisya"),
        ("fitri", "vitri"),
        ("rizki", "rizky"),
        ("rizki", "riski"),
        ("christina", "kristina"),
        ("surya", "suria"),
        ("saleh", "sale"),
        ("ahmad", "ahmat"),
    ],
)
def test_spellings_that_sound_alike_have_one_skeleton(satu: str, lain: str) -> None:
    assert rangka(kata(satu)[0]) == rangka(kata(lain)[0])


@pytest.mark.parametrize(
    ("tulisan", "nama", "gelar", "sebutan"),
    [
        ("Tn. Budi Santoso", "Budi Santoso", None, Sebutan.TN),
        ("Budi Santoso, Tn.", "Budi Santoso", None, Sebutan.TN),
        ("dr. Rina Wulandari, Sp.A", "Rina Wulandari", "dr., Sp.A", None),
        ("Ny. Hj. Siti Aminah", "Siti Aminah", "Hj.", Sebutan.NY),
        ("Prof. Dr. H. Ahmad", "Ahmad", "Prof., Dr., H.", None),
        ("An Nisa Rahma", "An Nisa Rahma", None, None),
        ("An. Rudi", "Rudi", None, Sebutan.AN),
        ("By. Ny. Siti", "Siti", None, Sebutan.BY),
        ("  Siti \t Aminah ", "Siti Aminah", None, None),
    ],
)
def test_titles_and_status_leave_the_name_and_titles_go_behind(
    tulisan: str, nama: str, gelar: str | None, sebutan: Sebutan | None
) -> None:
    assert rapikan(tulisan) == (nama, gelar, sebutan)


def test_a_cover_is_in_capitals_and_titles_stand_behind() -> None:
    assert sampul("Siti Aminah", "S.Pd.", "Ny") == "SITI AMINAH, S.Pd., Ny."
    assert tertulis("Budi") == "Budi"


@given(nama_orang)
def test_what_was_tidied_once_is_tidy(nama: str) -> None:
    once = rapikan(nama)
    assert rapikan(once.nama).nama == once.nama


@given(nama_orang)
def test_a_name_is_found_by_its_own_words_in_any_order(nama: str) -> None:
    words = kata(nama)
    assert nama_mirip(tuple(reversed(words)), words, awalan=True) >= 0.95
    assert kata(nama.upper()) == words


@given(huruf.filter(lambda word: len(word) > 3), st.integers(0, 11))
def test_a_word_with_one_letter_left_out_shares_a_key_with_the_whole_one(word: str, at: int) -> None:
    at %= len(word)
    slip = word[:at] + word[at + 1 :]
    assert set(hapusan(word)) & {slip, *hapusan(slip)}


@given(huruf.filter(lambda word: len(word) > 3), st.integers(0, 10))
def test_two_swapped_letters_share_a_key_with_the_right_ones(word: str, at: int) -> None:
    at %= len(word) - 1
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert set(hapusan(word)) & set(hapusan(swapped))


@given(st.lists(huruf, min_size=1, max_size=9))
def test_the_keys_of_a_name_fit_their_column_and_hold_each_pair_both_ways(words: list[str]) -> None:
    keys = kunci_nama(words)
    assert all(0 < len(key) <= 50 for key in keys)
    few = list(dict.fromkeys(words))[:6]
    assert {f"{a} {b}" for a in few for b in few if a != b} <= keys


def test_an_address_is_found_by_its_street() -> None:
    assert kunci_alamat("Jl. Melati No. 12 RT 03/RW 04") == "melati 12 03 04"
    assert kunci_alamat("Jalan Melati 12") == "melati 12"
    assert kunci_alamat(" ") is None


# ── NIK ─────────────────────────────────────────────────────────────────────────────────────────────


@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.booleans(), st.integers(1, 9999))
def test_a_nik_made_by_the_rule_is_never_odd(born: date, woman: bool, serial: int) -> None:
    nik = f"320101{born.day + 40 * woman:02d}{born:%m%y}{serial:04d}"
    sex = JenisKelamin.PEREMPUAN if woman else JenisKelamin.LAKI_LAKI
    assert periksa(nik, born, sex) == ()
    assert lahir(nik) == (born.day, born.month, born.year % 100, woman)
    assert Ganjil.BEDA_JENIS_KELAMIN in periksa(nik, born, JenisKelamin.LAKI_LAKI if woman else JenisKelamin.PEREMPUAN)


@given(st.text(max_size=24))
def test_any_nik_at_all_is_judged_and_never_an_error(nik: str) -> None:
    assert set(periksa(nik)) <= set(Ganjil)


@pytest.mark.parametrize(
    ("nik", "ganjil"),
    [
        (None, ()),
        ("", ()),
        ("32010112039000", (Ganjil.PANJANG_SALAH,)),
        ("32010112039000A1", (Ganjil.BUKAN_ANGKA,)),
        ("3201013203900001", (Ganjil.TANGGAL_SALAH,)),
        ("3201017203900001", (Ganjil.TANGGAL_SALAH,)),
        ("3201013002900001", (Ganjil.TANGGAL_SALAH,)),
        ("3201012902000001", ()),
        ("0001011203900001", (Ganjil.WILAYAH_SALAH,)),
        ("3201011203900000", (Ganjil.URUT_NOL,)),
    ],
)
def test_each_oddity_of_a_nik_has_its_name(nik: str | None, ganjil: tuple[Ganjil, ...]) -> None:
    assert periksa(nik) == ganjil


def test_a_guessed_birth_date_does_not_contradict_a_nik() -> None:
    assert periksa("3201011203900001", date(1990, 1, 1)) == (Ganjil.BEDA_TANGGAL_LAHIR,)
    assert periksa("3201011203900001", date(1990, 1, 1), lahir_perkiraan=True) == ()


@pytest.mark.parametrize(
    ("isi", "awas_"),
    [
        ({"nama": "Siti Aminah"}, ()),
        ({"nama": "M. Rizki"}, (Awas.NAMA_DISINGKAT,)),
        ({"nama": "Abd Rizki", "sebutan": "Ny", "jenis_kelamin": "laki_laki"}, (Awas.SEBUTAN_BEDA_KELAMIN,)),
        ({"nama": "Rudi", "tanggal_lahir": date(2020, 1, 1)}, (Awas.TANPA_PENANGGUNG_JAWAB,)),
        ({"nama": "Rudi", "tanggal_lahir": date(2020, 1, 1), "penanggung_jawab": "Budi", "sebutan": "An"}, ()),
        ({"nama": "Rudi", "tanggal_lahir": date(2005, 1, 1), "sebutan": "By"}, (Awas.SEBUTAN_BEDA_UMUR,)),
        ({"nama": "Rudi", "tanggal_lahir": date(1900, 1, 1)}, (Awas.SANGAT_TUA,)),
        ({"nama": "Rudi", "tanggal_lahir": date(2008, 3, 3)}, (Awas.TANPA_PENANGGUNG_JAWAB,)),
        ({"nama": "Rudi", "tanggal_lahir": date(2008, 3, 2)}, ()),
    ],
)
def test_what_looks_odd_is_told_by_field_and_blocks_nothing(isi: dict[str, object], awas_: tuple[Awas, ...]) -> None:
    assert awas(Identitas.model_validate(isi), date(2026, 3, 2)) == awas_


# ── what is typed ───────────────────────────────────────────────────────────────────────────────────


def test_one_box_understands_names_dates_and_numbers() -> None:
    asked = pahami("siti aminah 12-03-1990")
    assert (asked.nama, asked.lahir) == ("siti aminah", date(1990, 3, 12))
    assert pahami("3201 0152 0390 0001").nik == "3201015203900001"
    assert pahami("+62 812-3456-7890").telepon == "081234567890"
    assert pahami("0001234567890").jkn == "0001234567890"
    assert pahami("00-12-34").nomor == "00-12-34"
    assert (pahami("siti 1990").tahun, pahami("siti 1990").nama) == (1990, "siti")
    assert tanggal("1990-03-12") == tanggal("12/3/1990") == date(1990, 3, 12)
    assert tanggal("31-02-1990") is None


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_without_an_error(teks: str) -> None:
    pahami(teks)
    rapikan(teks)
    kunci_nama(kata(teks))


# ── who may be who ──────────────────────────────────────────────────────────────────────────────────


def orang(nama: str, lahir_: date | None = None, **isi: object) -> dict[str, object]:
    return {**dict.fromkeys(Identitas.model_fields), "nama": nama, "tanggal_lahir": lahir_, **isi}


identitas = st.builds(
    orang,
    nama_orang,
    st.none() | st.dates(date(1930, 1, 1), date(2026, 1, 1)),
    nik=st.none() | st.just("3201011203900001") | st.just("3201015203900002"),
    telepon=st.none() | st.just("0812345678"),
    jenis_kelamin=st.sampled_from(list(JenisKelamin)),
)


@given(identitas, identitas)
def test_likeness_is_symmetric_and_between_nothing_and_all(satu: dict[str, object], lain: dict[str, object]) -> None:
    assert bandingkan(satu, lain) == bandingkan(lain, satu)
    assert 0 <= bandingkan(satu, lain).skor <= 100


@given(identitas.filter(lambda one: one["tanggal_lahir"]))
def test_nobody_is_unlike_themselves(satu: dict[str, object]) -> None:
    assert bandingkan(satu, satu).skor >= MUNGKIN


def test_a_name_alone_never_decides_and_a_shared_nik_nearly_does() -> None:
    nama_saja = bandingkan(orang("Siti Aminah"), orang("Siti Aminah"))
    assert nama_saja.skor < MUNGKIN
    sama = bandingkan(orang("Siti Aminah", nik="3201015203900001"), orang("Aminah", nik="3201015203900001"))
    assert sama.skor >= MUNGKIN
    assert Alasan.NIK_SAMA in sama.alasan
    penuh = bandingkan(orang("Siti Aminah", date(1990, 3, 12)), orang("Sitti Aminnah", date(1990, 12, 3)))
    assert penuh.alasan == (Alasan.NAMA_MIRIP, Alasan.LAHIR_TERTUKAR)
    assert penuh.skor >= MUNGKIN


def test_twins_with_their_own_nik_are_two_and_newborn_twins_without_one_are_asked_about() -> None:
    rumah = {"nama_ibu": "Siti", "nomor_keluarga": "1", "alamat": "Jl. Melati 1"}
    born = date(2020, 1, 2)
    satu = orang("Rudi Hartono", born, nik="3201010201200001", **rumah)
    lain = orang("Budi Santoso", born, nik="3201010201200002", **rumah)
    assert bandingkan(satu, lain).skor < MUNGKIN
    assert bandingkan(orang("Siti I", born, **rumah), orang("Siti II", born, **rumah)).skor >= SANGAT_MUNGKIN


def test_every_field_of_an_identity_can_be_named_in_a_fact() -> None:
    assert [str(one) for one in BidangIdentitas] == list(Identitas.model_fields)


def test_an_identity_says_nothing_of_itself_in_a_log() -> None:
    assert "Siti" not in f"{Identitas(nama='Siti Aminah')!r} {Identitas(nama='Siti Aminah')}"
