"""What is served as files: vendored unchanged, and nothing that a strict content policy would forbid."""

import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

STATIC = Path(str(files("web") / "static"))
TEMPLATES = Path(str(files("web") / "templates"))
ROW = re.compile(r"^\| (\S+) \| (\S+) \| (\S+) \| .+ \| ([0-9a-f]{64}) \|$", re.MULTILINE)
VENDORED = ROW.findall((STATIC / "vendor" / "VENDOR.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "package", "version", "sha256"), VENDORED)
def test_a_vendored_file_is_the_one_that_is_written_down(name: str, package: str, version: str, sha256: str) -> None:
    assert package
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == sha256


def test_every_vendored_file_is_written_down() -> None:
    there = {path.name for path in (STATIC / "vendor").iterdir()} - {"VENDOR.md"}
    assert there == {row[0] for row in VENDORED}


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.*")), ids=lambda path: path.name)
def test_a_template_has_no_inline_style_or_script_and_marks_nothing_safe(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|hx-on|<style|\| *safe", text)
    assert all('src="' in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize(
    "path", [*STATIC.glob("*.css"), *STATIC.glob("js/*.js"), *TEMPLATES.rglob("*.html")], ids=lambda path: path.name
)
def test_nothing_of_ours_names_another_site(path: Path) -> None:
    found = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", path.read_text(encoding="utf-8"))
    assert [address for address in found if "www.w3.org" not in address] == []
