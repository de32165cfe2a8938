"""The two clocks: fair never exceeds legal, the intervals tile the time, and who could not reach it is not blamed."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.refusals import Refusal
from engine.workflow import Step
from engine.workflows.berkas import Berkas
from engine.workflows.dua_jam import DuaJam, Sebab, dua_jam
from engine.workflows.kekurangan import KEKURANGAN, Kekurangan, Pencatatan
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as ask_kurang
from schemas.message import Command, Event
from schemas.names import CaraKembali, KodeUnit, SebabAlih, SebabTolak
from tests.kisah import Kisah, dari_rak
from tests.kit import DOKTER, GIGI, PAGI, PERMED, UMUM, wish
from tests.test_laws import lives

HARI = timedelta(days=1)
DI_UMUM = frozenset({UMUM})


class Celah:
    """One gap's facts, asked for at moments of a test's own."""

    def __init__(self, id_: str, saat: datetime) -> None:
        self.kini = Kekurangan(id_)
        self.peristiwa: list[Event] = []
        isi = {"berkas": id_, "butir": "resume_medis.tanda_tangan", "penanggung_jawab": DOKTER.id}
        self.minta(Pencatatan, saat, **isi, versi_daftar=1, jatuh_tempo=PAGI + 14 * HARI)

    def minta(self, kind: type[Command], saat: datetime, **isi: Any) -> "Celah":
        who = DOKTER if kind is ask_kurang.NyatakanDilengkapi else PERMED
        outcome = KEKURANGAN.step(self.kini, wish(kind, self.kini.id, who, **isi), saat)
        assert isinstance(outcome, Step), outcome
        self.kini = outcome.record
        self.peristiwa.append(outcome.event)
        return self


def hitung(kisah: Kisah, celah: Celah, kini: datetime, unit: frozenset[KodeUnit] = DI_UMUM) -> DuaJam:
    return dua_jam(kisah.peristiwa, [celah.peristiwa], petugas=DOKTER.id, unit=unit, mulai=PAGI, kini=kini)


def pada(kisah: Kisah, jam: float, kind: type[Command], **isi: Any) -> Kisah:
    """It happens so many hours after the morning."""
    kisah.saat = PAGI + timedelta(hours=jam, minutes=-1)
    kisah.terjadi(kind, **isi)
    return kisah


def perjalanan() -> Kisah:
    """Two hours at the doctor's, a day in the record room, sent to another unit, then to theirs."""
    kisah = dari_rak()
    pada(kisah, 1, ask.Ambil, tujuan=UMUM)
    pada(kisah, 2, ask.TerimaDiUnit, unit=UMUM)
    pada(kisah, 4, ask.TerimaKembali, cara_kembali=CaraKembali.DIJEMPUT)
    pada(kisah, 5, ask.Rakit)
    pada(kisah, 6, ask.NyatakanTidakLengkap)
    pada(kisah, 28, ask.KembalikanKeUnit, tujuan=GIGI)
    pada(kisah, 29, ask.TerimaDiUnit, unit=GIGI)
    pada(kisah, 30, ask.Alihkan, tujuan=UMUM)
    return pada(kisah, 31, ask.TerimaDiUnit, unit=UMUM)


def test_a_doctor_is_not_blamed_for_days_the_folder_lay_in_the_record_room() -> None:
    """RIVALS 4, OnBase: the clock runs while the chart is parked with the record room."""
    kisah = perjalanan()
    jam = hitung(kisah, Celah(kisah.berkas.id, PAGI + timedelta(hours=5.5)), PAGI + timedelta(hours=40))
    assert jam.hukum == timedelta(hours=40)
    assert jam.adil == timedelta(hours=2 + 9)  # from 2 to 4, and from 31 on
    assert [ruas.sebab for ruas in jam.ruas] == [
        Sebab.TIDAK_DIKETAHUI,
        Sebab.DI_REKAM_MEDIS,
        Sebab.DI_JALAN,
        Sebab.DI_UNITNYA,
        Sebab.DI_REKAM_MEDIS,
        Sebab.DI_JALAN,
        Sebab.DI_UNIT_LAIN,
        Sebab.DI_JALAN,
        Sebab.DI_UNITNYA,
    ]


def test_what_waits_to_be_verified_waits_for_record_staff_and_a_refusal_gives_it_back() -> None:
    kisah = perjalanan()
    celah = Celah(kisah.berkas.id, PAGI + timedelta(hours=5.5))
    celah.minta(ask_kurang.NyatakanDilengkapi, PAGI + timedelta(hours=33))
    waiting = hitung(kisah, celah, PAGI + timedelta(hours=40))
    assert (waiting.hukum, waiting.adil) == (timedelta(hours=40), timedelta(hours=4))
    assert waiting.ruas[-1].sebab is Sebab.MENUNGGU_PERIKSA
    celah.minta(ask_kurang.Tolak, PAGI + timedelta(hours=36), sebab=SebabTolak.BELUM_DITANDATANGANI)
    assert hitung(kisah, celah, PAGI + timedelta(hours=40)).adil == timedelta(hours=8)


def test_both_clocks_stop_at_what_turned_out_to_be_the_completion() -> None:
    kisah = perjalanan()
    celah = Celah(kisah.berkas.id, PAGI + timedelta(hours=5.5))
    celah.minta(ask_kurang.NyatakanDilengkapi, PAGI + timedelta(hours=33))
    celah.minta(ask_kurang.Verifikasi, PAGI + timedelta(hours=39))
    jam = hitung(kisah, celah, PAGI + timedelta(hours=99))
    assert (jam.selesai, jam.sampai, jam.hukum) == (True, PAGI + timedelta(hours=33), timedelta(hours=33))


def test_before_it_was_handed_on_it_was_somebody_elses() -> None:
    kisah = perjalanan()
    celah = Celah(kisah.berkas.id, PAGI + timedelta(hours=5.5))
    celah.minta(ask_kurang.Alihkan, PAGI + timedelta(hours=35), penanggung_jawab=PERMED.id, sebab=SebabAlih.BERHALANGAN)
    jam = dua_jam(
        kisah.peristiwa, [celah.peristiwa], petugas=PERMED.id, unit=DI_UMUM, mulai=PAGI, kini=PAGI + 40 * HARI / 24
    )
    assert jam.adil == timedelta(hours=5)  # not for the two hours it lay with whoever it belonged to then
    assert [ruas.sebab for ruas in jam.ruas if ruas.sebab is not Sebab.BUKAN_TANGGUNGANNYA] == [Sebab.DI_UNITNYA]


@pytest.mark.parametrize(("unit", "jam"), [(frozenset({KodeUnit("*")}), 13 - 1 + 0), (frozenset[KodeUnit](), 0)])
def test_who_serves_everywhere_reaches_it_in_every_unit_and_who_serves_nowhere_in_none(
    unit: frozenset[KodeUnit], jam: int
) -> None:
    kisah = perjalanan()
    celah = Celah(kisah.berkas.id, PAGI + timedelta(hours=5.5))
    assert hitung(kisah, celah, PAGI + timedelta(hours=40), unit).adil == timedelta(hours=jam)


@settings(max_examples=25, deadline=None)
@given(lives(), st.integers(0, 20), st.lists(st.integers(0, 90), max_size=4))
def test_fair_never_exceeds_legal_and_the_intervals_tile_the_time(
    life: tuple[list[Event], Berkas, list[Refusal]], mulai: int, menit: list[int]
) -> None:
    celah = Celah(life[1].id, PAGI + timedelta(minutes=5))
    words: list[tuple[type[Command], dict[str, Any]]] = [
        (ask_kurang.NyatakanDilengkapi, {}),
        (ask_kurang.Tolak, {"sebab": SebabTolak.BELUM_DITANDATANGANI}),
    ]
    for place, at in enumerate(sorted(menit)):
        kind, isi = words[place % 2]
        celah.minta(kind, PAGI + timedelta(minutes=5 + 8 * at), **isi)
    jam = dua_jam(
        life[0],
        [celah.peristiwa],
        petugas=DOKTER.id,
        unit=DI_UMUM,
        mulai=PAGI + timedelta(minutes=mulai),
        kini=PAGI + timedelta(hours=13),
    )
    assert timedelta(0) <= jam.adil <= jam.hukum
    assert sum((ruas.lama for ruas in jam.ruas), timedelta(0)) == jam.hukum
    assert all(ruas.lama > timedelta(0) for ruas in jam.ruas)
    assert all(one.sampai == other.mulai for one, other in pairwise(jam.ruas))
    assert (jam.ruas[0].mulai, jam.ruas[-1].sampai) == (jam.mulai, jam.sampai)
