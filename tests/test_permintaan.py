"""A request for a folder: told as stories, then as laws over any story."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.refusals import SENTENCES
from engine.workflow import Step
from engine.workflows.permintaan import PERMINTAAN, SELESAI, TERBUKA, Permintaan, berjalan
from schemas.commands import permintaan as ask
from schemas.message import Command
from schemas.names import AsalPermintaan, KeadaanPermintaan, SebabTidakTerpenuhi
from tests.kisah_permintaan import LAIN, KisahPermintaan, menunggu
from tests.kit import DI_GIGI, DI_UMUM, KEPALA, LOKET, MESIN, PAGI, PERMED, PERMED_LAIN, SEMUA_ORANG

S = KeadaanPermintaan
WISHES: tuple[type[Command], ...] = tuple(dict.fromkeys(move.command for move in PERMINTAAN.moves))


def test_a_request_waits_is_sent_and_is_fulfilled_when_the_unit_received_the_folder() -> None:
    kisah = menunggu()
    asked = kisah.saat
    assert kisah.permintaan.terdaftar == asked
    kisah.terjadi(ask.Kirim)
    assert (kisah.permintaan.keadaan, kisah.permintaan.dikirim) == (S.DIKIRIM, kisah.saat)
    assert kisah.permintaan.diterima is None
    kisah.terjadi(ask.Penuhi)
    assert kisah.permintaan.keadaan is S.TERPENUHI
    assert kisah.permintaan.diterima == kisah.permintaan.selesai == kisah.saat
    assert kisah.permintaan.terdaftar == asked


def test_no_person_says_that_a_folder_was_sent_or_received_only_its_scan_does() -> None:
    for who in SEMUA_ORANG:
        for wish in (ask.Kirim, ask.Penuhi, ask.BatalKirim, ask.BatalPenuhi, ask.Pindahkan, ask.Kedaluwarsakan):
            assert menunggu().ditolak(wish, who) == "peran_tidak_boleh"


def test_unit_staff_ask_for_their_own_unit_and_call_off_only_their_own() -> None:
    assert KisahPermintaan().ditolak(ask.Buat, DI_UMUM) == "unit_yang_meminta"
    kisah = KisahPermintaan()
    kisah.terjadi(ask.Buat, DI_GIGI)
    assert kisah.ditolak(ask.Batalkan, DI_UMUM) == "unit_yang_meminta"
    kisah.terjadi(ask.Batalkan, DI_GIGI)
    assert kisah.permintaan.keadaan is S.DIBATALKAN


def test_only_registration_itself_asks_in_its_own_name() -> None:
    assert KisahPermintaan().ditolak(ask.Buat, LOKET, asal=AsalPermintaan.PENDAFTARAN) == "asal_benar"
    KisahPermintaan().terjadi(ask.Buat, MESIN, asal=AsalPermintaan.PENDAFTARAN)


def test_a_pull_called_off_puts_the_request_back_and_forgets_when_it_was_sent() -> None:
    kisah = menunggu()
    kisah.terjadi(ask.Kirim)
    kisah.terjadi(ask.BatalKirim)
    assert (kisah.permintaan.keadaan, kisah.permintaan.dikirim) == (S.MENUNGGU, None)


def test_a_receipt_undone_forgets_that_the_folder_was_received() -> None:
    kisah = menunggu()
    kisah.terjadi(ask.Kirim)
    kisah.terjadi(ask.Penuhi)
    kisah.terjadi(ask.BatalPenuhi)
    assert (kisah.permintaan.keadaan, kisah.permintaan.diterima, kisah.permintaan.selesai) == (S.DIKIRIM, None, None)


def test_a_folder_that_came_home_unscanned_has_no_time_of_receipt() -> None:
    kisah = menunggu()
    kisah.terjadi(ask.Kirim)
    kisah.terjadi(ask.TidakPenuhi, sebab=SebabTidakTerpenuhi.PULANG_TANPA_DITERIMA)
    assert kisah.permintaan.keadaan is S.TIDAK_TERPENUHI
    assert kisah.permintaan.diterima is None


def test_one_person_looks_for_a_folder_and_lets_go_of_it_or_the_head_does() -> None:
    kisah = menunggu()
    kisah.terjadi(ask.Kerjakan, PERMED)
    assert kisah.permintaan.pencari == PERMED.id
    assert kisah.ditolak(ask.Kerjakan, PERMED_LAIN) == "belum_dikerjakan"
    assert kisah.ditolak(ask.Lepaskan, PERMED_LAIN) == "sedang_dikerjakan"
    kisah.terjadi(ask.Lepaskan, KEPALA)
    assert not kisah.permintaan.pencari
    kisah.terjadi(ask.Kerjakan, PERMED_LAIN)


def test_a_request_follows_its_folder_into_another() -> None:
    kisah = menunggu()
    kisah.terjadi(ask.Pindahkan)
    assert (kisah.permintaan.berkas, kisah.permintaan.keadaan) == (LAIN, S.MENUNGGU)


def test_a_request_that_waits_runs_out_and_one_that_ended_does_not() -> None:
    kisah = menunggu()
    assert list(berjalan(kisah.permintaan).values()) == [kisah.permintaan.berlaku_sampai]
    kisah.terjadi(ask.Kedaluwarsakan)
    assert kisah.permintaan.keadaan is S.KEDALUWARSA
    assert not berjalan(kisah.permintaan)


@pytest.mark.parametrize("akhir", SELESAI)
def test_an_end_is_an_end_for_every_person(akhir: KeadaanPermintaan) -> None:
    record = Permintaan("x", keadaan=akhir, versi=1)
    for command in PERMINTAAN.possible(record):
        assert command is ask.BatalPenuhi, "only a receipt that was undone opens a request again"


def test_every_guard_and_every_unknown_has_words() -> None:
    names = {guard.__name__ for move in PERMINTAAN.moves for guard in move.jika}
    assert names | {"permintaan_tidak_dikenal", "sebelum_permintaan_ada", "permintaan_sudah_ada"} <= SENTENCES.keys()


wishes = st.lists(st.tuples(st.sampled_from(WISHES), st.sampled_from([*SEMUA_ORANG, MESIN])), max_size=25)


@given(wishes)
def test_a_request_is_never_lost_it_waits_or_came_to_exactly_one_end(story: list[tuple[type[Command], object]]) -> None:
    kisah = menunggu()
    for kind, who in story:
        before = kisah.permintaan
        outcome = kisah.minta(kind, who)  # type: ignore[arg-type]
        if isinstance(outcome, Step) and before.keadaan in SELESAI:
            assert kind in {ask.BatalPenuhi, ask.BukaLagi, ask.PenuhiSusulan}
        after = kisah.permintaan
        assert (after.keadaan in TERBUKA) == (after.selesai is None)
        assert (after.keadaan is S.TERPENUHI) == (after.diterima is not None)
        assert after.keadaan is not S.DIKIRIM or after.dikirim is not None
        assert bool(berjalan(after)) == (after.keadaan in TERBUKA)
        if after.diterima:
            assert after.terdaftar is not None
            assert after.diterima - after.terdaftar >= timedelta(0)


def test_only_home_without_a_receipt_is_taken_back_and_only_by_the_machine() -> None:
    kisah = menunggu()
    kisah.terjadi(ask.TidakPenuhi, PERMED)
    assert kisah.ditolak(ask.BukaLagi) == "pulang_tanpa_diterima"
    assert kisah.ditolak(ask.PenuhiSusulan) == "pulang_tanpa_diterima"
    kisah = menunggu()
    kisah.terjadi(ask.Kirim)
    kisah.terjadi(ask.TidakPenuhi, sebab=SebabTidakTerpenuhi.PULANG_TANPA_DITERIMA)
    assert kisah.ditolak(ask.BukaLagi, PERMED) == "peran_tidak_boleh"
    assert kisah.ditolak(ask.PenuhiSusulan, diterima_pada=PAGI) == "diterima_di_jalan"
    assert kisah.ditolak(ask.PenuhiSusulan, diterima_pada=kisah.saat + timedelta(hours=1)) == "diterima_di_jalan"
    kisah.terjadi(ask.BukaLagi)
    assert (kisah.permintaan.keadaan, kisah.permintaan.selesai, kisah.permintaan.sebab) == (S.DIKIRIM, None, None)
    kisah.terjadi(ask.TidakPenuhi, sebab=SebabTidakTerpenuhi.PULANG_TANPA_DITERIMA)
    kisah.terjadi(ask.PenuhiSusulan, diterima_pada=PAGI + timedelta(minutes=2, seconds=30))
    assert kisah.permintaan.diterima == PAGI + timedelta(minutes=2, seconds=30)
    assert (kisah.permintaan.keadaan, kisah.permintaan.sebab) == (S.TERPENUHI, None)


@given(wishes)
def test_a_request_is_the_sum_of_its_events(story: list[tuple[type[Command], object]]) -> None:
    kisah = menunggu()
    for kind, who in story:
        kisah.minta(kind, who)  # type: ignore[arg-type]
    record = Permintaan(kisah.permintaan.id)
    for event in kisah.peristiwa:
        assert event.dari == record.keadaan
        record = PERMINTAAN.apply(record, event)
        assert event.ke == record.keadaan
    assert record == kisah.permintaan
