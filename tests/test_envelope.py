"""The command envelope: whatever a client sends becomes a command or one refusal that names the field to mend."""

from string import Formatter
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import envelope
from engine.execute import Accepted
from engine.facility import baru
from engine.refusals import BAGIAN, SENTENCES, Refusal
from schemas.commands import COMMANDS
from schemas.commands.berkas import Daftarkan
from schemas.message import Command
from schemas.names import BerkasId, Cara, Keadaan
from tests.kit import LOKET, PERMED

KENAL = BerkasId(baru())


def lookup(sebutan: str) -> BerkasId | Refusal:
    """One record has a number."""
    return KENAL if sebutan == "001122" else Refusal("berkas_tidak_dikenal", "subjek")


def body(**changes: Any) -> dict[str, Any]:
    """A well-formed pull, with these changes; `...` leaves a field out."""
    whole = {"command_id": baru(), "jenis": "berkas.ambil", "subjek": baru(), "data": {"tujuan": "GIGI"}} | changes
    return {name: value for name, value in whole.items() if value is not ...}


def parse(message: Any, cara: Cara = Cara.API) -> Command | Refusal:
    """As a door hands it over."""
    return envelope.parse(message if isinstance(message, bytes) else orjson.dumps(message), PERMED, lookup, cara)


def test_a_whole_message_becomes_the_command_of_whoever_the_door_knew() -> None:
    command = parse(body(subjek="001122", terjadi_pada="2026-03-02T08:00:00+07:00", versi=3))
    assert isinstance(command, Command)
    assert (command.jenis, command.subjek, command.pelaku, command.versi) == ("berkas.ambil", KENAL, PERMED, 3)
    assert command.terjadi_pada
    assert command.terjadi_pada.isoformat() == "2026-03-02T01:00:00+00:00"


def test_how_it_came_is_the_doors_word_unless_the_message_says() -> None:
    first, second = parse(body(), Cara.KETIK), parse(body(cara="pindai"), Cara.KETIK)
    assert isinstance(first, Command)
    assert isinstance(second, Command)
    assert (first.cara, second.cara) == (Cara.KETIK, Cara.PINDAI)


def test_a_registration_without_subject_takes_its_commands_id_so_that_a_repeat_is_the_same_record() -> None:
    wish = body(jenis="berkas.daftarkan", subjek=..., data={"nomor": "33-44-55"})
    first, second = parse(wish), parse(wish)
    assert isinstance(first, Daftarkan)
    assert first.subjek == wish["command_id"]
    assert first == second


@pytest.mark.parametrize(
    ("changes", "field", "sebab"),
    [
        ({"command_id": ...}, "command_id", "wajib diisi"),
        ({"command_id": "bukan"}, "command_id", "bentuknya tidak cocok"),
        ({"subjek": ...}, "subjek", "wajib diisi"),
        ({"subjek": 12}, "subjek", "harus berupa teks"),
        ({"jenis": ...}, "jenis", "wajib diisi"),
        ({"jenis": 3}, "jenis", "harus berupa teks"),
        ({"data": {}}, "data.tujuan", "wajib diisi"),
        ({"data": {"tujuan": "gigi"}}, "data.tujuan", "bentuknya tidak cocok"),
        ({"data": {"tujuan": 3}}, "data.tujuan", "harus berupa teks"),
        ({"data": {"tujuan": "GIGI", "pelaku": "x"}}, "data.pelaku", "tidak dikenal"),
        ({"data": {"tujuan": "GI\x00GI"}}, "data.tujuan", "ada karakter kendali"),
        ({"data": {"tujuan\x07": "GIGI"}}, "data", "nama isian memuat karakter kendali"),
        ({"data": [1]}, "data", "harus objek JSON"),
        ({"data": "x"}, "data", "harus objek JSON"),
        ({"pelaku": {"id": baru()}}, "pelaku", "tidak dikenal"),
        ({"versi": "3"}, "versi", "harus bilangan bulat"),
        ({"versi": True}, "versi", "harus bilangan bulat"),
        ({"versi": 2**60}, "versi", "angka terlalu besar"),
        ({"terjadi_pada": 1_770_000_000}, "terjadi_pada", "harus waktu RFC 3339"),
        ({"terjadi_pada": "2026-03-02"}, "terjadi_pada", "harus waktu RFC 3339"),
        ({"terjadi_pada": "2026-03-02T08:00:00"}, "terjadi_pada", "menyertakan zona"),
        ({"terjadi_pada": "0001-01-01T00:00:00+07:00"}, "terjadi_pada", "di luar jangkauan"),
        ({"cara": "sistem"}, "cara", "hanya untuk sistem sendiri"),
        ({"cara": "telepati"}, "cara", "harus salah satu dari: pindai, ketik"),
        ({"jenis": "berkas.pindai", "data": {}}, "di", "wajib diisi"),
        ({"jenis": "berkas.pindai", "di": "RM", "data": {"lihat_saja": "ya"}}, "data.lihat_saja", "true atau false"),
    ],
)
def test_what_is_wrong_is_named_with_its_field_and_cause(changes: dict[str, Any], field: str, sebab: str) -> None:
    refusal = parse(body(**changes))
    assert isinstance(refusal, Refusal)
    assert (refusal.kode, refusal.field) == ("isian_tidak_sah", field)
    assert sebab in str(refusal.nilai["sebab"])
    assert field in refusal.kalimat


@pytest.mark.parametrize("broken", [b"", b"{", b"\xff", b'{"a":NaN}', b'{"a":"\\ud800"}', b"[" * 5000])
def test_what_is_not_whole_json_says_so(broken: bytes) -> None:
    assert parse(broken) == Refusal("json_rusak")


def test_an_unknown_kind_is_named_but_not_repeated_at_length() -> None:
    refusal = parse(body(jenis="x" * 5000))
    assert isinstance(refusal, Refusal)
    assert refusal.kode == "perintah_tidak_dikenal"
    assert len(refusal.kalimat) < 200


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(sorted(envelope.AMPLOP)), JSON | st.sampled_from(sorted(COMMANDS)), max_size=9)
    | st.dictionaries(st.text(max_size=10), JSON, max_size=4)
)
def test_no_message_whatsoever_breaks_the_door(message: dict[str, Any]) -> None:
    answer = envelope.parse(message, LOKET, lookup)
    assert isinstance(answer, Command) or answer.kode in SENTENCES


def test_an_answer_says_only_when_it_is_a_repeat() -> None:
    answer = Accepted(4, 2, Keadaan.DIAMBIL, "berkas.diambil.v1", KENAL)
    told = {"seq": 4, "versi": 2, "keadaan": "diambil", "peristiwa": "berkas.diambil.v1", "subjek": KENAL}
    assert envelope.answer_body(answer) == told
    repeat = Accepted(4, 2, Keadaan.DIAMBIL, "berkas.diambil.v1", KENAL, diulang=True)
    assert envelope.answer_body(repeat) == told | {"diulang": True}


def test_no_two_refusals_have_the_same_kode() -> None:
    assert sum(map(len, BAGIAN)) == len(SENTENCES)


@pytest.mark.parametrize("kode", sorted(SENTENCES))
def test_every_refusal_is_a_problem_in_both_languages(kode: str) -> None:
    values: dict[str, str | int] = dict.fromkeys(
        {word for text in (SENTENCES[kode].id, SENTENCES[kode].en) for word in _slots(text)}, "x"
    )
    refusal = Refusal(kode, "data.unit", values)
    problem = envelope.problem_body(refusal)
    assert problem.keys() == {"type", "title", "status", "detail", "kode", "field"}
    assert problem["detail"] == refusal.kalimat
    assert envelope.problem_body(refusal, "en")["detail"] == refusal.sentence
    assert 400 <= envelope.status(refusal) < 600


def _slots(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name]
