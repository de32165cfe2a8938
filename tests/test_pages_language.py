"""The screens speak two languages: every string has its English, with the same places to fill in."""

import re
from importlib.resources import files

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from engine.impor import temuan
from engine.impor.lembar import ALASAN_BERKAS
from engine.pengingat import kalimat
from engine.pindahan.jalan import UMUM
from engine.views import curiga, dugaan
from engine.views.sentences import DIPINJAM_LUAR, LEWAT_SUSULAN, POLA, TANPA_TENGGAT, TERLIHAT_DITOLAK, TERLIHAT_SUSULAN
from engine.workflow import said
from schemas.commands import COMMANDS
from schemas.events import EVENTS
from schemas.names import Keadaan, PutusanCek
from web import i18n
from web.pages import kata

KEYWORDS = {"_": None, "N_": None, "say": None, "self": None}
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]


def messages() -> set[str]:
    """Every string a page may show: in templates, in the pages' code, and in the engine's sentences."""
    root = str(files("web"))
    found = {
        str(message)
        for _file, _line, message, _comments, _context in extract_from_dir(root, METHODS, keywords=KEYWORDS)
        if message
    }
    found |= {*POLA.values(), DIPINJAM_LUAR, LEWAT_SUSULAN, TANPA_TENGGAT, TERLIHAT_DITOLAK, TERLIHAT_SUSULAN}
    found |= {*dugaan.ALASAN.values(), *curiga.ALASAN.values()}
    found |= {kalimat for _, kalimat in temuan.ALASAN.values()} | {*ALASAN_BERKAS.values(), *UMUM.values()}
    found |= {kata for pola in kalimat.POLA.values() for kata in pola} | {kalimat.LEWAT, kalimat.MENDESAK, kalimat.UJI}
    found |= {said(keadaan) for keadaan in Keadaan if keadaan is not Keadaan.BARU}
    found |= {said(jenis) for jenis in COMMANDS} | {said(putusan) for putusan in PutusanCek}
    return found


def catalogue() -> dict[str, str]:
    source = files("web") / "locale" / "en" / "LC_MESSAGES" / "jejak.po"
    with source.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale="en") if entry.id}


def test_every_string_on_the_screens_has_its_english() -> None:
    english = catalogue()
    assert sorted(message for message in messages() if not english.get(message)) == []


def test_the_catalogue_holds_nothing_that_no_screen_says() -> None:
    assert sorted(set(catalogue()) - messages()) == []


def test_every_kind_of_fact_has_its_word() -> None:
    assert EVENTS.keys() - kata.PERISTIWA.keys() == set()


def test_a_translation_fills_in_the_same_places_as_its_source() -> None:
    places = re.compile(r"\{(\w+)\}")
    wrong = [
        source for source, english in catalogue().items() if set(places.findall(source)) != set(places.findall(english))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("cookie", "answer"), [("en", "en"), ("id", "id"), (None, "id"), ("xx", "id"), ("../../etc", "id")]
)
def test_the_language_is_the_chosen_one_else_indonesian_whatever_the_browser_prefers(
    cookie: str | None, answer: str
) -> None:
    assert i18n.pilih(cookie) == answer


def test_the_empty_string_is_not_the_catalogues_header() -> None:
    from engine import clock
    from web.pages.tampil import Ucapan

    assert Ucapan("en", "WIB", clock.now())("") == ""
