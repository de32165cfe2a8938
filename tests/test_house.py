"""The house rules that no linter knows: locks, sizes, names, versions, and what compose.yaml opens."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from engine.settings import AWALAN, Settings

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = ("schemas", "engine", "workers", "web", "cli", "migrations", "policies", "tests", "bench")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
LONGEST = 400
REFUSED = re.compile(r"(Manager|Service|Helper|Utils?|Base|Impl)$")


def _lock(name: str) -> list[tuple[Requirement, list[str]]]:
    """The requirements of a lock, each with its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = re.sub(r"\\\n", " ", re.sub(r"(?m)^\s*#.*\n", "", text)).splitlines()
    found = []
    for line in filter(None, map(str.strip, lines)):
        wanted, *hashes = re.split(r"\s+--hash=", line)
        found.append((Requirement(wanted), hashes))
    return found


def _texts() -> list[tuple[str, str]]:
    """Every module of ours: its path and its text."""
    return [(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in MODULES]


def _sleeps(node: ast.AST) -> bool:
    """Does this call let time pass? `sleep(0)` only lets the others run."""
    if not isinstance(node, ast.Call) or "sleep" not in {getattr(node.func, "attr", ""), getattr(node.func, "id", "")}:
        return False
    return not (node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0)


def _wanted(*extras: str) -> list[Requirement]:
    optional = PYPROJECT["project"]["optional-dependencies"]
    lines = [*PYPROJECT["project"]["dependencies"], *(line for extra in extras for line in optional[extra])]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index_and_hashes_every_package(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--index|--extra-index|--find-links|--trusted", text)
    for wanted, hashes in _lock(name):
        assert [spec.operator for spec in wanted.specifier] == ["=="], wanted
        assert hashes, wanted
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), wanted


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "dev"))])
def test_a_lock_holds_what_the_project_asks_for(name: str, extras: tuple[str, ...]) -> None:
    locked = {canonicalize_name(found.name): found for found, _ in _lock(name)}
    for wanted in _wanted(*extras):
        pinned = locked[canonicalize_name(wanted.name)]
        version = next(iter(pinned.specifier)).version
        assert wanted.specifier.contains(Version(version), prereleases=True), f"{wanted}: {version}"


def test_the_two_locks_pin_the_same_versions() -> None:
    run, dev = ({str(wanted) for wanted, _ in _lock(name)} for name in LOCKS)
    assert run <= dev


def test_what_is_built_with_stands_in_the_locks() -> None:
    build = {canonicalize_name(Requirement(line).name) for line in PYPROJECT["build-system"]["requires"]}
    assert build <= {canonicalize_name(wanted.name) for wanted, _ in _lock(LOCKS[0])}


def test_no_module_is_longer_than_the_house_allows() -> None:
    long = {name: lines for name, text in _texts() if (lines := len(text.splitlines())) > LONGEST}
    assert not long


def test_no_name_says_nothing() -> None:
    for name, text in _texts():
        classes = [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
        assert not [word for word in classes if REFUSED.search(word)], name
        assert Path(name).stem not in {"utils", "helpers", "common", "misc"}


def test_an_exception_to_a_rule_stands_with_its_reason() -> None:
    bare = [
        f"{name}: {line.strip()}"
        for name, text in _texts()
        if name != "tests/test_house.py"
        for line in text.splitlines()
        if re.search(r"# noqa\b", line) and not re.search(r"# noqa: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* - \S+", line)
    ]
    assert not bare


def test_no_test_sleeps_instead_of_waiting_for_a_condition() -> None:
    for name, text in _texts():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                assert not [call for call in ast.walk(node) if _sleeps(call)], f"{name}: {node.name}"


def test_no_test_mocks_our_own_code() -> None:
    """A constant (a pause, a page size) may be made small; code may not be replaced."""
    ours = r"monkeypatch[.]setattr\((?!\"sys[.])(?!.*\b[A-Z][A-Z_0-9]+\", )"
    replaced = re.compile(rf"unittest[.]mock|MagicMock|mocker[.]|{ours}")
    found = [name for name, text in _texts() if name != "tests/test_house.py" and replaced.search(text)]
    assert not found


def test_the_version_is_told_once_and_the_changelog_knows_it() -> None:
    version = PYPROJECT["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    told = re.findall(r"^## \[(\d+[.]\d+[.]\d+)\]", changelog, re.MULTILINE)
    assert told[0] == version
    assert told == sorted(told, key=Version, reverse=True)
    assert "## [Unreleased]" in changelog


def test_the_licence_is_whole_and_named_in_the_project() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert PYPROJECT["project"]["license"] == "Apache-2.0"
    assert "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_every_room_with_code_stands_in_the_wheel_and_under_the_type_checker() -> None:
    wheel = set(PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert rooms == wheel
    assert rooms - {"policies", "migrations"} <= set(PYPROJECT["tool"]["mypy"]["packages"])


def test_no_tracked_file_tells_of_the_machine_it_was_written_on() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)  # noqa: S607 - git as found
    names = listed.stdout.decode().split("\0")[:-1]
    if not names:
        pytest.skip("bukan klon git")
    told = re.compile(rb"/(?:wor[k]|roo[t]|hom[e]/\w+)/|pyp[i][.]org|pythonhoste[d][.]org")
    found = [name for name in names if (path := ROOT / name).is_file() and told.search(path.read_bytes())]
    assert not found


# ── compose.yaml ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """compose.yaml with its merges done."""
    made: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return made


def test_compose_opens_nothing_beyond_this_machine(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert not any(service.get("network_mode") == "host" for service in compose["services"].values())


def test_compose_takes_every_secret_from_a_file(compose: dict[str, Any]) -> None:
    used = {secret for service in compose["services"].values() for secret in service.get("secrets", [])}
    assert used == set(compose["secrets"])
    assert all(set(secret) == {"file"} for secret in compose["secrets"].values())
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|TOKEN|DATABASE_URL", name):
                assert name.endswith("_FILE"), name
                assert value.startswith("/run/secrets/"), name


def test_compose_waits_for_what_it_needs(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"postgres", "nats", "migrate", "web", "workers"}
    for name, service in services.items():
        for other, how in service.get("depends_on", {}).items():
            assert how["condition"] != "service_healthy" or "healthcheck" in services[other], (name, other)
    assert "/readyz" in " ".join(services["web"]["healthcheck"]["test"])


def test_compose_sets_only_what_there_is_to_set(compose: dict[str, Any]) -> None:
    known = {f"{AWALAN}{name.upper()}" for name in Settings.model_fields}
    for service in compose["services"].values():
        for name in service.get("environment", {}):
            if name.startswith(AWALAN):
                assert name.removesuffix("_FILE") in known


def test_the_image_is_of_this_version(compose: dict[str, Any]) -> None:
    assert compose["services"]["web"]["image"] == f"jejak:{PYPROJECT['project']['version']}"
