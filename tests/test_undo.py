"""Undo is a new event by the one who made the last move, while it is fresh; both stay in the ledger."""

from typing import Any

from engine.execute import Accepted, Answer
from engine.refusals import Refusal
from engine.workflows.berkas import DAPAT_DIURUNGKAN
from schemas.commands import berkas as ask
from schemas.events.berkas import GerakDiurungkan
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, Keadaan
from tests.buku import berkas_kini, riwayat, satu_cerita
from tests.kit import DI_GIGI, DOKTER, GIGI, LOKET, PERMED, SERBA_BISA, UMUM, Arsip, wish

Gerak = tuple[type[Command], dict[str, Any]]
AMBIL: Gerak = (ask.Ambil, {"tujuan": GIGI})
TERIMA: Gerak = (ask.TerimaDiUnit, {"unit": GIGI})
KEMBALI: Gerak = (ask.TerimaKembali, {"cara_kembali": "diantar"})
RAKIT: Gerak = (ask.Rakit, {})
LENGKAP: Gerak = (ask.NyatakanLengkap, {})
KURANG: Gerak = (ask.NyatakanTidakLengkap, {"penanggung_jawab": DOKTER.id})
HILANG: Gerak = (ask.LaporkanHilang, {})
JALAN: dict[str, tuple[Gerak, ...]] = {
    "ambil": (AMBIL,),
    "ambil dari meja": (AMBIL, KEMBALI, RAKIT, KURANG, AMBIL),
    "terima di unit": (AMBIL, TERIMA),
    "alihkan": (AMBIL, TERIMA, (ask.Alihkan, {"tujuan": UMUM})),
    "kirim kembali": (AMBIL, TERIMA, (ask.KirimKembali, {})),
    "terima kembali": (AMBIL, TERIMA, KEMBALI),
    "terima kembali tanpa unit": (AMBIL, KEMBALI),
    "rakit": (AMBIL, KEMBALI, RAKIT),
    "nyatakan lengkap": (AMBIL, KEMBALI, RAKIT, LENGKAP),
    "nyatakan tidak lengkap": (AMBIL, KEMBALI, RAKIT, KURANG),
    "kembalikan ke unit": (AMBIL, KEMBALI, RAKIT, KURANG, (ask.KembalikanKeUnit, {"tujuan": UMUM})),
    "lengkapi": (AMBIL, KEMBALI, RAKIT, KURANG, (ask.Lengkapi, {})),
    "simpan": (AMBIL, KEMBALI, RAKIT, LENGKAP, (ask.Simpan, {})),
    "laporkan hilang": (AMBIL, TERIMA, HILANG),
    "temukan": (AMBIL, HILANG, (ask.Temukan, {"unit": UMUM})),
}
"""A way to each daily move."""


async def jalani(arsip: Arsip, *gerak: Gerak, pelaku: Pelaku = SERBA_BISA) -> BerkasId:
    """A record that has made these moves, a minute apart."""
    berkas = await arsip.daftar()
    for kind, isi in gerak:
        arsip.jam.maju(minutes=1)
        if kind is ask.NyatakanTidakLengkap:
            await arsip.kurang(berkas)
        assert isinstance(await arsip.minta(kind, berkas, pelaku, **isi), Accepted)
    return berkas


def kode(answer: Answer) -> str | None:
    return answer.kode if isinstance(answer, Refusal) else None


async def test_a_daily_move_undone_leaves_the_record_exactly_as_it_was(arsip: Arsip) -> None:
    for jalan, (*before, last) in JALAN.items():
        berkas = await jalani(arsip, *before)
        asal = berkas_kini(arsip.engine, berkas)
        arsip.jam.maju(minutes=1)
        if last is KURANG:
            await arsip.kurang(berkas)
        moved = await arsip.minta(last[0], berkas, **last[1])
        assert isinstance(moved, Accepted), jalan
        arsip.jam.maju(minutes=1)
        assert isinstance(await arsip.minta(ask.Urungkan, berkas), Accepted), jalan
        kini = berkas_kini(arsip.engine, berkas)
        assert kini._replace(versi=0, terakhir=None, pelaku_terakhir=None) == asal._replace(
            versi=0, terakhir=None, pelaku_terakhir=None
        ), jalan
        assert kini.terakhir == arsip.jam.saat
        event = riwayat(arsip.engine, berkas)[-1]
        assert isinstance(event, GerakDiurungkan)
        assert (event.versi_diurungkan, event.versi) == (moved.versi, moved.versi + 1)
    satu_cerita(arsip.engine)


def test_every_move_that_can_be_undone_is_told_here() -> None:
    assert {gerak[-1][0] for gerak in JALAN.values()} >= DAPAT_DIURUNGKAN - {ask.BatalAmbil}


async def test_an_undo_is_not_undone_and_nothing_before_it_either(arsip: Arsip) -> None:
    berkas = await jalani(arsip, AMBIL, TERIMA)
    assert isinstance(await arsip.minta(ask.Urungkan, berkas), Accepted)
    assert kode(await arsip.minta(ask.Urungkan, berkas)) == "tidak_ada_gerak"
    assert berkas_kini(arsip.engine, berkas).keadaan is Keadaan.DIAMBIL


async def test_a_registration_is_not_undone(arsip: Arsip) -> None:
    assert kode(await arsip.minta(ask.Urungkan, await arsip.daftar())) == "tidak_ada_gerak"


async def test_only_who_made_the_move_undoes_it(arsip: Arsip) -> None:
    berkas = await jalani(arsip, AMBIL, pelaku=LOKET)
    assert kode(await arsip.minta(ask.Urungkan, berkas, PERMED)) == "gerak_sendiri"
    assert isinstance(await arsip.minta(ask.Urungkan, berkas, LOKET), Accepted)


async def test_an_old_move_is_not_undone(arsip: Arsip) -> None:
    berkas = await jalani(arsip, AMBIL)
    arsip.jam.maju(minutes=10)
    other = await jalani(arsip, AMBIL)
    arsip.jam.maju(minutes=10, seconds=1)
    assert kode(await arsip.minta(ask.Urungkan, berkas)) == "masih_baru"
    assert kode(await arsip.minta(ask.Urungkan, other)) == "masih_baru"


async def test_up_to_the_limit_itself_a_move_is_fresh(arsip: Arsip) -> None:
    berkas = await jalani(arsip, AMBIL)
    arsip.jam.maju(minutes=10)
    assert isinstance(await arsip.minta(ask.Urungkan, berkas), Accepted)


async def test_an_offline_move_told_now_is_fresh_by_when_it_was_told(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    arsip.jam.maju(hours=3)
    told = arsip.jam.saat.replace(hour=2)
    assert isinstance(await arsip.minta(ask.Ambil, berkas, tujuan=GIGI, terjadi_pada=told), Accepted)
    assert isinstance(await arsip.minta(ask.Urungkan, berkas), Accepted)


async def test_a_sighting_between_does_not_stand_in_the_way(arsip: Arsip) -> None:
    berkas = await jalani(arsip, AMBIL, TERIMA, (ask.CatatTerlihat, {"di": UMUM}))
    answer = await arsip.minta(ask.Urungkan, berkas)
    assert isinstance(answer, Accepted)
    assert answer.keadaan is Keadaan.DIAMBIL
    event = riwayat(arsip.engine, berkas)[-1]
    assert isinstance(event, GerakDiurungkan)
    assert (event.versi_diurungkan, event.versi) == (3, 5)


async def test_a_hold_placed_since_is_not_lifted_by_an_undo(arsip: Arsip) -> None:
    berkas = await jalani(arsip, AMBIL, (ask.Tahan, {}))
    answer = await arsip.minta(ask.Urungkan, berkas)
    assert kode(answer) == "tidak_ada_gerak"
    assert berkas_kini(arsip.engine, berkas).ditahan


async def test_a_grave_move_is_answered_by_a_new_move_not_by_an_undo(arsip: Arsip) -> None:
    lent = {"peminjam": DOKTER.id, "keperluan": "klaim", "jatuh_tempo": "2026-03-09T00:00:00Z"}
    grave: tuple[Gerak, ...] = ((ask.Inaktifkan, {}), (ask.Pinjamkan, lent))
    for gerak in grave:
        berkas = await jalani(arsip, gerak)
        assert kode(await arsip.minta(ask.Urungkan, berkas)) == "tidak_ada_gerak"


async def test_calling_a_pull_off_is_undone_the_same_from_rack_and_from_desk(arsip: Arsip) -> None:
    rack = await jalani(arsip, AMBIL, (ask.BatalAmbil, {}))
    desk = await jalani(arsip, AMBIL, KEMBALI, AMBIL, (ask.BatalAmbil, {}))
    answers = [await arsip.minta(ask.Urungkan, berkas) for berkas in (rack, desk)]
    assert kode(answers[0]) == kode(answers[1])


async def test_two_undos_at_once_undo_one_move(arsip: Arsip) -> None:
    berkas = await jalani(arsip, AMBIL, TERIMA)
    first = arsip.minta(ask.Urungkan, berkas, versi=3)
    answers = [await first, await arsip.minta(ask.Urungkan, berkas, versi=3)]
    assert [kode(answer) for answer in answers] == [None, "versi_usang"]


async def test_undo_within_the_batch_of_its_move_sees_it(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    asked = [arsip.door.submit(wish(ask.Ambil, berkas, tujuan=GIGI)), arsip.door.submit(wish(ask.Urungkan, berkas))]
    answers = [future.result(20) for future in asked]
    assert all(isinstance(answer, Accepted) for answer in answers)
    assert berkas_kini(arsip.engine, berkas).keadaan is Keadaan.DISIMPAN
    satu_cerita(arsip.engine)


async def test_whoever_only_scans_in_a_unit_undoes_their_own_scan(arsip: Arsip) -> None:
    berkas = await jalani(arsip, AMBIL)
    await arsip.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    answer = await arsip.minta(ask.Urungkan, berkas, DI_GIGI)
    assert isinstance(answer, Accepted)
    assert answer.keadaan is Keadaan.DIAMBIL
