"""The ledger on both databases: gapless, chained, append-only."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from engine import ledger
from engine import tables as t
from engine.database import writing
from engine.execute import Accepted
from schemas.commands import berkas as ask
from tests.kit import GIGI, PKM, UMUM, Arsip


async def test_every_accepted_command_has_its_place_in_a_gapless_chain(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    first = await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    second = await arsip.minta(ask.TerimaDiUnit, berkas, unit=GIGI)
    assert isinstance(first, Accepted)
    assert isinstance(second, Accepted)
    assert (first.seq, second.seq) == (2, 3)
    with arsip.engine.connect() as connection:
        assert list(ledger.verify(connection, PKM.kode)) == [3]


async def test_a_wrong_unit_is_told_the_right_one_and_the_sighting_is_kept(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    answer = await arsip.minta(ask.TerimaDiUnit, berkas, unit=UMUM)
    assert not isinstance(answer, Accepted)
    assert "ditujukan ke Poli Gigi" in answer.kalimat
    with arsip.engine.connect() as connection:
        assert (
            connection.execute(select(t.jejak.c.jenis).order_by(t.jejak.c.seq.desc())).scalar() == "berkas.terlihat.v1"
        )


@pytest.mark.parametrize("statement", [update(t.jejak).values(pelaku="x"), delete(t.jejak)])
async def test_the_database_itself_refuses_to_change_history(arsip: Arsip, statement: object) -> None:
    await arsip.daftar()
    with pytest.raises(DBAPIError, match="hanya boleh ditambah"), writing(arsip.engine).begin() as connection:
        connection.execute(statement)  # type: ignore[call-overload]
