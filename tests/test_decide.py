"""From a scan to a decision: which move is meant, what is kept of a refusal, what is odd."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import insert, update

from engine import tables as t
from engine.execute import Accepted, Answer, FrontDoor
from engine.facility import baru
from engine.refusals import Refusal
from engine.workflows.berkas import Berkas
from engine.workflows.pemindaian import meant
from schemas.commands import berkas as ask
from schemas.events.berkas import BerkasTerlihat
from schemas.message import Command
from schemas.names import AlasanCek, BerkasId, CaraKembali, Keadaan, KodeUnit, Peran
from tests.buku import berkas_kini, perlu_dicek, riwayat, satu_cerita
from tests.kisah import S
from tests.kit import DI_GIGI, DI_UMUM, DOKTER, GIGI, LOKET, PAGI, PERMED, PKM, SERBA_BISA, UMUM, Arsip, orang, wish

RM = KodeUnit("RM")


def scanned(keadaan: Keadaan, di: KodeUnit, tujuan: KodeUnit | None = None, **isi: Any) -> Command | Refusal:
    record = Berkas(
        BerkasId("0190c7a0-0000-7000-8000-000000000001"),
        keadaan=keadaan,
        versi=3,
        lokasi=GIGI if keadaan is S.DI_POLI else RM,
        sejak=PAGI,
    )
    scan = wish(ask.Pindai, record.id, di=di, tujuan=tujuan, **isi)
    assert isinstance(scan, ask.Pindai)
    return meant(record, scan)


SEEN = ask.CatatTerlihat
DECIDE = None
MEANT: list[tuple[Keadaan, KodeUnit, KodeUnit | None, type[Command] | None]] = [
    (S.DISIMPAN, RM, None, SEEN),
    (S.DISIMPAN, RM, GIGI, ask.Ambil),
    (S.DISIMPAN, GIGI, None, SEEN),
    (S.DIAMBIL, RM, None, ask.TerimaKembali),
    (S.DIAMBIL, RM, GIGI, SEEN),
    (S.DIAMBIL, GIGI, None, ask.TerimaDiUnit),
    (S.DI_POLI, RM, None, ask.TerimaKembali),
    (S.DI_POLI, RM, GIGI, ask.TerimaKembali),
    (S.DI_POLI, GIGI, None, SEEN),
    (S.DI_POLI, GIGI, RM, ask.KirimKembali),
    (S.DI_POLI, GIGI, UMUM, ask.Alihkan),
    (S.DI_POLI, GIGI, GIGI, SEEN),
    (S.DI_POLI, UMUM, RM, SEEN),
    (S.DALAM_PERJALANAN, RM, None, ask.TerimaKembali),
    (S.DALAM_PERJALANAN, GIGI, None, ask.TerimaDiUnit),
    (S.KEMBALI, RM, None, ask.Rakit),
    (S.KEMBALI, RM, GIGI, ask.Ambil),
    (S.DIRAKIT, RM, None, DECIDE),
    (S.DIRAKIT, RM, GIGI, ask.Ambil),
    (S.LENGKAP, RM, None, ask.Simpan),
    (S.LENGKAP, RM, RM, ask.Simpan),
    (S.LENGKAP, RM, GIGI, ask.Ambil),
    (S.TIDAK_LENGKAP, RM, None, DECIDE),
    (S.TIDAK_LENGKAP, RM, GIGI, ask.KembalikanKeUnit),
    (S.DIPINJAM, RM, None, ask.KembalikanPinjaman),
    (S.HILANG, RM, None, ask.Temukan),
    (S.HILANG, GIGI, None, ask.Temukan),
    (S.DITEMUKAN, RM, None, DECIDE),
    (S.INAKTIF, RM, None, SEEN),
    (S.INAKTIF, RM, GIGI, DECIDE),
    (S.DIMUSNAHKAN, RM, None, SEEN),
    (S.DIGABUNG, GIGI, None, SEEN),
]


@pytest.mark.parametrize(("keadaan", "di", "tujuan", "kind"), MEANT, ids=str)
def test_a_scan_means_one_move_by_state_place_and_destination(
    keadaan: Keadaan, di: KodeUnit, tujuan: KodeUnit | None, kind: type[Command] | None
) -> None:
    answer = scanned(keadaan, di, tujuan)
    if kind is DECIDE:
        assert isinstance(answer, Refusal)
        assert answer.kode == "menunggu_putusan"
        assert answer.kalimat
        return
    assert type(answer) is kind


@pytest.mark.parametrize("keadaan", [state for state in Keadaan if state is not S.BARU])
@pytest.mark.parametrize("di", [RM, GIGI])
def test_looking_only_never_moves(keadaan: Keadaan, di: KodeUnit) -> None:
    assert type(scanned(keadaan, di, UMUM, lihat_saja=True)) is SEEN


@pytest.mark.parametrize("keadaan", [state for state in Keadaan if state is not S.BARU])
@pytest.mark.parametrize("di", [RM, GIGI, UMUM])
@pytest.mark.parametrize("tujuan", [None, RM, GIGI, UMUM])
def test_every_scan_means_something_and_keeps_its_own_id(
    keadaan: Keadaan, di: KodeUnit, tujuan: KodeUnit | None
) -> None:
    key = baru()
    answer = scanned(keadaan, di, tujuan, command_id=key, terjadi_pada=PAGI, cara="pindai")
    if isinstance(answer, Refusal):
        assert "{" not in answer.kalimat + answer.sentence
        return
    assert (answer.command_id, answer.terjadi_pada, answer.cara) == (key, PAGI, "pindai")


@pytest.mark.parametrize(
    ("keadaan", "told", "cara"),
    [
        (S.DALAM_PERJALANAN, None, CaraKembali.DIANTAR),
        (S.DI_POLI, None, CaraKembali.DIJEMPUT),
        (S.DI_POLI, CaraKembali.DIANTAR, CaraKembali.DIANTAR),
        (S.DALAM_PERJALANAN, CaraKembali.DIJEMPUT, CaraKembali.DIJEMPUT),
    ],
)
def test_a_folder_its_unit_sent_was_brought_and_one_still_booked_there_was_collected(
    keadaan: Keadaan, told: CaraKembali | None, cara: CaraKembali
) -> None:
    answer = scanned(keadaan, RM, cara_kembali=told)
    assert isinstance(answer, ask.TerimaKembali)
    assert answer.cara_kembali is cara


async def pindai(arsip: Arsip, berkas: BerkasId, di: KodeUnit, **isi: Any) -> Answer:
    """One scan, ten seconds after what came before."""
    arsip.jam.maju(seconds=10)
    return await arsip.minta(ask.Pindai, berkas, di=di, cara="pindai", **isi)


async def test_a_whole_visit_by_scanning_alone(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    told = [
        await pindai(arsip, berkas, RM, tujuan=GIGI),
        await pindai(arsip, berkas, GIGI),
        await pindai(arsip, berkas, GIGI, tujuan=RM),
        await pindai(arsip, berkas, RM),
        await pindai(arsip, berkas, RM),
        await arsip.minta(ask.NyatakanLengkap, berkas),
        await pindai(arsip, berkas, RM),
    ]
    assert [answer.keadaan for answer in told if isinstance(answer, Accepted)] == [
        S.DIAMBIL,
        S.DI_POLI,
        S.DALAM_PERJALANAN,
        S.KEMBALI,
        S.DIRAKIT,
        S.LENGKAP,
        S.DISIMPAN,
    ]
    satu_cerita(arsip.engine)


async def test_the_same_hands_scanning_twice_in_a_row_mean_one_move(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await pindai(arsip, berkas, RM, tujuan=GIGI)
    await pindai(arsip, berkas, RM)
    arsip.jam.maju(seconds=4)
    twice = await arsip.minta(ask.Pindai, berkas, di=RM)
    assert isinstance(twice, Accepted)
    assert (twice.peristiwa, twice.keadaan) == (BerkasTerlihat.jenis, S.KEMBALI)
    arsip.jam.maju(seconds=2)
    later = await arsip.minta(ask.Pindai, berkas, di=RM)
    assert isinstance(later, Accepted)
    assert later.keadaan is S.DIRAKIT


async def test_other_hands_scanning_at_once_make_the_next_move(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Pindai, berkas, LOKET, di=RM, tujuan=GIGI)
    answer = await arsip.minta(ask.Pindai, berkas, DI_GIGI, di=GIGI)
    assert isinstance(answer, Accepted)
    assert answer.keadaan is S.DI_POLI


async def test_two_copies_of_a_double_scan_in_one_batch_move_once(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    answers = await asyncio.gather(*(arsip.minta(ask.Pindai, berkas, di=RM, tujuan=GIGI) for _ in range(3)))
    told = [answer.peristiwa for answer in answers if isinstance(answer, Accepted)]
    assert told == ["berkas.diambil.v1", BerkasTerlihat.jenis, BerkasTerlihat.jenis]


async def test_a_scan_that_waits_for_a_decision_says_what_may_be_decided_and_is_kept(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    for _ in range(2):
        await pindai(arsip, berkas, RM, tujuan=GIGI)
    await pindai(arsip, berkas, RM)
    await pindai(arsip, berkas, RM)
    answer = await pindai(arsip, berkas, RM)
    assert isinstance(answer, Refusal)
    assert answer.kode == "menunggu_putusan"
    assert "nyatakan lengkap" in answer.kalimat
    event = riwayat(arsip.engine, berkas)[-1]
    assert isinstance(event, BerkasTerlihat)
    assert (event.ditolak, event.perintah) == ("menunggu_putusan", "berkas.pindai")


async def test_a_scan_of_a_missing_folder_anywhere_finds_it(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.LaporkanHilang, berkas)
    answer = await pindai(arsip, berkas, UMUM)
    assert isinstance(answer, Accepted)
    assert answer.keadaan is S.DITEMUKAN
    assert berkas_kini(arsip.engine, berkas).lokasi == UMUM


async def test_a_missing_folder_that_is_only_looked_at_raises_an_alert(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.LaporkanHilang, berkas)
    await pindai(arsip, berkas, UMUM, lihat_saja=True)
    assert list(perlu_dicek(arsip.engine).values()) == [AlasanCek.BERKAS_HILANG_TERLIHAT]


async def test_a_destroyed_folder_that_is_seen_raises_an_alert(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    for kind in (ask.Inaktifkan, ask.Nilai):
        await arsip.minta(kind, berkas)
    await arsip.minta(ask.UsulkanMusnah, berkas, PERMED)
    await arsip.minta(ask.Musnahkan, berkas)
    answer = await pindai(arsip, berkas, RM)
    assert isinstance(answer, Accepted)
    assert answer.keadaan is S.DIMUSNAHKAN
    assert list(perlu_dicek(arsip.engine).values()) == [AlasanCek.SEHARUSNYA_TIDAK_ADA]


async def test_the_wrong_unit_is_told_the_right_one_and_what_it_saw_is_kept(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    answer = await arsip.minta(ask.TerimaDiUnit, berkas, DI_UMUM, unit=UMUM)
    assert isinstance(answer, Refusal)
    assert answer.kode == "di_unit_tujuan"
    assert "Poli Gigi" in answer.kalimat
    assert "Poli Gigi" in answer.sentence
    event = riwayat(arsip.engine, berkas)[-1]
    assert isinstance(event, BerkasTerlihat)
    assert (event.di, event.ditolak, event.alasan_cek) == (UMUM, "di_unit_tujuan", AlasanCek.TEMPAT_TIDAK_COCOK)
    satu_cerita(arsip.engine)


async def test_a_folder_on_its_way_elsewhere_is_not_taken_home_and_was_seen(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    await arsip.minta(ask.TerimaDiUnit, berkas, unit=GIGI)
    await arsip.minta(ask.Alihkan, berkas, tujuan=UMUM)
    answer = await arsip.minta(ask.TerimaKembali, berkas, cara_kembali="diantar")
    assert isinstance(answer, Refusal)
    assert answer.kode == "menuju_rekam_medis"
    assert "Poli Umum" in answer.kalimat
    assert isinstance(riwayat(arsip.engine, berkas)[-1], BerkasTerlihat)


async def test_a_place_that_does_not_exist_is_refused_and_never_told(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    for kind in (ask.TerimaDiUnit, ask.Temukan, ask.Pindai, ask.CatatTerlihat):
        field = "unit" if "unit" in kind.model_fields else "di"
        isi: dict[str, Any] = {field: "ENTAH"}
        answer = await arsip.minta(kind, berkas, cara="pindai", **isi)
        assert isinstance(answer, Refusal)
        assert (answer.kode, answer.field) == ("unit_tidak_dikenal", field)
    assert all(event.di != "ENTAH" for event in riwayat(arsip.engine, berkas))


async def test_no_command_puts_an_unknown_place_into_the_ledger(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    for kind in (ask.LaporkanHilang, ask.Tahan, ask.Urungkan):
        answer = await arsip.minta(kind, berkas, di="ENTAH")
        assert isinstance(answer, Refusal)
        assert answer.kode == "unit_tidak_dikenal"


async def test_a_person_who_does_not_exist_is_refused(arsip: Arsip) -> None:
    lent = {"peminjam": baru(), "keperluan": "audit", "jatuh_tempo": "2026-04-01T00:00:00+07:00"}
    asked: list[tuple[type[Command], dict[str, Any]]] = [
        (ask.Ambil, {"tujuan": GIGI, "pemegang": baru()}),
        (ask.Pinjamkan, lent),
    ]
    for kind, isi in asked:
        answer = await arsip.minta(kind, await arsip.daftar(), **isi)
        assert isinstance(answer, Refusal)
        assert answer.kode == "petugas_tidak_dikenal"


async def test_a_loan_that_is_due_before_it_begins_is_refused(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    answer = await arsip.minta(ask.Pinjamkan, berkas, peminjam=DOKTER.id, keperluan="klaim", jatuh_tempo=arsip.jam.saat)
    assert isinstance(answer, Refusal)
    assert (answer.kode, answer.field) == ("jatuh_tempo_nanti", "jatuh_tempo")


async def test_a_record_is_merged_only_into_one_that_lives_on(arsip: Arsip) -> None:
    first, second, third = [await arsip.daftar() for _ in range(3)]
    unknown = await arsip.minta(ask.Gabungkan, first, ke_berkas=baru())
    assert isinstance(unknown, Refusal)
    assert (unknown.kode, unknown.field) == ("berkas_tidak_dikenal", "ke_berkas")
    answers = await asyncio.gather(
        arsip.minta(ask.Gabungkan, first, ke_berkas=second),
        arsip.minta(ask.Gabungkan, second, ke_berkas=first),
        arsip.minta(ask.Gabungkan, third, ke_berkas=first),
    )
    kinds = [answer.kode if isinstance(answer, Refusal) else answer.keadaan for answer in answers]
    assert kinds == [S.DIGABUNG, "tujuan_gabung_tamat", "tujuan_gabung_tamat"]
    assert all(answer.kalimat for answer in answers if isinstance(answer, Refusal))


async def test_what_an_outsider_scans_is_refused_and_leaves_nothing(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    for peran in (Peran.AUDITOR, Peran.ADMIN):
        answer = await arsip.minta(ask.Pindai, berkas, orang(peran), di=RM, cara="pindai")
        assert isinstance(answer, Refusal)
        assert answer.kode == "peran_tidak_boleh"
    assert len(riwayat(arsip.engine, berkas)) == 1


async def test_a_retired_unit_takes_no_more_folders(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    with arsip.engine.begin() as connection:
        connection.execute(update(t.unit).where(t.unit.c.kode == GIGI).values(aktif=False))
    with FrontDoor(arsip.engine, PKM.kode, now=arsip.jam) as door:
        answer = await door.execute(wish(ask.Ambil, berkas, SERBA_BISA, tujuan=GIGI))
    assert isinstance(answer, Refusal)
    assert answer.kode == "unit_tidak_dikenal"


async def test_a_unit_added_while_running_is_known_at_once(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    refused = await arsip.minta(ask.Ambil, berkas, tujuan="GIZI")
    assert isinstance(refused, Refusal)
    with arsip.engine.begin() as connection:
        connection.execute(insert(t.unit), {"kode": "GIZI", "nama": "Gizi", "jenis": "rawat_jalan"})
    assert isinstance(await arsip.minta(ask.Ambil, berkas, tujuan="GIZI"), Accepted)


async def test_paper_is_not_merged_into_an_electronic_record(arsip: Arsip) -> None:
    paper, electronic = await arsip.daftar(), await arsip.daftar("elektronik")
    answer = await arsip.minta(ask.Gabungkan, paper, ke_berkas=electronic)
    assert isinstance(answer, Refusal)
    assert answer.kode == "pembawa_berbeda"


async def test_a_scan_at_another_place_is_no_double_scan_however_quick(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    answer = await arsip.minta(ask.Pindai, berkas, di=UMUM, cara="pindai")
    assert isinstance(answer, Refusal)
    assert answer.kode == "di_unit_tujuan"


async def test_what_can_be_done_now_is_told_to_the_one_who_asks(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    answer = await arsip.minta(ask.TerimaKembali, berkas, LOKET, cara_kembali="diantar")
    assert isinstance(answer, Refusal)
    assert answer.nilai["bisa"] == "ambil, laporkan hilang"
