"""Where a missing folder may be: more evidence never lowers a place, the same history gives the same list."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.lost import uji
from bench.lost_world import ringkas
from engine.facility import baru
from engine.policy import Bukti as Bobot
from engine.policy import kebijakan
from engine.views import pencarian as view
from engine.views import records
from engine.views.bukti_riwayat import bukti_riwayat
from engine.views.dugaan import ALASAN, Bukti, Dugaan, peringkat
from engine.views.jejak_gerak import Baris, perjalanan
from engine.workflows.berkas import Pemulihan, pulihan
from schemas.commands import berkas as ask
from schemas.commands import pencarian as cari
from schemas.names import BerkasId, Cara
from tests.buku import riwayat
from tests.kisah import Kisah
from tests.kit import DI_GIGI, DI_UMUM, GIGI, KIA, PERMED, UMUM, Arsip

LETAK = ["rak", "meja", "unit:GIGI", "unit:UMUM", f"sisi:{baru()}", f"orang:{baru()}"]
bukti = st.builds(
    Bukti,
    st.sampled_from(LETAK),
    st.sampled_from(sorted(ALASAN)),
    st.floats(0.01, 1, allow_nan=False),
    st.tuples(st.integers(1, 999)),
)


def skor(places: tuple[Dugaan, ...]) -> dict[str, float]:
    return {one.letak: one.skor for one in places}


def urutan(places: tuple[Dugaan, ...], letak: str) -> int:
    return [one.letak for one in places].index(letak)


# ── laws of the ranking ─────────────────────────────────────────────────────────────────────────────


@given(st.lists(bukti, max_size=25), bukti)
def test_more_evidence_never_lowers_a_place_nor_changes_another(known: list[Bukti], more: Bukti) -> None:
    before, after = peringkat(known), peringkat([*known, more])
    old, new = skor(before), skor(after)
    assert new[more.letak] >= old.get(more.letak, 0)
    assert {k: v for k, v in new.items() if k != more.letak} == {k: v for k, v in old.items() if k != more.letak}
    if more.letak in old:
        assert urutan(after, more.letak) <= urutan(before, more.letak)


@given(st.lists(bukti, min_size=1, max_size=25), st.floats(0, 1))
def test_stronger_evidence_never_lowers_its_place(known: list[Bukti], kuat: float) -> None:
    first = known[0]
    stronger = replace(first, kuat=max(first.kuat, kuat))
    assert skor(peringkat([stronger, *known[1:]]))[first.letak] >= skor(peringkat(known))[first.letak]


@given(st.lists(bukti, max_size=25), st.randoms())
def test_the_order_of_the_evidence_does_not_matter(known: list[Bukti], acak: object) -> None:
    mixed = list(known)
    acak.shuffle(mixed)  # type: ignore[attr-defined]
    assert peringkat(mixed) == peringkat(known)


@given(st.lists(bukti, min_size=1, max_size=25), st.integers(1, 4))
def test_a_place_searched_in_vain_sinks_and_is_not_forgotten(known: list[Bukti], kali: int) -> None:
    letak = known[0].letak
    before, after = peringkat(known), peringkat(known, {letak: kali})
    assert 0 < skor(after)[letak] <= skor(before)[letak]
    assert urutan(after, letak) >= urutan(before, letak)


@given(st.lists(bukti, max_size=25))
def test_every_weight_is_explained_by_its_reasons_and_their_lines(known: list[Bukti]) -> None:
    for place in peringkat(known):
        assert place.skor == pytest.approx(sum(one.bobot for one in place.bukti), abs=1e-3)
        assert place.baris == tuple(sorted({seq for one in place.bukti for seq in one.baris}))


def test_every_kind_of_evidence_has_a_weight_and_a_sentence() -> None:
    assert set(ALASAN) == set(Bobot.model_fields)
    for jenis in ALASAN:
        assert getattr(kebijakan().pencarian.bukti, jenis).bobot > 0


# ── what a folder's own history says ────────────────────────────────────────────────────────────────


def dugaan(kisah: Kisah) -> tuple[Dugaan, ...]:
    path = perjalanan(kisah.berkas.id, [Baris(at, event) for at, event in enumerate(kisah.peristiwa, 1)])
    return peringkat(bukti_riwayat(path))


def kisah_ke(*units: str) -> Kisah:
    """A folder pulled, received and brought home for each of these units; then on its shelf again."""
    kisah = Kisah()
    kisah.terjadi(ask.Daftarkan)
    for unit in units:
        kisah.terjadi(ask.Ambil, tujuan=unit)
        kisah.terjadi(ask.TerimaDiUnit, unit=unit)
        kisah.terjadi(ask.TerimaKembali)
        kisah.terjadi(ask.Rakit)
        kisah.terjadi(ask.NyatakanLengkap)
        kisah.terjadi(ask.Simpan)
    return kisah


def test_a_folder_sent_and_never_received_is_first_looked_for_where_it_was_sent() -> None:
    kisah = kisah_ke(UMUM, UMUM)
    kisah.terjadi(ask.Ambil, tujuan=GIGI)
    kisah.terjadi(ask.LaporkanHilang)
    first = dugaan(kisah)[0]
    assert (first.letak, first.bukti[0].jenis) == ("unit:GIGI", "belum_sampai")
    assert first.bukti[0].baris == (len(kisah.peristiwa) - 1,)


def test_a_folder_on_its_shelf_is_looked_for_there_first_and_then_where_it_goes_most() -> None:
    kisah = kisah_ke(UMUM, GIGI, UMUM, UMUM)
    kisah.terjadi(ask.LaporkanHilang)
    places = [one.letak for one in dugaan(kisah)]
    assert places[0] == "rak"
    assert places.index("unit:UMUM") < places.index("unit:GIGI")


def test_an_arrival_nobody_scanned_speaks_for_its_unit_afterwards() -> None:
    kisah = kisah_ke(UMUM)
    kisah.terjadi(ask.Ambil, tujuan=KIA)
    kisah.terjadi(ask.TerimaKembali)
    kisah.terjadi(ask.LaporkanHilang)
    found = {one.letak: {why.jenis for why in one.bukti} for one in dugaan(kisah)}
    assert "tanda_terima_luput" in found["unit:KIA"]


def test_a_sighting_since_it_was_moved_outweighs_what_the_record_says() -> None:
    kisah = kisah_ke(UMUM)
    kisah.terjadi(ask.Ambil, tujuan=UMUM)
    kisah.terjadi(ask.TerimaDiUnit, unit=UMUM)
    kisah.terjadi(ask.LaporkanHilang)
    before = skor(dugaan(kisah)).get("unit:GIGI", 0)
    kisah.terjadi(ask.CatatTerlihat, di=GIGI)
    after = dugaan(kisah)
    assert skor(after)["unit:GIGI"] > before
    assert "terlihat" in {why.jenis for why in next(one for one in after if one.letak == "unit:GIGI").bukti}


def test_an_undone_move_was_no_journey() -> None:
    kisah = kisah_ke(UMUM)
    before = pulihan(kisah.berkas)
    kisah.terjadi(ask.Ambil, tujuan=GIGI)
    kisah.terjadi(Pemulihan, versi_diurungkan=kisah.berkas.versi, pulihan=before, baru=True)
    kisah.terjadi(ask.LaporkanHilang)
    assert "unit:GIGI" not in skor(dugaan(kisah))


def test_a_folder_lent_out_is_looked_for_with_its_borrower() -> None:
    kisah = kisah_ke()
    kisah.terjadi(ask.Pinjamkan)
    kisah.terjadi(ask.LaporkanHilang)
    assert dugaan(kisah)[0].letak.startswith("orang:")


async def test_the_same_ledger_gives_the_same_list_on_both_databases(arsip: Arsip) -> None:
    berkas = [await arsip.daftar(nomor=f"00-12-{n:02d}") for n in range(20)]
    for one in berkas[3:9]:
        await arsip.minta(ask.Ambil, one, PERMED, tujuan=GIGI, cara=Cara.PINDAI)
        arsip.jam.maju(seconds=8)
    for one in berkas[3:8]:
        await arsip.minta(ask.TerimaDiUnit, one, DI_GIGI, unit=GIGI, cara=Cara.PINDAI)
    hilang = berkas[8]
    await arsip.minta(ask.LaporkanHilang, hilang, PERMED)
    with arsip.engine.connect() as connection:
        found = records.ringkas(connection, hilang)
        assert isinstance(found, records.Ringkas)
        lists = [view.tempat(connection, found)[1] for _ in range(2)]
    assert lists[0] == lists[1]
    why = {one.letak: {bukti.jenis for bukti in one.bukti} for one in lists[0]}
    assert lists[0][0].letak == "unit:GIGI", "sent there, and its pile is there"
    assert {"belum_sampai", "rombongan"} <= why["unit:GIGI"]
    assert "terselip" in why[f"sisi:{berkas[7]}"]
    assert perjalanan(hilang, [Baris(1, event) for event in riwayat(arsip.engine, hilang)]).kaki[0].ke == GIGI


async def test_past_finds_speak_for_their_places(arsip: Arsip) -> None:
    for _ in range(3):
        lama = await arsip.daftar()
        pencarian = BerkasId(baru())
        await arsip.minta(cari.Mulai, pencarian, PERMED, berkas=lama)
        await arsip.minta(cari.Temukan, pencarian, DI_UMUM, letak=f"unit:{UMUM}")
    hilang = await arsip.daftar()
    with arsip.engine.connect() as connection:
        found = records.ringkas(connection, hilang)
        assert isinstance(found, records.Ringkas)
        _, places = view.tempat(connection, found)
    there = next(one for one in places if one.letak == f"unit:{UMUM}")
    assert [str(why.kalimat) for why in there.bukti] == ["3 dari 3 temuan yang lalu di tempat seperti itu"]
    assert len(there.baris) == 3


# ── planted losses ──────────────────────────────────────────────────────────────────────────────────


def test_planted_losses_are_found_among_the_first_five_more_often_than_where_the_record_says(tmp_path: Path) -> None:
    found, _ = uji(f"sqlite:///{tmp_path / 'hilang.db'}", seed=5, folders=300, days=3, visits=50, lost=12)
    told = SimpleNamespace(**ringkas(found))
    print(told)  # noqa: T201 - the measured share
    assert told.berkas_hilang == 36
    assert told.lima_pertama >= 0.55
    assert told.lima_pertama > told.lantai_terakhir_meja_rak >= told.lantai_tempat_terakhir


def test_the_same_seed_loses_the_same_folders_in_the_same_places(tmp_path: Path) -> None:
    worlds = [uji(f"sqlite:///{tmp_path / name}.db", 3, 60, 1, 12, 4)[0] for name in ("satu", "dua")]
    assert worlds[0] == worlds[1]
