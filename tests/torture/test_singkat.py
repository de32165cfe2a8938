"""The short torture: some kills, some crash points, every mutant. The long ones: `make torture`, docs/siksa.md.

The seed is the test run's own, shown at its head (`-p randomly_seed=N` runs the same again) and in every failure.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from engine.points import Titik
from tests.torture.bunuh import siksa
from tests.torture.mutan import CACAT
from tests.torture.mutan.daftar import ADEGAN, Adegan
from tests.torture.mutan_uji import _sehat, main_adegan
from tests.torture.rencana import Rencana
from tests.torture.titik import DIBEBANI, SAMPAI, satu
from tests.torture.titik_hasil import Hasil
from tests.torture.titik_lajur import Lajur
from tests.torture.zigot import Zigot, bersama

ROMBONGAN_BUNUH, BUNUH, TERJAWAB = 2, 15, 500
ROMBONGAN_TITIK, MATI = 10, 60
TANGKAP = 12
"""Mutants there must be at the least."""


@pytest.fixture(scope="module")
def lajur() -> Iterator[Lajur]:
    """A zygote and a nats-server for all runs of this process."""
    with Lajur(bersama()) as made:
        yield made


@pytest.fixture(scope="module")
def zigot(lajur: Lajur) -> Zigot:
    """The same zygote."""
    return lajur.zigot


@pytest.fixture
def benih(request: pytest.FixtureRequest) -> int:
    """The seed of this test run, the same in every process of it."""
    return int(request.config.getoption("randomly_seed", 0) or 0)


def pilihan(benih: int) -> list[tuple[Titik, int]]:
    """Every moment at one or two of its first passings, and some more: so many in all, from the seed."""
    rng = Random(f"singkat:{benih}")  # noqa: S311 - a plan, not a secret
    chosen = [(titik, kali) for titik in DIBEBANI for kali in rng.sample(range(1, SAMPAI + 1), _kali(titik))]
    rest = sorted({(titik, kali) for titik in DIBEBANI for kali in range(1, SAMPAI + 1)} - set(chosen))
    chosen += rng.sample(rest, max(0, MATI - len(chosen)))
    rng.shuffle(chosen)
    return chosen


def _kali(titik: Titik) -> int:
    """Twice each; those of reactions once, for `tests/test_reaksi.py` dies there again and again."""
    return 1 if titik.startswith("reaksi.") else 2


@pytest.mark.parametrize("rombongan", range(ROMBONGAN_BUNUH))
def test_killed_at_any_moment_it_loses_and_doubles_nothing(
    rombongan: int, benih: int, zigot: Zigot, tmp_path: Path
) -> None:
    rencana = Rencana(f"{benih}-{rombongan}", "tertanam", BUNUH, TERJAWAB)
    hasil = siksa(rencana, tmp_path / "siksa", periksa_tiap=BUNUH, kabar=lambda _: None, zigot=zigot)
    again = f"python -m tests.torture --zigot --profil tertanam --seed {rencana.benih} --bunuh {BUNUH}"
    assert not hasil.pelanggaran, "\n".join([f"{again} --terjawab {TERJAWAB}", str(hasil.bukti), *hasil.pelanggaran])
    assert hasil.jumlah_bunuh >= BUNUH
    assert hasil.dijawab_ok >= TERJAWAB // 2


@pytest.mark.parametrize("rombongan", range(ROMBONGAN_TITIK))
def test_dying_at_any_named_moment_it_loses_and_doubles_nothing(rombongan: int, benih: int, lajur: Lajur) -> None:
    wrong = [
        hasil
        for titik, kali in pilihan(benih)[rombongan::ROMBONGAN_TITIK]
        if not (hasil := satu(lajur, titik, kali, benih)).lulus
    ]
    assert not wrong, "\n".join(map(_ulang, wrong))


def _ulang(hasil: Hasil) -> str:
    return f"{hasil}\n  python -m tests.torture.titik --titik {hasil.titik} --kali {hasil.kali} --seed {hasil.benih}"


def test_the_short_torture_dies_sixty_times_and_at_every_moment() -> None:
    for benih in range(50):
        chosen = pilihan(benih)
        assert len(set(chosen)) == len(chosen) >= MATI
        assert {titik for titik, _ in chosen} == set(DIBEBANI)


@pytest.mark.parametrize("adegan", ADEGAN, ids=lambda adegan: adegan.mutan)
def test_the_checker_catches_the_mutant(adegan: Adegan, zigot: Zigot) -> None:
    tampil = main_adegan(adegan, zigot)
    assert tampil.baik, f"{adegan.mutan}: {tampil.jenis}, harus {sorted(adegan.jenis)}\n{tampil.galat or ''}"


@pytest.mark.parametrize("adegan", _sehat(ADEGAN), ids=lambda adegan: f"{adegan.lakon.__name__}-{adegan.mutan}")
def test_the_checker_finds_nothing_where_nothing_is_wrong(adegan: Adegan, zigot: Zigot) -> None:
    tampil = main_adegan(adegan, zigot)
    assert tampil.baik, "\n".join([*tampil.contoh, tampil.galat or ""])


def test_every_mutant_has_its_play() -> None:
    assert {adegan.mutan for adegan in ADEGAN} == set(CACAT)
    assert len(ADEGAN) >= TANGKAP
