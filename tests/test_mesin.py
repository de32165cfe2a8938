"""Any order of wishes, repeats, crashes and restarts at the real front door gives what a small model says."""

import os

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.mesin import batas
from tests.mesin_gudang import Gudang, GudangPostgres, GudangSqlite

perlu_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="a crash at a named point needs fork")


def main_kan(gudang: Gudang, contoh: int) -> None:
    try:
        run_state_machine_as_test(gudang.satu, settings=batas(contoh, 25))  # type: ignore[arg-type]  # a function will do
    finally:
        gudang.tutup()


@perlu_fork
def test_on_sqlite_the_door_does_what_the_model_says_whatever_breaks() -> None:
    main_kan(GudangSqlite(), 16)


@perlu_fork
def test_on_postgresql_the_door_does_what_the_model_says_whatever_breaks(postgres: str) -> None:
    main_kan(GudangPostgres(postgres), 6)
