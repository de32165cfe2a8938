"""Every refusal the code can give has its words, with every value those words speak of; no words stand unused."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from engine.alur import ALUR
from engine.refusals import SENTENCES, Golongan, Refusal, Sentence

ROOT = Path(__file__).parent.parent
ROOMS = ("engine", "web", "workers", "cli")
GUARDS = {guard.__name__ for alur in ALUR.values() for move in alur.workflow.moves for guard in move.jika}
GIVEN_BY_TABLE = frozenset({"hal", "keadaan", "perintah", "bisa", "peran", "tujuan", "lokasi", "unit"})
"""What `Workflow` puts into every refusal it gives."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if path.parent.name != "refusals":
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def refusals() -> Iterator[tuple[str, ast.Call]]:
    """Every `Refusal("kode", …)` written in the code."""
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Refusal":
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def kode_of(call: ast.Call) -> list[str]:
    """The codes a call may give: its first argument where that is written out."""
    first = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "kode"), None)
    options = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
    return [option.value for option in options if isinstance(option, ast.Constant) and isinstance(option.value, str)]


def places(words: Sentence) -> set[str]:
    return {name for text in (words.id, words.en) for _, name, _, _ in Formatter().parse(text) if name}


def test_every_refusal_written_in_the_code_has_its_words_and_their_values() -> None:
    for where, call in refusals():
        for kode in kode_of(call):
            assert kode in SENTENCES, f"{where}: {kode}"
            nilai = (
                call.args[2] if len(call.args) > 2 else next((k.value for k in call.keywords if k.arg == "nilai"), None)
            )
            if nilai is not None and not isinstance(nilai, ast.Dict):
                continue
            given = {key.value for key in (nilai.keys if nilai else []) if isinstance(key, ast.Constant)}
            assert places(SENTENCES[kode]) <= given, f"{where}: {kode}"


@pytest.mark.parametrize("kode", sorted(SENTENCES))
def test_both_languages_speak_of_the_same_values_and_end_as_sentences(kode: str) -> None:
    words = SENTENCES[kode]
    fields = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (words.id, words.en)]
    assert fields[0] == fields[1]
    assert words.id.endswith(".")
    assert words.en.endswith(".")
    assert len(kode) <= 32, "the column holds 32 characters"


def test_the_words_of_a_guard_or_a_prohibition_use_only_what_the_table_gives() -> None:
    by_table = GUARDS & SENTENCES.keys()
    for kode in by_table | {"belum_lengkap", "berkas_hilang", "tidak_ada_gerak"}:
        assert places(SENTENCES[kode]) <= GIVEN_BY_TABLE, kode


def test_no_words_stand_unused() -> None:
    used = GUARDS | {f"{nama}_tidak_dikenal" for nama in ALUR} | {f"sebelum_{nama}_ada" for nama in ALUR}
    for _, tree in modules():
        used |= {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    used.add("peran_tidak_boleh")
    assert SENTENCES.keys() - used == set()


def test_a_refusal_knows_its_kind_and_speaks_with_its_values() -> None:
    refusal = Refusal("unit_tidak_dikenal", "unit", {"unit": "ZZ"})
    assert refusal.golongan is Golongan.TIDAK_SAH
    assert "ZZ" in refusal.kalimat
    assert "ZZ" in refusal.sentence
