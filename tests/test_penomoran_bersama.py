"""32 clients at once, through two doors on one database, by each of the four schemes: no number twice, no hole."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine

from engine.database import connect
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from schemas.commands import berkas as ask
from schemas.commands.pasien import Identitas, PasienDaftarkan
from schemas.names import BerkasId
from tests.buku import satu_cerita
from tests.kit import LOKET, PKM, Jam, wish
from tests.test_penomoran import KLIEN, nomor_semua, rencana, urut

KALI = 4
"""Visits of each client."""


@contextmanager
def dua_pintu(url: str, engine: Engine) -> Iterator[list[FrontDoor]]:
    """Two committers on one database, as two processes have them."""
    other = connect(url)
    with FrontDoor(engine, PKM.kode, now=Jam()) as first, FrontDoor(other, PKM.kode, now=Jam()) as second:
        yield [first, second]
    other.dispose()


def bersama(doors: list[FrontDoor], kerja: Any) -> list[Any]:
    """Each client does its work, its wishes going to either door in turn."""

    def klien(at: int) -> list[Any]:
        return [kerja(doors[(at + turn) % len(doors)], at, turn) for turn in range(KALI)]

    with ThreadPoolExecutor(KLIEN) as pool:
        return [answer for answers in pool.map(klien, range(KLIEN)) for answer in answers]


def pasien(doors: list[FrontDoor], banyak: int) -> list[str]:
    """Patients with plainly invented names."""
    ids = [baru() for _ in range(banyak)]
    identitas = Identitas(nama="Contoh Rekaan")
    asked = [doors[0].submit(wish(PasienDaftarkan, BerkasId(one), identitas=identitas)) for one in ids]
    assert all(isinstance(one.result(60), Accepted) for one in asked)
    return ids


def daftarkan(door: FrontDoor, **isi: Any) -> Any:
    return door.submit(wish(ask.Daftarkan, BerkasId(baru()), LOKET, **isi)).result(60)


@pytest.mark.parametrize("skema", ["serial", "serial_unit"])
def test_every_visit_gets_its_own_next_number(url: str, engine: Engine, skema: str) -> None:
    """A patient comes again and again: each time the next number, of one unbroken row."""
    rencana(engine, "2026-01-01", skema)
    with dua_pintu(url, engine) as doors:
        people = pasien(doors, KLIEN)
        answers = bersama(doors, lambda door, at, _: daftarkan(door, pasien=people[at]))
    assert all(isinstance(answer, Accepted) for answer in answers)
    assert nomor_semua(engine) == urut(1, KLIEN * KALI)
    satu_cerita(engine)


def test_a_patient_registered_by_several_desks_at_once_gets_one_number_and_the_row_has_no_hole(
    url: str, engine: Engine
) -> None:
    """Unit numbering: all four tries of a client are for one patient, two at each door; one of them is granted."""
    rencana(engine, "2026-01-01", "unit")
    with dua_pintu(url, engine) as doors:
        people = pasien(doors, KLIEN)
        answers = bersama(doors, lambda door, at, _: daftarkan(door, pasien=people[at]))
    granted = [answer for answer in answers if isinstance(answer, Accepted)]
    refused = {answer.kode for answer in answers if not isinstance(answer, Accepted)}
    assert (len(granted), refused) == (KLIEN, {"pasien_sudah_bernomor"})
    assert nomor_semua(engine) == urut(1, KLIEN)
    satu_cerita(engine)


def test_households_and_their_members_are_numbered_without_a_hole(url: str, engine: Engine) -> None:
    """Family numbering: half of the clients bring a new household each time, half a member of the first one."""
    rencana(engine, "2026-01-01", "keluarga")
    with dua_pintu(url, engine) as doors:
        assert isinstance(daftarkan(doors[0]), Accepted)
        answers = bersama(
            doors, lambda door, at, _: daftarkan(door) if at % 2 else daftarkan(door, keluarga="00-00-01")
        )
    assert all(isinstance(answer, Accepted) for answer in answers)
    given = nomor_semua(engine)
    households = KLIEN // 2 * KALI
    members = [f"00-00-01-{n:02d}" for n in range(1, KLIEN // 2 * KALI + 2)]
    others = [f"{nomor}-01" for nomor in urut(2, households + 1)]
    assert given == sorted([*members, *others])
    satu_cerita(engine)
