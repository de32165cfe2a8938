"""The read-only views, on both databases."""

import string
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.dialects import postgresql, sqlite

from engine.execute import Accepted
from engine.numbers import JenisKode, tulis_kode
from engine.refusals import Refusal
from engine.views import board, records, search, timeline
from engine.views.search import Halaman, Saringan
from engine.views.sentences import POLA, TERLIHAT_DITOLAK, TERLIHAT_SUSULAN
from schemas.commands import berkas as ask
from schemas.events import EVENTS
from schemas.events.berkas import BerkasTerlihat
from schemas.names import BerkasId, Cara, Keadaan, Pembawa
from tests.kit import DI_GIGI, GIGI, KEPALA, PAGI, RANAP, UMUM, Arsip


def _found(answer: records.Ringkas | Refusal) -> BerkasId:
    assert not isinstance(answer, Refusal), answer
    return answer.id


def _kode(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.kode


def _semua(connection: Connection, saringan: Saringan, batas: int) -> list[str]:
    """Every page of a list, by its cursors."""
    numbers: list[str] = []
    kursor = None
    while True:
        page = search.cari(connection, saringan, kursor=kursor, batas=batas)
        assert isinstance(page, Halaman), page
        assert len(page.isi) <= batas
        numbers += [row.nomor for row in page.isi]
        if page.kursor is None:
            return numbers
        kursor = page.kursor


async def test_a_record_is_found_by_id_by_any_spelling_and_by_its_last_digits(arsip: Arsip) -> None:
    berkas = await arsip.daftar(nomor="00-12-34")
    await arsip.daftar(nomor="00-12-99")
    with arsip.engine.connect() as connection:
        for spelling in (berkas, berkas.upper(), "001234", "00.12.34", " 00 12 34", "1234", "34"):
            assert _found(records.ringkas(connection, spelling)) == berkas
        assert _kode(records.ringkas(connection, "1234", akhiran=False)) == "berkas_tidak_dikenal"
        assert _kode(records.ringkas(connection, "\x00")) == "berkas_tidak_dikenal"
        assert records.id_berkas(connection, tulis_kode(JenisKode.BERKAS, "001234")) == berkas
        assert _kode(records.id_berkas(connection, tulis_kode(JenisKode.PETUGAS, "AB12"))) == "kode_salah_kotak"


async def test_an_ending_of_several_numbers_says_how_many_there_are(arsip: Arsip) -> None:
    for nomor in ("100034", "200034", "300035"):
        await arsip.daftar(nomor=nomor)
    with arsip.engine.connect() as connection:
        answer = records.ringkas(connection, "0034")
    assert isinstance(answer, Refusal)
    assert (answer.kode, answer.nilai) == ("nomor_ganda", {"jumlah": 2})


async def test_one_number_with_two_carriers_means_the_paper_one(arsip: Arsip) -> None:
    elektronik = await arsip.daftar(nomor="77-88", pembawa="elektronik")
    fisik = await arsip.daftar(nomor="7788")
    with arsip.engine.connect() as connection:
        assert _found(records.ringkas(connection, "7788")) == fisik
        assert _found(records.ringkas(connection, "88")) == fisik
        assert _found(records.ringkas(connection, "7788", pembawa=Pembawa.ELEKTRONIK)) == elektronik


async def test_a_search_by_any_part_is_one_range_of_one_index(arsip: Arsip) -> None:
    await arsip.daftar(nomor="00-12-34")
    for after in (None, ("1234", "x")):
        query = search.number_query("12", after, 51)
        dialect = sqlite.dialect() if arsip.engine.dialect.name == "sqlite" else postgresql.dialect()  # type: ignore[no-untyped-call]
        sql = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        with arsip.engine.connect() as connection:
            if arsip.engine.dialect.name == "sqlite":
                plan = [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]
                assert len(plan) == 1, plan
                assert plan[0].startswith("SEARCH nomor_akhiran USING PRIMARY KEY"), plan
            else:
                connection.execute(text("SET LOCAL enable_seqscan = off"))
                connection.execute(text("SET LOCAL enable_bitmapscan = off"))
                plan = [row[0] for row in connection.execute(text(f"EXPLAIN {sql}"))]
                assert "Index Only Scan using pk_nomor_akhiran" in "\n".join(plan), plan
                assert not any("Sort" in line or "Seq Scan" in line for line in plan), plan


async def test_a_search_gives_endings_first_and_each_record_once(arsip: Arsip) -> None:
    for nomor in ("121212", "001200", "990012", "12-55", "4321", "12"):
        await arsip.daftar(nomor=nomor)
    with arsip.engine.connect() as connection:
        for batas in (1, 2, 50):
            found = _semua(connection, Saringan(nomor="1 2"), batas)
            assert sorted(found) == ["001200", "12", "12-55", "121212", "990012"]
            assert set(found[:3]) == {"12", "121212", "990012"}
        assert _semua(connection, Saringan(nomor="5-5"), 5) == ["12-55"]
        assert _semua(connection, Saringan(nomor="--"), 5) == []
        assert _semua(connection, Saringan(nomor="%_"), 5) == []


async def test_a_search_narrowed_by_place_goes_on_until_all_are_found(arsip: Arsip) -> None:
    for place in range(12):
        berkas = await arsip.daftar(nomor=f"70{place:02}")
        if place % 4 == 0:
            await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    with arsip.engine.connect() as connection:
        found = _semua(connection, Saringan(nomor="70", unit=GIGI, keadaan=Keadaan.DIAMBIL), 2)
    assert sorted(found) == ["7000", "7004", "7008"]


async def test_lists_by_state_and_place_agree_with_the_counts_and_page_without_loss(arsip: Arsip) -> None:
    for place in range(9):
        berkas = await arsip.daftar()
        arsip.jam.maju(seconds=place % 2)
        if place % 3:
            await arsip.minta(ask.Ambil, berkas, tujuan=GIGI if place % 2 else UMUM)
        if place % 3 == 2:
            await arsip.minta(ask.TerimaDiUnit, berkas, unit=GIGI if place % 2 else UMUM)
    with arsip.engine.connect() as connection:
        shown = board.papan(connection, arsip.jam())
        assert shown.jumlah == 9
        for keadaan, jumlah in shown.keadaan.items():
            for batas in (1, 2, 50):
                found = _semua(connection, Saringan(keadaan=keadaan), batas)
                assert len(found) == len(set(found)) == jumlah
        for unit in shown.unit:
            assert len(_semua(connection, Saringan(unit=unit.unit.kode), 2)) == unit.jumlah + unit.menuju
        assert len(set(_semua(connection, Saringan(), 2))) == 9


async def test_a_holder_is_asked_for_what_they_hold(arsip: Arsip) -> None:
    for _ in range(5):
        berkas = await arsip.daftar()
        await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
        await arsip.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    await arsip.daftar()
    with arsip.engine.connect() as connection:
        found = _semua(connection, Saringan(pemegang=DI_GIGI.id), 2)
        assert len(found) == len(set(found)) == 5
        assert _semua(connection, Saringan(pemegang=DI_GIGI.id, unit=UMUM), 2) == []


@pytest.mark.parametrize(
    "kursor", ["", "x", "AAAA", "W10", "WyJhIiwiYiIsImMiLCJkIl0", "WyJcdTAwMDAiLCJhIl0", "é", "====="]
)
async def test_a_cursor_that_is_not_ours_is_refused(arsip: Arsip, kursor: str) -> None:
    await arsip.daftar(nomor="12")
    with arsip.engine.connect() as connection:
        for saringan in (Saringan(), Saringan(nomor="1"), Saringan(pemegang=KEPALA.id)):
            answer = search.cari(connection, saringan, kursor=kursor)
            if isinstance(answer, Refusal):
                assert (answer.kode, answer.field) == ("isian_tidak_sah", "kursor")
            else:
                assert answer == Halaman((), None)


async def test_a_late_scan_stands_in_its_place_of_the_timeline_and_is_marked(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    arsip.jam.maju(minutes=10)
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    arsip.jam.maju(minutes=30)
    await arsip.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI)
    arsip.jam.maju(minutes=30)
    late = await arsip.minta(
        ask.CatatTerlihat, berkas, DI_GIGI, di=UMUM, cara=Cara.PINDAI, terjadi_pada=PAGI + timedelta(minutes=20)
    )
    assert isinstance(late, Accepted)
    with arsip.engine.connect() as connection:
        lines = timeline.riwayat(connection, berkas).isi
    assert [line.versi for line in lines] == [1, 2, 4, 3]
    assert [line.susulan for line in lines] == [False, False, True, False]
    assert lines[2].dicatat_pada - lines[2].terjadi_pada == timedelta(minutes=50)
    assert [str(line.kalimat) for line in lines] == [
        "Masuk ke arsip (fisik)",
        "Diambil dari rak untuk Poli Gigi",
        "Terlihat di Poli Umum",
        "Diterima di Poli Gigi",
    ]
    assert lines[3].nama_pelaku is not None


async def test_a_refused_scan_says_so_on_the_timeline(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    answer = await arsip.minta(ask.TerimaDiUnit, berkas, unit=UMUM)
    with arsip.engine.connect() as connection:
        line = timeline.riwayat(connection, berkas).isi[-1]
    assert line.ditolak == _kode(answer) == "di_unit_tujuan"
    assert str(line.kalimat) == "Terlihat di Poli Umum: terima di unit ditolak"
    assert line.alasan_cek == "tempat_tidak_cocok"
    assert line.cek_terbuka


async def test_a_long_timeline_is_read_page_by_page(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    for _ in range(6):
        arsip.jam.maju(minutes=1)
        await arsip.minta(ask.CatatTerlihat, berkas, di=UMUM)
    with arsip.engine.connect() as connection:
        versions: list[int] = []
        sebelum = None
        while True:
            page = timeline.riwayat(connection, berkas, sebelum=sebelum, batas=3)
            versions = [line.versi for line in page.isi] + versions
            if page.sebelum is None:
                break
            sebelum = page.sebelum
    assert versions == list(range(1, 8))


def test_every_kind_of_fact_has_a_sentence_made_only_of_what_it_tells() -> None:
    assert set(POLA) == set(EVENTS)
    for jenis, pola in [*POLA.items(), *((BerkasTerlihat.jenis, p) for p in (TERLIHAT_DITOLAK, TERLIHAT_SUSULAN))]:
        fields = {name for _, name, _, _ in string.Formatter().parse(pola) if name}
        assert fields <= {"ke", "di", *EVENTS[jenis].ISI}, jenis


async def test_the_board_puts_the_worst_first_and_names_its_moment(arsip: Arsip) -> None:
    lama, baru_saja, dibawa = await arsip.daftar(), await arsip.daftar(), await arsip.daftar()
    for berkas in (lama, baru_saja):
        await arsip.minta(ask.Ambil, berkas, tujuan=GIGI)
    await arsip.minta(ask.TerimaDiUnit, lama, DI_GIGI, unit=GIGI)
    arsip.jam.maju(hours=23)
    await arsip.minta(ask.TerimaDiUnit, baru_saja, DI_GIGI, unit=GIGI)
    arsip.jam.maju(hours=2)
    await arsip.minta(ask.Ambil, dibawa, tujuan=UMUM)
    arsip.jam.maju(minutes=15)
    with arsip.engine.connect() as connection:
        shown = board.papan(connection, arsip.jam())
    assert [row.berkas.id for row in shown.terlambat] == [lama, dibawa]
    assert shown.terlambat[0].lewat == timedelta(hours=1, minutes=15)
    assert shown.jumlah_terlambat == 2
    assert [row.id for row in shown.di_perjalanan] == [dibawa]
    gigi = next(row for row in shown.unit if row.unit.kode == GIGI)
    assert (gigi.jumlah, [row.id for row in gigi.terlama]) == (2, [lama, baru_saja])
    assert (shown.pada, shown.seq) == (arsip.jam(), 8)


async def test_on_the_board_a_ward_has_its_own_limit(arsip: Arsip) -> None:
    for unit in (RANAP, GIGI):
        berkas = await arsip.daftar()
        await arsip.minta(ask.Ambil, berkas, tujuan=unit)
        await arsip.minta(ask.TerimaDiUnit, berkas, unit=unit)
    arsip.jam.maju(hours=25)
    with arsip.engine.connect() as connection:
        assert [row.berkas.lokasi for row in board.papan(connection, arsip.jam()).terlambat] == [GIGI]
    arsip.jam.maju(hours=24)
    with arsip.engine.connect() as connection:
        shown = board.papan(connection, arsip.jam()).terlambat
    assert [(row.berkas.lokasi, row.batas) for row in shown] == [
        (GIGI, timedelta(hours=24)),
        (RANAP, timedelta(hours=48)),
    ]


async def test_a_loan_past_due_and_a_line_to_check_are_on_the_board(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    due = arsip.jam() + timedelta(days=3)
    await arsip.minta(ask.Pinjamkan, berkas, peminjam=KEPALA.id, keperluan="klaim", jatuh_tempo=due)
    hilang = await arsip.daftar()
    await arsip.minta(ask.LaporkanHilang, hilang)
    await arsip.minta(ask.CatatTerlihat, hilang, DI_GIGI, di=GIGI)
    arsip.jam.maju(days=2)
    with arsip.engine.connect() as connection:
        assert board.papan(connection, arsip.jam()).jumlah_pinjaman_lewat == 0
    arsip.jam.maju(days=2)
    with arsip.engine.connect() as connection:
        shown = board.papan(connection, arsip.jam())
    assert [row.id for row in shown.pinjaman_lewat] == [berkas]
    assert [(row.berkas, row.alasan) for row in shown.perlu_dicek] == [(hilang, "berkas_hilang_terlihat")]
    answer = await arsip.minta(ask.SelesaikanCek, hilang, KEPALA, seq=shown.perlu_dicek[0].seq, putusan="salah_pindai")
    assert isinstance(answer, Accepted)
    with arsip.engine.connect() as connection:
        assert board.papan(connection, arsip.jam()).jumlah_perlu_dicek == 0
