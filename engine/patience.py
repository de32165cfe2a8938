"""A PostgreSQL connection that does not wait for ever: for a database that took the call and then says nothing.

A dead wire (a switched-off router, a frozen server, a proxy that swallows) gives no error: the driver would wait until
somebody restarts us, and with it the committer and every thread that reads. So every wait has an end, after which the
connection is closed and the caller gets an OperationalError, as for any other loss.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Final, TypeVar

import psycopg
from psycopg.errors import IdleInTransactionSessionTimeout, TransactionTimeout
from sqlalchemy import Connection

SAMBUNG_DETIK: Final = 5
"""How long a connection may take to come about."""
DIAM_DETIK: Final = 30.0
"""How long the server may say nothing to one statement. The longest of ours takes milliseconds; waiting for the
ledger's lock behind a holder that froze takes up to `TRANSAKSI_DETIK`."""
MENGGENGGAM_DETIK: Final = 10
"""How long the ledger's lock may be held without a word: then the server ends the holder's session, and its transaction
with it, so that one frozen process does not stop every other."""
TRANSAKSI_DETIK: Final = 15
"""How long the ledger's lock may be held at all; a batch takes some ten milliseconds. Less than a waiter's patience."""
KAWAT: Final[dict[str, int]] = {
    "connect_timeout": SAMBUNG_DETIK,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""libpq's own limits, for a wire that is dead below us; a URL that names one of them is left its own."""

RV = TypeVar("RV")
Menunggu = Generator[Any, Any, RV]


class Sambungan(psycopg.Connection[Any]):
    """psycopg's connection with an end to its patience, but where it is told to have it (a migration)."""

    sabar = False

    def wait(self, gen: Menunggu[RV], *args: Any, **kwargs: Any) -> RV:  # noqa: ANN401 - the driver's signature
        """As the driver's own, but for the end. Raises OperationalError."""
        if self.sabar:
            return super().wait(gen, *args, **kwargs)
        try:
            return super().wait(_sampai(gen, DIAM_DETIK), *args, **kwargs)
        except Bungkam as error:
            self.close()
            raise psycopg.OperationalError(f"basis data diam lebih dari {DIAM_DETIK:g} detik") from error
        except (
            IdleInTransactionSessionTimeout,
            TransactionTimeout,
        ) as error:  # of another class in the driver, but a lost connection
            raise psycopg.OperationalError("basis data mengakhiri transaksi yang terlalu lama diam") from error


class Bungkam(Exception):
    """The server has said nothing for too long."""


def _sampai(gen: Menunggu[RV], seconds: float) -> Menunggu[RV]:
    """The same waiting, ended once nothing came for so long. The driver looks in ten times a second."""
    end = monotonic() + seconds
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if ready:
                end = monotonic() + seconds
            elif monotonic() > end:
                gen.close()
                raise Bungkam
            wanted = gen.send(ready)
    except StopIteration as result:
        answer: RV = result.value
        return answer


@contextmanager
def sabar(connection: Connection) -> Iterator[None]:
    """Patience without end in this block: a migration of a big table takes what it takes."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, Sambungan):
        yield
        return
    driver.sabar = True
    try:
        yield
    finally:
        driver.sabar = False
