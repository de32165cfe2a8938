"""Alembic's entry: runs on the engine it is handed (`engine/schema.py`)."""

from alembic import context

from engine.patience import sabar
from engine.tables import metadata

engine = context.config.attributes["engine"]
with engine.connect() as connection, sabar(connection):
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
