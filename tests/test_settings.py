"""Settings: what was given, then the environment, then secret files, then the TOML file, then the defaults."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from engine.settings import Settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory of this test's own, and nothing else in the environment."""
    monkeypatch.setenv("JEJAK_DATA_DIR", str(tmp_path))
    for name in Settings.model_fields:
        if name != "data_dir":
            monkeypatch.delenv(f"JEJAK_{name.upper()}", raising=False)
            monkeypatch.delenv(f"JEJAK_{name.upper()}_FILE", raising=False)
    return tmp_path


def test_without_any_setting_jejak_is_embedded_on_loopback(folder: Path) -> None:
    settings = Settings()
    assert settings.embedded
    assert settings.host == "127.0.0.1"
    assert settings.sqlalchemy_url == f"sqlite:///{folder / 'jejak.db'}"
    assert str(settings.tzinfo) == "Asia/Jakarta"


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "jejak.toml").write_text('port = 9001\nzona = "WIT"\n', encoding="utf-8")
    assert (Settings().port, Settings().zona) == (9001, "WIT")
    monkeypatch.setenv("JEJAK_PORT", "9002")
    assert (Settings().port, Settings().zona) == (9002, "WIT")
    assert Settings(port=9003).port == 9003


def test_a_secret_may_come_from_a_file_and_the_environment_itself_wins(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "rahasia").write_text("dari-berkas\n", encoding="utf-8")
    (folder / "jejak.toml").write_text('nats_token = "dari-toml"\n', encoding="utf-8")
    monkeypatch.setenv("JEJAK_NATS_TOKEN_FILE", str(folder / "rahasia"))
    token = Settings().nats_token
    assert token is not None
    assert token.get_secret_value() == "dari-berkas"
    monkeypatch.setenv("JEJAK_NATS_TOKEN", "dari-lingkungan")
    token = Settings().nats_token
    assert token is not None
    assert token.get_secret_value() == "dari-lingkungan"


def test_the_database_address_may_come_from_a_file_and_is_never_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "url").write_text("postgresql://jejak:rahasia@db/jejak", encoding="utf-8")
    monkeypatch.setenv("JEJAK_DATABASE_URL_FILE", str(folder / "url"))
    settings = Settings()
    assert settings.sqlalchemy_url == "postgresql://jejak:rahasia@db/jejak"
    assert "rahasia" not in repr(settings)
    assert "rahasia" not in settings.model_dump_json()


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", "70000"), ("port", "http"), ("zona", "UTC"), ("kunci_layar_menit", "0"), ("sesi_jam", "1000")],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"JEJAK_{name.upper()}", value)
    with pytest.raises(ValidationError) as error:
        Settings()
    assert [part["loc"] for part in error.value.errors()] == [(name,)]


def test_an_unknown_word_in_the_file_is_refused(folder: Path) -> None:
    (folder / "jejak.toml").write_text("prot = 9001\n", encoding="utf-8")
    with pytest.raises(ValidationError, match="prot"):
        Settings()


@pytest.mark.parametrize(
    ("zona", "nama"), [("WIB", "Asia/Jakarta"), ("WITA", "Asia/Makassar"), ("WIT", "Asia/Jayapura")]
)
def test_each_of_the_three_zones_has_its_clock(monkeypatch: pytest.MonkeyPatch, zona: str, nama: str) -> None:
    monkeypatch.setenv("JEJAK_ZONA", zona)
    assert str(Settings().tzinfo) == nama


def test_the_data_directory_is_absolute_whatever_was_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("JEJAK_DATA_DIR", "arsip")
    assert Settings().data_dir == folder / "arsip"


def test_a_data_directory_that_was_given_has_its_own_file(folder: Path, tmp_path: Path) -> None:
    (folder / "jejak.toml").write_text("port = 9001\n", encoding="utf-8")
    other = tmp_path / "lain"
    other.mkdir()
    (other / "jejak.toml").write_text("port = 9002\n", encoding="utf-8")
    assert Settings(data_dir=other).port == 9002


def test_a_tilde_is_the_home_directory_for_the_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "arsip").mkdir()
    (tmp_path / "arsip" / "jejak.toml").write_text("port = 9001\n", encoding="utf-8")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("JEJAK_DATA_DIR", "~/arsip")
    assert (Settings().data_dir, Settings().port) == (tmp_path / "arsip", 9001)
    monkeypatch.delenv("JEJAK_DATA_DIR")
    assert Settings(data_dir=Path("~/arsip")).port == 9001


def test_settings_do_not_change_while_running() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]
