"""Can the database be read?"""

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from engine.views.board import seq_terakhir

log = structlog.get_logger()


def terjangkau(engine: Engine) -> bool:
    """Can the ledger be read now? The reason is logged, by its kind only."""
    try:
        with engine.connect() as connection:
            seq_terakhir(connection)
    except SQLAlchemyError as error:
        log.warning("database_belum_siap", galat=type(error).__name__)
        return False
    return True
