"""The documents say what the code does: generated ones are regenerated and compared, written ones are searched."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bench import angka
from cli.main import app
from engine import drawing
from engine.alur import ALUR
from engine.pengingat.hal import Tingkat
from engine.pengingat.tahap import Tahap
from engine.projections.analisis_baris import Macam
from engine.settings import AWALAN, Settings
from engine.workflow import Move
from engine.workflows.berkas import BERKAS, DAPAT_DIURUNGKAN
from engine.workflows.dua_jam import Sebab
from schemas import names
from schemas.commands import COMMANDS
from schemas.commands.berkas import Urungkan
from schemas.events import EVENTS
from schemas.names import Keadaan, Peran

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GLOSARIUM = (DOCS / "glosarium.md").read_text(encoding="utf-8")
MARKDOWN = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def _rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def _words(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def _defined(text: str) -> set[str]:
    """Every word that has a row of its own in the glossary."""
    return {word for line in text.splitlines() if line.startswith("| ") for word in _words(line.split("|")[1])}


def _drawn(moves: tuple[Move, ...]) -> set[tuple[str, str, str]]:
    return {
        (str(source), str(move.dest), move.command.jenis)
        for move in moves
        if move.dest is not None and move.command is not Urungkan
        for source in move.sources
    }


def test_the_document_of_a_records_life_is_the_one_the_table_makes() -> None:
    assert drawing.BERKAS_MD.read_text(encoding="utf-8") == drawing.document(), "make docs"


def test_the_picture_in_the_docs_is_the_table_in_the_code() -> None:
    picture = drawing.read_picture(drawing.BERKAS_MD.read_text(encoding="utf-8"))
    assert picture == _drawn(BERKAS.moves)


@pytest.mark.parametrize("alur", drawing.LAIN)
def test_the_document_of_a_workflow_is_the_one_its_table_makes_and_draws_every_move(alur: str) -> None:
    text, moves = drawing.alur_md(alur).read_text(encoding="utf-8"), ALUR[alur].workflow.moves
    assert text == drawing.alur_document(alur), "make docs"
    assert drawing.read_picture(text, alur) == _drawn(moves)
    assert len(re.findall(r" --> \S+ : ", text)) == len(_drawn(moves)), "drawn once"
    for move in moves:
        assert f"`{move.event.jenis}`" in text
    assert all(re.fullmatch(r"[A-Z][^\n]*[.]", row[4]) for row in _rows(text, "Setiap gerak dalam satu kalimat"))


def test_each_arrow_of_the_picture_is_explained_in_one_sentence_with_its_roles() -> None:
    text = drawing.BERKAS_MD.read_text(encoding="utf-8")
    told: set[tuple[str, str, str]] = set()
    for dari, perintah, ke, _, arti, oleh, _ in _rows(text, "Setiap gerak dalam satu kalimat"):
        assert re.fullmatch(r"[A-Z][^\n]*[.]", arti), arti
        assert oleh
        told |= {(state, _words(ke)[0], _words(perintah)[0]) for state in _words(dari)}
    assert told == drawing.read_picture(text)


def test_every_arrow_is_drawn_once() -> None:
    text = drawing.BERKAS_MD.read_text(encoding="utf-8")
    assert len(re.findall(r" --> \S+ : ", text)) == len(drawing.read_picture(text))


def test_every_move_of_the_table_is_told_drawn_or_not() -> None:
    text = drawing.BERKAS_MD.read_text(encoding="utf-8")
    for move in BERKAS.moves:
        assert f"`{move.event.jenis}`" in text, move.event.jenis


def test_the_list_of_what_can_be_undone_is_the_table_of_ways_back() -> None:
    rows = _rows(drawing.BERKAS_MD.read_text(encoding="utf-8"), "Yang dapat diurungkan")
    listed = {(_words(way)[0], source) for _, way in rows for source in _words(way)[1:]}
    undo = {
        (str(source), str(move.dest))
        for move in BERKAS.moves
        if move.command is Urungkan and move.dest is not None
        for source in move.sources
    }
    assert listed == undo
    assert {word for gerak, _ in rows for word in _words(gerak)} == {
        jenis for jenis, kind in COMMANDS.items() if kind in DAPAT_DIURUNGKAN
    }


def test_every_word_of_the_two_clocks_of_reminders_and_of_the_reports_is_in_the_glossary() -> None:
    told = {word for row in _rows(GLOSARIUM, "Kelengkapan: dua jam, pengingat, laporan") for word in _words(row[0])}
    assert told == {str(word) for kind in (Sebab, Tingkat, Tahap, Macam) for word in kind}


@pytest.mark.parametrize(
    ("what", "wanted"),
    [
        ("keadaan", set(Keadaan)),
        ("peran", set(Peran)),
        ("perintah", set(COMMANDS)),
        ("peristiwa", set(EVENTS)),
        (
            "nilai",
            {
                word
                for kind in vars(names).values()
                if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
                for word in kind
            },
        ),
    ],
)
def test_every_word_of_the_wire_stands_in_the_glossary(what: str, wanted: set[str]) -> None:
    missing = {str(word) for word in wanted} - _defined(GLOSARIUM)
    assert not missing, f"{what}: {sorted(missing)}"


@pytest.mark.parametrize(
    ("heading", "known"), [("Keadaan berkas", Keadaan), ("Peran", Peran), ("Perintah", COMMANDS), ("Peristiwa", EVENTS)]
)
def test_the_glossary_knows_no_word_the_code_has_not(heading: str, known: type[StrEnum] | dict[str, type]) -> None:
    words = {word for row in _rows(GLOSARIUM, heading) for word in _words(row[0])}
    assert words <= {str(word) for word in known}


def test_every_setting_stands_in_the_operations_manual_and_no_other() -> None:
    text = (DOCS / "operasi.md").read_text(encoding="utf-8")
    listed = {word for row in _rows(text, "Pengaturan") for word in _words(row[0])}
    assert listed == {f"{AWALAN}{name.upper()}" for name in Settings.model_fields}


def test_the_operations_manual_tells_each_settings_default() -> None:
    text = (DOCS / "operasi.md").read_text(encoding="utf-8")
    for nama, default, _ in _rows(text, "Pengaturan"):
        wanted = Settings.model_fields[_words(nama)[0].removeprefix(AWALAN).lower()].default
        told = (_words(default) or [""])[0]
        assert told == ("" if wanted is None else str(wanted).lower() if wanted is False else str(wanted)), nama


def test_every_link_between_documents_leads_somewhere() -> None:
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in MARKDOWN
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not dead


def test_every_make_command_the_documents_name_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        word
        for page in MARKDOWN
        for word in re.findall(r"(?:`|^    )make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named <= targets


def _tree(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command of the command line, by its words."""
    yield path
    for name, part in getattr(command, "commands", {}).items():
        yield from _tree(part, (*path, name))


def test_every_jejak_command_the_documents_and_files_name_exists() -> None:
    known = set(_tree(get_command(app)))
    files = [*MARKDOWN, ROOT / "Makefile"]
    named = {
        tuple(re.findall(r"(?<![^ ])[a-z][a-z-]*(?![^ ])", words))
        for path in files
        for words in re.findall(
            r"(?:`|[/\\]|^    )jejak((?: [a-z][a-z-]*)+)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"].values()
    named |= {tuple(service["command"]) for service in services if "command" in service}
    assert named
    assert not {words for words in named if not any(words[: len(path)] == path for path in known if path)}


def test_the_measured_block_is_filled_from_the_report_and_nothing_else() -> None:
    report = {
        "mesin": {"python": "3.11", "sistem": "Linux", "inti": 2, "memori_gb": 24},
        "pintu_depan_sqlite": [{"pemanggil": 1, "rasio": 0.5, "gerak_per_detik": 12345, "cpu_us_per_gerak": 9}],
        "pintu_depan_postgresql": [{"pemanggil": 8, "rasio": 0.6}],
        "papan": {"p99_ms": 40.1, "memori_diam_mb": {"python": 100}},
    }
    torture = {
        "bagian": {
            "titik": {
                "pelanggaran": {"jumlah": 0},
                "batas": [angka_batas(300, "mati di sebuah titik")],
                "siap_detik": {"p50": 1, "p99": 2},
            }
        }
    }
    block = angka.tables(report, torture, angka.BAHASA["README.md"])
    assert block.startswith("Measured on 2 cores, 24 GB, Linux, Python 3.11.\n")
    assert "| callers | moves/s | ratio to the floor |" in block
    assert "| --- | --- | --- | --- |\n| 1 | 12 345 | 0.5 | 9 |\n| 8 | - | 0.6 | - |\n" in block
    assert "| p99 (ms) |\n| --- |\n| 40.1 |\n" in block
    assert "| death at every named point | 300 deaths at a point | 0 | 0.01 | 1 / 2 |\n" in block
    assert "kill -9" not in block, "a section that was not run is left out"
    assert "ORM" not in block
    for name in angka.BAHASA:
        text = (ROOT / name).read_text(encoding="utf-8")
        made = angka.filled(text, block)
        assert angka.filled(made, "") == angka.filled(text, "")
        assert block in made


def angka_batas(percobaan: int, atas: str) -> dict[str, Any]:
    """A bound as the torture's report has it."""
    return {"atas": atas, "percobaan": percobaan, "pelanggaran": 0, "yakin": 0.95, "paling_banyak": 3 / percobaan}


def test_the_readmes_say_what_the_published_reports_say() -> None:
    report, torture = (angka.published(name) for name in angka.SUMBER)
    assert report
    for name, bahasa in angka.BAHASA.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        assert text == angka.filled(text, angka.tables(report, torture, bahasa)), f"{name}: make angka"


def test_figures_without_a_place_to_put_them_are_refused() -> None:
    with pytest.raises(ValueError, match="angka"):
        angka.filled("tidak ada blok", "")


def test_decisions_are_numbered_without_gap_and_say_why() -> None:
    pages = sorted((DOCS / "adr").glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for heading in ("## Context", "## Decision", "## Consequences"):
            assert heading in text, f"{page.name}: {heading}"
