"""Any order of wishes, repeats, crashes and restarts at the real front door gives what a small model says."""

import os
from collections.abc import Callable
from importlib import import_module

import pytest
from hypothesis import Phase, settings
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


@perlu_fork
@pytest.mark.parametrize(
    ("di", "apa", "palsu"),
    [
        ("engine.execute", "again", lambda answer: answer),
        ("engine.decide", "_is_late", lambda _berkas, _command: False),
    ],
    ids=["a repeat that is told as new", "a late scan that moves"],
)
def test_a_fault_that_is_planted_is_found(
    monkeypatch: pytest.MonkeyPatch, di: str, apa: str, palsu: Callable[..., object]
) -> None:
    """Who checks the checker: the same stories every time, and one of them shows the fault."""
    monkeypatch.setattr(import_module(di), apa, palsu)
    quick = settings(batas(60, 25), derandomize=True, database=None, phases=[Phase.generate])
    gudang = GudangSqlite()
    try:
        with pytest.raises(AssertionError):
            run_state_machine_as_test(gudang.satu, settings=quick)  # type: ignore[arg-type]  # a function will do
    finally:
        gudang.tutup()
