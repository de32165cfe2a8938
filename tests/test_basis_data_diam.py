"""The database goes away under the web: everybody is told to come back, nobody that something of ours is broken."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from cli.pangkal import tunggui
from engine import facility
from engine.database import connect
from engine.facility import Fasyankes
from tests.kit import GIGI, PKM
from tests.kit_web import Web
from web.auth import KUKI


@contextmanager
def tanpa_basis_data(engine: Engine) -> Iterator[None]:
    """No connection can be made in this block."""
    if engine.dialect.name == "sqlite":
        file = Path(str(engine.url.database))
        engine.dispose()
        file.rename(file.with_suffix(".pergi"))
        file.mkdir()
        yield
        file.rmdir()
        file.with_suffix(".pergi").rename(file)
        return
    name = engine.url.database
    admin = connect(engine.url.set(database="postgres").render_as_string(hide_password=False))
    with admin.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :n"), {"n": name}
        )
        yield
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))
    admin.dispose()


async def test_a_silent_database_is_no_fault_of_ours_and_the_same_command_goes_in_afterwards(web: Web) -> None:
    await web.perintah("daftarkan", nomor="00-12-34")
    await web.klien.get("/masuk")  # somebody has been here: the facility's name and zone are known
    amplop = {"command_id": "0190c7a0-0000-7000-8000-00000000d1a0"}
    with tanpa_basis_data(web.konteks.engine):
        for answer in (
            await web.perintah("ambil", "001234", tujuan=GIGI, amplop=amplop),
            await web.klien.get("/api/v1/papan"),
        ):
            assert (answer.status_code, answer.json()["kode"]) == (503, "basis_data_diam")
            assert answer.headers["Retry-After"]
        page = await web.klien.get("/papan", headers={"accept": "text/html", "cookie": f"{KUKI}=seseorang"})
        assert page.status_code == 503
        assert "basis_data_diam" in page.text
    answer = await web.perintah("ambil", "001234", tujuan=GIGI, amplop=amplop)
    assert (answer.status_code, answer.json()["versi"]) == (200, 2)


def test_a_starting_process_waits_for_a_database_server_and_not_for_a_file(engine: Engine) -> None:
    def read() -> Fasyankes | None:
        with engine.connect() as connection:
            return facility.read(connection)

    with ThreadPoolExecutor(1) as pool:
        with tanpa_basis_data(engine):
            waiting = pool.submit(tunggui, engine, read)
            if engine.dialect.name == "sqlite":
                assert isinstance(waiting.exception(20), OperationalError)
                return
            with pytest.raises(OperationalError):
                read()
            assert not waiting.done()
        assert waiting.result(20) == PKM
