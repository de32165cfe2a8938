"""A scan that comes after later facts is a sighting in its right place, and never a move."""

from datetime import datetime, timedelta
from typing import Any

from engine.execute import Accepted
from engine.refusals import Refusal
from schemas.commands import berkas as ask
from schemas.events.berkas import BerkasTerlihat
from schemas.message import Command
from schemas.names import AlasanCek, BerkasId, Keadaan
from tests.buku import berkas_kini, perlu_dicek, riwayat, satu_cerita
from tests.kit import DI_GIGI, DI_UMUM, GIGI, KEPALA, LOKET, PAGI, UMUM, Arsip


def pukul(jam: int, menit: int = 0) -> datetime:
    """A time of the story's morning; the facility's 08:00 is the clock's start."""
    return PAGI + timedelta(hours=jam - 8, minutes=menit)


async def pagi_hari(arsip: Arsip) -> BerkasId:
    """Registered 08:00, pulled for Gigi 08:10, received there 08:20, back 09:00. The clock stands at 09:30."""
    berkas = await arsip.daftar()
    for saat, kind, isi in (
        (pukul(8, 10), ask.Ambil, {"tujuan": GIGI}),
        (pukul(8, 20), ask.TerimaDiUnit, {"unit": GIGI}),
        (pukul(9), ask.TerimaKembali, {"cara_kembali": "dijemput"}),
    ):
        arsip.jam.saat = saat
        assert isinstance(await arsip.minta(kind, berkas, **isi), Accepted)
    arsip.jam.saat = pukul(9, 30)
    return berkas


async def susulan(arsip: Arsip, berkas: BerkasId, kind: type[Command], **isi: Any) -> BerkasTerlihat:
    """A late command is accepted as a sighting, and the record is as it was."""
    before = berkas_kini(arsip.engine, berkas)
    answer = await arsip.minta(kind, berkas, **isi)
    assert isinstance(answer, Accepted), answer
    assert answer.peristiwa == BerkasTerlihat.jenis
    assert berkas_kini(arsip.engine, berkas) == before._replace(versi=before.versi + 1)
    event = riwayat(arsip.engine, berkas)[-1]
    assert isinstance(event, BerkasTerlihat)
    assert event.susulan
    return event


async def test_a_late_scan_that_agrees_is_kept_in_its_place_and_moves_nothing(arsip: Arsip) -> None:
    berkas = await pagi_hari(arsip)
    event = await susulan(arsip, berkas, ask.KirimKembali, terjadi_pada=pukul(8, 50), di=GIGI)
    assert (event.terjadi_pada, event.dicatat_pada) == (pukul(8, 50), pukul(9, 30))
    assert (event.perintah, event.alasan_cek) == ("berkas.kirim_kembali", None)
    assert perlu_dicek(arsip.engine) == {}
    satu_cerita(arsip.engine)


async def test_a_late_scan_that_contradicts_is_kept_and_put_on_the_list(arsip: Arsip) -> None:
    berkas = await pagi_hari(arsip)
    event = await susulan(arsip, berkas, ask.TerimaDiUnit, unit=UMUM, terjadi_pada=pukul(8, 40))
    assert event.alasan_cek is AlasanCek.PINDAIAN_SUSULAN_BERTENTANGAN
    assert list(perlu_dicek(arsip.engine).values()) == ["pindaian_susulan_bertentangan"]
    satu_cerita(arsip.engine)


async def test_a_late_sighting_somewhere_else_is_put_on_the_list(arsip: Arsip) -> None:
    berkas = await pagi_hari(arsip)
    event = await susulan(arsip, berkas, ask.CatatTerlihat, di=UMUM, terjadi_pada=pukul(8, 40))
    assert (event.perintah, event.alasan_cek) == (None, AlasanCek.TEMPAT_TIDAK_COCOK)


async def test_a_scanner_that_was_offline_is_read_against_the_record_as_it_was(arsip: Arsip) -> None:
    """Missing since 09:10; seen at Gigi at 08:30, when it rightly was there."""
    berkas = await pagi_hari(arsip)
    await arsip.minta(ask.LaporkanHilang, berkas, LOKET)
    event = await susulan(arsip, berkas, ask.Pindai, di=GIGI, cara="pindai", terjadi_pada=pukul(8, 30))
    assert event.alasan_cek is None
    assert berkas_kini(arsip.engine, berkas).keadaan is Keadaan.HILANG


async def test_a_late_scan_is_not_dropped_because_the_record_now_waits_for_a_decision(arsip: Arsip) -> None:
    berkas = await pagi_hari(arsip)
    await arsip.minta(ask.Rakit, berkas)
    for cara in ("pindai", "api"):
        await susulan(arsip, berkas, ask.Pindai, di=GIGI, cara=cara, terjadi_pada=pukul(8, 30))
        await susulan(arsip, berkas, ask.Pindai, di="RM", cara=cara, terjadi_pada=pukul(9, 10))


async def test_a_late_scan_of_a_time_that_waited_for_a_decision_is_a_plain_sighting(arsip: Arsip) -> None:
    berkas = await pagi_hari(arsip)
    await arsip.minta(ask.Rakit, berkas)
    arsip.jam.saat = pukul(10)
    await arsip.minta(ask.NyatakanLengkap, berkas)
    event = await susulan(arsip, berkas, ask.Pindai, di="RM", cara="pindai", terjadi_pada=pukul(9, 45))
    assert (event.perintah, event.alasan_cek) == (None, None)


async def test_sightings_between_do_not_hide_what_was_true_then(arsip: Arsip) -> None:
    """An arrival of 08:10 told at 08:35, after a sighting of 08:30: at 08:20 the folder was in the unit."""
    berkas = await arsip.daftar()
    arsip.jam.saat = pukul(8, 1)
    await arsip.minta(ask.Ambil, berkas, tujuan=UMUM)
    arsip.jam.saat = pukul(8, 30)
    await arsip.minta(ask.CatatTerlihat, berkas, di=UMUM)
    arsip.jam.saat = pukul(8, 35)
    arrival = await arsip.minta(ask.TerimaDiUnit, berkas, unit=UMUM, terjadi_pada=pukul(8, 10))
    assert isinstance(arrival, Accepted)
    assert arrival.keadaan is Keadaan.DI_POLI
    arsip.jam.saat = pukul(8, 40)
    await arsip.minta(ask.TerimaKembali, berkas, cara_kembali="dijemput")
    event = await susulan(arsip, berkas, ask.KirimKembali, terjadi_pada=pukul(8, 20))
    assert event.alasan_cek is None
    satu_cerita(arsip.engine)


async def test_an_offline_scan_that_is_still_the_newest_moves_the_folder_with_its_own_time(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    arsip.jam.saat = pukul(9)
    answer = await arsip.minta(ask.Ambil, berkas, tujuan=GIGI, terjadi_pada=pukul(8, 15))
    assert isinstance(answer, Accepted)
    assert answer.keadaan is Keadaan.DIAMBIL
    record = berkas_kini(arsip.engine, berkas)
    assert (record.sejak, record.terakhir) == (pukul(8, 15), pukul(8, 15))
    event = riwayat(arsip.engine, berkas)[-1]
    assert (event.terjadi_pada, event.dicatat_pada) == (pukul(8, 15), pukul(9))


async def test_a_pile_of_offline_scans_sent_in_any_order_never_moves_a_folder_backwards(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    arsip.jam.saat = pukul(12)
    scans: list[tuple[datetime, type[Command], dict[str, Any]]] = [
        (pukul(8, 30), ask.TerimaDiUnit, {"unit": GIGI}),
        (pukul(8, 10), ask.Ambil, {"tujuan": GIGI}),
        (pukul(9), ask.TerimaKembali, {"cara_kembali": "diantar"}),
        (pukul(8, 50), ask.KirimKembali, {}),
    ]
    last = berkas_kini(arsip.engine, berkas)
    for saat, kind, isi in scans:
        await arsip.minta(kind, berkas, terjadi_pada=saat, **isi)
        record = berkas_kini(arsip.engine, berkas)
        assert last.terakhir is not None
        assert record.terakhir is not None
        assert record.terakhir >= last.terakhir
        last = record
    assert last.keadaan is Keadaan.KEMBALI
    assert pukul(9) in {event.terjadi_pada for event in riwayat(arsip.engine, berkas) if event.ke is Keadaan.KEMBALI}
    satu_cerita(arsip.engine)


async def test_a_hold_that_is_told_late_holds_all_the_same(arsip: Arsip) -> None:
    berkas = await pagi_hari(arsip)
    answer = await arsip.minta(ask.Tahan, berkas, KEPALA, terjadi_pada=pukul(8, 5))
    assert isinstance(answer, Accepted)
    assert answer.peristiwa == "berkas.ditahan.v1"
    record = berkas_kini(arsip.engine, berkas)
    assert record.ditahan
    assert record.terakhir == pukul(9)
    satu_cerita(arsip.engine)


async def test_a_hold_does_not_make_a_real_arrival_late(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    arsip.jam.saat = pukul(9)
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    arsip.jam.saat = pukul(10)
    await arsip.minta(ask.Tahan, berkas)
    answer = await arsip.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI, terjadi_pada=pukul(9, 30))
    assert isinstance(answer, Accepted)
    assert answer.keadaan is Keadaan.DI_POLI


async def test_a_check_is_settled_once_by_a_supervisor_and_the_settling_is_a_fact(arsip: Arsip) -> None:
    berkas = await pagi_hari(arsip)
    await susulan(arsip, berkas, ask.CatatTerlihat, di=UMUM, terjadi_pada=pukul(8, 40))
    (seq,) = perlu_dicek(arsip.engine)
    wrong = await arsip.minta(ask.SelesaikanCek, berkas, DI_UMUM, seq=seq, putusan="salah_pindai")
    assert isinstance(wrong, Refusal)
    assert wrong.kode == "peran_tidak_boleh"
    told = await arsip.minta(
        ask.SelesaikanCek, berkas, KEPALA, seq=seq, putusan="salah_pindai", terjadi_pada=pukul(8, 59)
    )
    assert isinstance(told, Accepted)
    assert told.peristiwa == "berkas.cek_diselesaikan.v1"
    assert perlu_dicek(arsip.engine) == {}
    again = await arsip.minta(ask.SelesaikanCek, berkas, KEPALA, seq=seq, putusan="catatan_benar")
    assert isinstance(again, Refusal)
    assert again.kode == "cek_tidak_terbuka"
    satu_cerita(arsip.engine)


async def test_a_check_of_another_record_is_not_settled_here(arsip: Arsip) -> None:
    berkas = await pagi_hari(arsip)
    await susulan(arsip, berkas, ask.CatatTerlihat, di=UMUM, terjadi_pada=pukul(8, 40))
    (seq,) = perlu_dicek(arsip.engine)
    answer = await arsip.minta(ask.SelesaikanCek, await arsip.daftar(), KEPALA, seq=seq, putusan="salah_pindai")
    assert isinstance(answer, Refusal)
    assert list(perlu_dicek(arsip.engine)) == [seq]


async def test_a_time_that_cannot_be_is_refused(arsip: Arsip) -> None:
    berkas = await pagi_hari(arsip)
    for saat, kode in ((pukul(9, 45), "waktu_di_depan"), (pukul(7, 59), "sebelum_berkas_ada")):
        answer = await arsip.minta(ask.CatatTerlihat, berkas, di=GIGI, terjadi_pada=saat)
        assert isinstance(answer, Refusal)
        assert (answer.kode, answer.field) == (kode, "terjadi_pada")


async def test_a_clock_off_by_more_than_policy_is_flagged_but_believed(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    for off, told in ((timedelta(minutes=1), None), (timedelta(minutes=-7), -420)):
        await arsip.minta(ask.CatatTerlihat, berkas, di="RM", jam_perangkat=arsip.jam.saat + off)
        assert riwayat(arsip.engine, berkas)[-1].selisih_jam == told
    assert list(perlu_dicek(arsip.engine).values()) == ["jam_meleset"]


async def test_a_time_a_little_ahead_counts_as_now(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    answer = await arsip.minta(ask.Ambil, berkas, tujuan=GIGI, terjadi_pada=arsip.jam.saat + timedelta(minutes=5))
    assert isinstance(answer, Accepted)
    record = berkas_kini(arsip.engine, berkas)
    assert record.terakhir == arsip.jam.saat
    assert riwayat(arsip.engine, berkas)[-1].selisih_jam == 300


async def test_a_late_scan_by_someone_who_may_not_is_refused_and_the_sighting_is_kept(arsip: Arsip) -> None:
    berkas = await pagi_hari(arsip)
    answer = await arsip.minta(
        ask.TerimaKembali, berkas, DI_GIGI, cara="pindai", cara_kembali="diantar", terjadi_pada=pukul(8, 55)
    )
    assert isinstance(answer, Refusal)
    assert answer.kode == "peran_tidak_boleh"
    event = riwayat(arsip.engine, berkas)[-1]
    assert isinstance(event, BerkasTerlihat)
    assert (event.susulan, event.ditolak) == (True, "peran_tidak_boleh")
    satu_cerita(arsip.engine)


async def test_a_late_scan_with_the_version_of_its_own_time_is_no_stale_screen(arsip: Arsip) -> None:
    berkas = await pagi_hari(arsip)
    await susulan(arsip, berkas, ask.CatatTerlihat, di=GIGI, versi=3, terjadi_pada=pukul(8, 40))
