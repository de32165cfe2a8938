"""Bring a database to the schema of this version, by the migrations; nothing else makes tables."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine


def _config(engine: Engine | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("migrations")))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the missing migrations. Safe to call on every start."""
    command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to an older schema."""
    command.downgrade(_config(engine), revision)


def head() -> str:
    """The revision this version needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def current(engine: Engine) -> str:
    """The revision this database is at; "" for one without tables."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""
