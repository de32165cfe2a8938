"""Projections: each line of the ledger counts once, whatever the stream does; a rebuild makes the same table."""

import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert, select, update
from structlog.testing import capture_logs

from engine import tables as t
from engine.database import writing
from engine.ledger import telling_of
from engine.projections import letters, rebuild, recap
from engine.projections.cursor import BukuLain, Kursor
from engine.projections.kinds import dari_buku, dari_pesan
from engine.projections.rebuild import banding, bangun_ulang
from engine.projections.recap import TEMPAT, tanggal
from schemas.commands import berkas as ask
from schemas.events import EVENTS
from tests.buku import baris
from tests.contoh_peristiwa import contoh
from tests.kit import GIGI, PAGI, PKM, UMUM, Arsip
from tests.proyeksi import (
    hari_kerja,
    isi,
    jumlah,
    kepala,
    kursor,
    pesan,
    proyektor,
    racun,
    rekap,
    sama_dengan_buku,
    surat,
)


async def test_messages_in_order_are_counted_where_and_when_they_happened(arsip: Arsip) -> None:
    last = await hari_kerja(arsip)
    assert proyektor(arsip.engine).terima(pesan(arsip.engine)) == last == kursor(arsip.engine)
    assert isi(arsip.engine) == {
        ("2026-03-02", "RM", "berkas.didaftarkan.v1"): 3,
        ("2026-03-02", "UMUM", "berkas.diambil.v1"): 3,
        ("2026-03-02", "UMUM", "berkas.diterima.v1"): 3,
        ("2026-03-02", "RM", "berkas.kembali.v1"): 4,
        ("2026-03-02", "GIGI", "berkas.diambil.v1"): 1,
        ("2026-03-02", "GIGI", "berkas.diterima.v1"): 1,
    }
    assert sama_dengan_buku(arsip.engine) == last


async def test_a_message_that_comes_again_counts_once(arsip: Arsip) -> None:
    last = await hari_kerja(arsip)
    worker = proyektor(arsip.engine)
    for _ in range(3):
        worker.terima(pesan(arsip.engine))
        worker.terima(pesan(arsip.engine, last - 2))
        proyektor(arsip.engine).terima(pesan(arsip.engine, 2, 5))
    assert jumlah(arsip.engine) == last
    assert surat(arsip.engine) == []


async def test_messages_in_any_order_and_any_pieces_count_once(arsip: Arsip) -> None:
    last = await hari_kerja(arsip, 5)
    messages = list(pesan(arsip.engine).items()) * 2
    random.shuffle(messages)
    worker = proyektor(arsip.engine)
    while messages:
        worker.terima(dict(messages.pop() for _ in range(min(len(messages), random.randint(1, 7)))))  # noqa: S311 - any pieces
    assert kursor(arsip.engine) == last == jumlah(arsip.engine)
    sama_dengan_buku(arsip.engine)
    assert surat(arsip.engine) == []


async def test_a_gap_is_filled_from_the_ledger(arsip: Arsip) -> None:
    last = await hari_kerja(arsip)
    worker = proyektor(arsip.engine)
    worker.terima(pesan(arsip.engine, 1, 2))
    assert worker.terima(pesan(arsip.engine, last)) == last
    assert jumlah(arsip.engine) == last
    sama_dengan_buku(arsip.engine)


async def test_two_workers_on_one_projection_count_each_line_once(arsip: Arsip) -> None:
    one, other = proyektor(arsip.engine), proyektor(arsip.engine)
    for _ in range(3):
        last = await hari_kerja(arsip, 1)
        one.terima(pesan(arsip.engine))
        other.terima(pesan(arsip.engine))
        assert one.kursor == other.kursor
    assert jumlah(arsip.engine) == last
    sama_dengan_buku(arsip.engine)


@pytest.mark.parametrize(
    "lie",
    [b"", b"bukan json", b"[]", b'{"seq": 5}', b"x" * 1_000_000, b'{"type":"berkas.diambil.v9","seq":5}', None],
    ids=["empty", "no json", "a list", "half", "a megabyte", "unknown version", "one bit"],
)
async def test_a_message_that_is_not_the_ledgers_line_is_noted_and_counts_nothing(
    arsip: Arsip, lie: bytes | None
) -> None:
    last = await hari_kerja(arsip)
    messages = pesan(arsip.engine)
    if lie is None:
        flipped = bytearray(messages[5])
        flipped[60] ^= 1
        lie = bytes(flipped)
    messages[5] = lie
    messages[last + 1] = lie
    with capture_logs() as logs:
        assert proyektor(arsip.engine).terima(messages) == last
    sama_dengan_buku(arsip.engine)
    assert jumlah(arsip.engine) == last
    assert surat(arsip.engine) == [(5, "aliran", letters.ASING, 1, True), (last + 1, "aliran", letters.ASING, 1, False)]
    assert [log["event"] for log in logs] == ["pesan_asing"]


async def test_a_foreign_message_is_settled_once_the_real_line_of_its_place_was_applied(arsip: Arsip) -> None:
    last = await hari_kerja(arsip)
    worker = proyektor(arsip.engine)
    worker.terima(pesan(arsip.engine) | {last + 1: b"racun"})
    assert letters.coba_lagi(arsip.engine, PKM.kode, rekap()) == letters.Hasil((), (last + 1,))
    await hari_kerja(arsip, 1)
    worker.terima(pesan(arsip.engine, last + 1))
    assert surat(arsip.engine) == [(last + 1, "aliran", letters.ASING, 1, True)]
    assert letters.coba_lagi(arsip.engine, PKM.kode, rekap()) == letters.Hasil((), ())
    sama_dengan_buku(arsip.engine)


@pytest.mark.parametrize(
    ("jenis", "data", "galat"),
    [
        ("berkas.diambil.v2", '{"tujuan":"GIGI"}', "KeyError"),
        ("berkas.diambil.v1", "{}", "KeyError"),
        ("berkas.diambil.v1", '{"tujuan":"bukan kode"}', "ValueError"),
        ("berkas.diambil.v1", "[]", "TypeError"),
        ("berkas.gerak_diurungkan.v1", '{"pulihan":7}', "AttributeError"),
    ],
)
async def test_a_line_that_cannot_be_counted_is_parked_and_blocks_nothing(
    arsip: Arsip, jenis: str, data: str, galat: str
) -> None:
    await hari_kerja(arsip, 1)
    bad = racun(arsip.engine, jenis, data)
    await hari_kerja(arsip, 1)
    last = kepala(arsip.engine)
    assert proyektor(arsip.engine).terima(pesan(arsip.engine)) == last
    assert jumlah(arsip.engine) == last - 1
    assert surat(arsip.engine) == [(bad, "buku", galat, 1, False)]
    sama_dengan_buku(arsip.engine)
    with arsip.engine.connect() as connection:
        (letter,) = letters.daftar(connection)
        assert (letter.jenis, letter.nama) == (jenis, "rekap_gerak")
        assert letters.menunggu(connection) == letters.menunggu(connection, "rekap_gerak") == 1
        assert letters.menunggu(connection, "lain") == 0


async def test_a_parked_line_tried_again_counts_once_when_it_can_be_read(
    arsip: Arsip, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hari_kerja(arsip, 1)
    bad = racun(arsip.engine)
    last = await hari_kerja(arsip, 1)
    proyektor(arsip.engine).kejar()
    assert letters.coba_lagi(arsip.engine, PKM.kode, rekap()) == letters.Hasil((), (bad,))
    assert surat(arsip.engine) == [(bad, "buku", "KeyError", 2, False)]
    monkeypatch.setitem(recap.TEMPAT, "berkas.diambil.v2", recap.TEMPAT["berkas.diambil.v1"])  # a newer version came
    assert not banding(arsip.engine, PKM.kode, rekap()).sama
    assert letters.coba_lagi(arsip.engine, PKM.kode, rekap(), bad + 1) == letters.Hasil((), ())
    assert letters.coba_lagi(arsip.engine, PKM.kode, rekap(), bad) == letters.Hasil((bad,), ())
    assert letters.coba_lagi(arsip.engine, PKM.kode, rekap()) == letters.Hasil((), ())
    assert jumlah(arsip.engine) == last
    assert isi(arsip.engine)["2026-03-02", "GIGI", "berkas.diambil.v2"] == 1
    sama_dengan_buku(arsip.engine)


async def test_a_rebuild_counts_what_was_parked_and_settles_its_letter(
    arsip: Arsip, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = racun(arsip.engine)
    last = await hari_kerja(arsip, 1)
    proyektor(arsip.engine).kejar()
    assert bangun_ulang(arsip.engine, PKM.kode, rekap()).seq == last
    assert surat(arsip.engine) == [(bad, "buku", "KeyError", 2, False)]
    monkeypatch.setitem(recap.TEMPAT, "berkas.diambil.v2", recap.TEMPAT["berkas.diambil.v1"])
    bangun_ulang(arsip.engine, PKM.kode, rekap())
    assert surat(arsip.engine) == [(bad, "buku", "KeyError", 2, True)]
    assert jumlah(arsip.engine) == last


async def test_a_late_fact_counts_on_its_own_day_and_none_counts_on_a_day_to_come(arsip: Arsip) -> None:
    folder = await arsip.daftar()
    await arsip.minta(ask.Ambil, folder, tujuan=UMUM)
    arsip.jam.maju(days=2)
    await arsip.minta(ask.TerimaDiUnit, folder, unit=UMUM, terjadi_pada=PAGI + timedelta(hours=15, minutes=59))
    await arsip.minta(ask.CatatTerlihat, folder, di=GIGI, terjadi_pada=PAGI + timedelta(hours=16))
    await arsip.minta(
        ask.TerimaKembali, folder, cara_kembali="diantar", terjadi_pada=arsip.jam.saat + timedelta(minutes=1)
    )
    proyektor(arsip.engine).terima(pesan(arsip.engine))
    days = {jenis: hari for hari, _, jenis in isi(arsip.engine)}
    assert days["berkas.diterima.v1"] == "2026-03-02", "23.59 WIB"
    assert days["berkas.terlihat.v1"] == "2026-03-03", "00.00 WIB"
    assert days["berkas.kembali.v1"] == "2026-03-04"
    assert isi(arsip.engine)["2026-03-03", "GIGI", "berkas.terlihat.v1"] == 1


@pytest.mark.parametrize(("zona", "hari"), [("WIB", "2026-03-02"), ("WITA", "2026-03-03"), ("WIT", "2026-03-03")])
def test_a_day_is_a_day_of_the_facilitys_clock(zona: str, hari: str) -> None:
    assert tanggal("2026-03-02T16:30:00", zona) == hari


def test_every_kind_of_fact_has_its_place_in_the_recap() -> None:
    assert set(TEMPAT) == set(EVENTS)


def test_a_line_reads_the_same_from_the_stream_and_from_the_ledger() -> None:
    for kind in EVENTS.values():
        telling = telling_of(42, PKM.kode, contoh(kind))
        assert dari_pesan(telling.amplop()) == dari_buku(telling)


async def test_an_older_ledger_under_a_newer_cursor_is_noticed_and_the_projection_rebuilt(arsip: Arsip) -> None:
    last = await hari_kerja(arsip, 2)
    worker = proyektor(arsip.engine)
    worker.kejar()
    with writing(arsip.engine).begin() as connection:
        connection.execute(update(t.kursor).values(seq=last + 7))
        connection.execute(update(t.rekap_gerak).values(jumlah=99))
    assert not banding(arsip.engine, PKM.kode, rekap()).buku_sama
    with capture_logs() as logs:
        assert proyektor(arsip.engine).kursor.seq == last
    assert [log["event"] for log in logs] == ["proyeksi_buku_lain", "proyeksi_dibangun_ulang"]
    assert jumlah(arsip.engine) == last
    sama_dengan_buku(arsip.engine)


async def test_another_line_at_the_cursor_is_noticed_though_the_ledger_is_longer(arsip: Arsip) -> None:
    seq = await hari_kerja(arsip, 1)
    worker = proyektor(arsip.engine)
    worker.kejar()
    worker.kursor = Kursor(seq, b"\1" * 32)
    with writing(arsip.engine).begin() as connection:
        connection.execute(update(t.kursor).values(hash=worker.kursor.hash))
    last = await hari_kerja(arsip, 1)
    with pytest.raises(BukuLain):
        worker.terima(pesan(arsip.engine))
    with pytest.raises(BukuLain):
        worker.kejar()
    worker.tilik()
    assert worker.kursor.seq == last
    sama_dengan_buku(arsip.engine)


async def test_a_comparison_finds_every_row_that_is_wrong_missing_or_too_many(arsip: Arsip) -> None:
    last = await hari_kerja(arsip)
    proyektor(arsip.engine).kejar()
    c = t.rekap_gerak.c
    with writing(arsip.engine).begin() as connection:
        connection.execute(update(t.rekap_gerak).where(c.jenis == "berkas.kembali.v1").values(jumlah=c.jumlah + 1))
        connection.execute(delete(t.rekap_gerak).where(c.jenis == "berkas.diterima.v1", c.unit == GIGI))
        row = {"tanggal": "2026-03-02", "unit": "KIA", "jenis": "berkas.diambil.v1", "jumlah": 1}
        connection.execute(insert(t.rekap_gerak), row | {"seq_awal": 1, "seq_akhir": 1})
    found = banding(arsip.engine, PKM.kode, rekap())
    assert (found.sama, found.buku_sama, found.seq, found.jumlah) == (False, True, last, 3)
    assert {(one.kunci[1], one.tercatat is None, one.seharusnya is None) for one in found.beda} == {
        ("RM", False, False),
        (GIGI, True, False),
        ("KIA", False, True),
    }
    seen: list[int] = []
    bangun_ulang(arsip.engine, PKM.kode, rekap(), maju=seen.append)
    assert seen == [last]
    sama_dengan_buku(arsip.engine)


async def test_a_rebuild_beside_a_running_worker_loses_and_doubles_nothing(
    arsip: Arsip, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hari_kerja(arsip, 2)
    worker = proyektor(arsip.engine)
    worker.kejar()
    monkeypatch.setattr(rebuild, "HALAMAN", 3)
    behind = bangun_ulang(arsip.engine, PKM.kode, rekap()).seq
    last = await hari_kerja(arsip, 2)
    worker.terima(pesan(arsip.engine, behind + 1, behind + 2))
    bangun_ulang(arsip.engine, PKM.kode, rekap())
    worker.terima(pesan(arsip.engine, behind + 3))
    assert kursor(arsip.engine) == last == jumlah(arsip.engine)
    sama_dengan_buku(arsip.engine)


async def test_the_first_and_last_position_of_a_number_are_kept(arsip: Arsip) -> None:
    last = await hari_kerja(arsip)
    worker = proyektor(arsip.engine)
    for seq in range(1, last + 1):
        worker.terima(pesan(arsip.engine, seq, seq))
    c = t.rekap_gerak.c
    with arsip.engine.connect() as connection:
        rows = connection.execute(select(c.jenis, c.unit, c.seq_awal, c.seq_akhir, c.jumlah)).all()
    for row in rows:
        there = [line["seq"] for line in baris(arsip.engine) if line["jenis"] == row.jenis]
        assert row.seq_awal in there
        assert row.seq_akhir in there
        assert row.seq_awal <= row.seq_akhir
        assert (row.seq_awal == row.seq_akhir) == (row.jumlah == 1)


class Dunia:
    """One archive with lines of every kind in it, and a projection that can be emptied."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.pesan = pesan(engine)

    def kosongkan(self) -> None:
        with writing(self.engine).begin() as connection:
            for table in (t.kursor, t.rekap_gerak, t.surat_mati):
                connection.execute(delete(table))


@pytest.fixture
async def dunia(arsip: Arsip) -> Dunia:
    """Sixty lines, two of them poison."""
    await hari_kerja(arsip, 5)
    racun(arsip.engine)
    await hari_kerja(arsip, 6)
    racun(arsip.engine, "berkas.diterima.v1", "{}")
    await hari_kerja(arsip, 2)
    return Dunia(arsip.engine)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("potong"), st.integers(1, 60), st.integers(1, 25)),
        st.tuples(st.just("acak"), st.integers(0, 2**16), st.integers(1, 12)),
        st.tuples(st.just("asing"), st.integers(1, 65), st.integers(0, 3)),
        st.tuples(st.sampled_from(["kejar", "bangun", "mulai", "coba"]), st.just(0), st.just(0)),
    ),
    max_size=12,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=steps)
def test_whatever_a_stream_does_a_projection_equals_its_rebuild(dunia: Dunia, plan: list[tuple[str, int, int]]) -> None:
    dunia.kosongkan()
    worker = proyektor(dunia.engine)
    for what, where, how in plan:
        match what:
            case "potong":
                worker.terima({seq: dunia.pesan[seq] for seq in range(where, where + how) if seq in dunia.pesan})
            case "acak":
                worker.terima(dict(random.Random(where).sample(sorted(dunia.pesan.items()), how)))  # noqa: S311 - a seed
            case "asing":
                worker.terima({where + step: b"bukan baris" for step in range(how + 1)})
            case "kejar":
                worker.kejar()
            case "bangun":
                bangun_ulang(dunia.engine, PKM.kode, rekap())
            case "coba":
                letters.coba_lagi(dunia.engine, PKM.kode, rekap())
            case _:
                worker = proyektor(dunia.engine)
        assert sama_dengan_buku(dunia.engine) >= worker.kursor.seq or what == "bangun"
    worker.terima(dunia.pesan)
    last = kepala(dunia.engine)
    assert sama_dengan_buku(dunia.engine) == last
    assert jumlah(dunia.engine) == last - 2
    assert [(asal, done) for _, asal, _, _, done in surat(dunia.engine) if asal == "buku"] == [("buku", False)] * 2
    foreign = [(seq, done) for seq, asal, _, _, done in surat(dunia.engine) if asal == "aliran"]
    assert all(done for seq, done in foreign if seq <= last)
