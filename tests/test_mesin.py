"""Any order of wishes, repeats, crashes and restarts at the real front door gives what a small model says."""

import os
from dataclasses import replace

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from schemas.names import BerkasId
from tests.mesin import Mesin, batas
from tests.mesin_gudang import Gudang, GudangPostgres, GudangSqlite
from tests.mesin_model import Jawab, Tanya

perlu_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="a crash at a named point needs fork")


def main_kan(gudang: Gudang, contoh: int) -> None:
    try:
        run_state_machine_as_test(gudang.satu, settings=batas(contoh, 20))  # type: ignore[arg-type]  # a function will do
    finally:
        gudang.tutup()


@perlu_fork
def test_on_sqlite_the_door_does_what_the_model_says_whatever_breaks() -> None:
    main_kan(GudangSqlite(), 16)


@perlu_fork
def test_on_postgresql_the_door_does_what_the_model_says_whatever_breaks(postgres: str) -> None:
    main_kan(GudangPostgres(postgres), 6)


class SusulanBergerak(Mesin):
    """A model that thinks a late scan moves a record."""

    def harap(self, berkas: BerkasId, tanya: Tanya) -> Jawab:
        return super().harap(berkas, replace(tanya, waktu=None))


class DiManaSaja(Mesin):
    """A model that thinks any unit may receive a record."""

    def harap(self, berkas: BerkasId, tanya: Tanya) -> Jawab:
        tujuan = self.model[berkas].tujuan
        anywhere = tanya.jenis == "terima_di_unit" and tujuan is not None
        return super().harap(berkas, replace(tanya, unit=tujuan) if anywhere and tujuan else tanya)


@perlu_fork
@pytest.mark.parametrize("keliru", [SusulanBergerak, DiManaSaja])
def test_where_door_and_model_differ_a_story_shows_it(keliru: type[Mesin]) -> None:
    """Who checks the checker: the same stories every time, and one of them contradicts the wrong model."""
    quick = settings(batas(60, 20), derandomize=True, database=None, phases=[Phase.generate])
    gudang = GudangSqlite(keliru)
    try:
        with pytest.raises(AssertionError):
            run_state_machine_as_test(gudang.satu, settings=quick)  # type: ignore[arg-type]  # a function will do
    finally:
        gudang.tutup()
