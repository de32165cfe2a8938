"""The highest epoch of the stream ever made: remembered here, because NATS may lose everything it knew.

A reader's place is an epoch and a position in it. If a number came back, with another ledger behind it (a restored
database), a reader would go on in the middle of something it has never read.
"""

from sqlalchemy import Connection, Engine, insert, select, update

from engine import tables as t
from engine.database import writing


def highest(connection: Connection, fasyankes: str) -> int:
    """The highest epoch ever made for this facility; 0 before the first."""
    found = connection.execute(select(t.siaran.c.epoch).where(t.siaran.c.fasyankes == fasyankes)).scalar()
    return found or 0


def remember(engine: Engine, fasyankes: str, epoch: int) -> None:
    """This epoch was made. Harmless when it is known already; a lower one changes nothing."""
    with engine.connect() as connection:
        if highest(connection, fasyankes) >= epoch:
            return
    with writing(engine).begin() as connection:
        known = update(t.siaran).where(t.siaran.c.fasyankes == fasyankes, t.siaran.c.epoch < epoch).values(epoch=epoch)
        if not connection.execute(known).rowcount and not highest(connection, fasyankes):
            connection.execute(insert(t.siaran).values(fasyankes=fasyankes, epoch=epoch))
