"""Every record is the sum of its lines, every count the sum of its records: checked on both databases."""

from sqlalchemy import update

from engine import tables as t
from engine.database import writing
from engine.views import sums
from schemas.commands import berkas as ask
from schemas.names import CaraKembali, Keadaan
from tests.kit import GIGI, UMUM, Arsip


async def test_after_any_moves_nothing_differs(arsip: Arsip) -> None:
    for unit in (UMUM, GIGI):
        berkas = await arsip.daftar()
        await arsip.minta(ask.Ambil, berkas, tujuan=unit)
        await arsip.minta(ask.TerimaDiUnit, berkas, unit=unit)
        await arsip.minta(ask.Tahan, berkas)
    await arsip.minta(ask.TerimaKembali, berkas, cara_kembali=CaraKembali.DIJEMPUT)
    await arsip.daftar("elektronik")
    with arsip.engine.connect() as connection:
        assert list(sums.records(connection)) == [(3, [])]
        assert sums.counts(connection) == []
        assert sums.jumlah_catatan(connection) == 3


async def test_a_field_or_a_count_changed_behind_the_ledgers_back_is_named(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    with writing(arsip.engine).begin() as connection:
        connection.execute(update(t.berkas).values(lokasi=None))
    with arsip.engine.connect() as connection:
        ((looked, wrong),) = sums.records(connection)
        assert (looked, [(one.apa, one.tercatat, one.seharusnya) for one in wrong]) == (
            1,
            [(f"berkas {berkas} lokasi", "None", "RM")],
        )
        assert {(one.apa, one.tercatat, one.seharusnya) for one in sums.counts(connection)} == {
            (f"hitungan {Keadaan.DISIMPAN}", "0", "1"),
            (f"hitungan {Keadaan.DISIMPAN} RM", "1", "0"),
        }
