"""Store and forward: in order, each once, receipted; whoever lost something is noticed and healed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from engine.federasi.tanda import tanda
from engine.points import Titik
from tests.federasi_kit import HUB, Catatan, CatatanAgregat, CatatanTempat, Distrik, Gangguan, MatiDi, jalur

REF = jalur("PKM1", "RS1")


@pytest.fixture(scope="module")
def contoh(tmp_path_factory: pytest.TempPathFactory, sqlite_facility: Path) -> tuple[Path, Distrik]:
    """Facilities that joined, made once; each test plays in a copy."""
    folder = tmp_path_factory.mktemp("distrik")
    made = Distrik.buat(folder, sqlite_facility, "PKM1", "RS1", HUB)
    made.tutup()
    return folder, made


@pytest.fixture
def distrik(tmp_path: Path, contoh: tuple[Path, Distrik]) -> Iterator[Distrik]:
    where, first = contoh
    made = first.salin(where, tmp_path)
    yield made
    made.tutup()


async def test_what_was_handed_over_arrives_in_order_and_is_receipted(distrik: Distrik) -> None:
    told = distrik["PKM1"].titip("RS1", 5)
    await distrik.tenang()
    assert distrik["RS1"].kotak(REF) == told
    lane = distrik["PKM1"].jalur(REF)
    assert (lane["seq"], lane["di_hub"], lane["diterima"]) == (5, 5, 5)
    assert not distrik["PKM1"].galat()
    assert not distrik["RS1"].galat()


async def test_each_of_the_three_facts_has_its_own_time(distrik: Distrik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    pkm.titip("RS1")
    with pkm.engine.connect() as connection:
        (key,) = connection.exec_driver_sql("SELECT id FROM fed_keluar").scalars()
    assert facts(distrik, key) == (True, False, False)
    await pkm.putaran()
    assert facts(distrik, key) == (True, True, False)
    await rs.putaran()
    await rs.putaran()
    await pkm.putaran()
    assert facts(distrik, key) == (True, True, True)


def facts(distrik: Distrik, key: str) -> tuple[bool, ...]:
    with distrik["PKM1"].engine.connect() as connection:
        found = tanda(connection, key)
    assert found is not None
    return tuple(one is not None for one in found)


async def test_a_gap_stops_the_lane_is_seen_and_is_filled_again(distrik: Distrik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 3)
    await pkm.putaran()
    distrik.hub.buang(REF, 1)
    await rs.putaran()
    assert rs.kotak(REF) == told[:1]
    assert rs.jalur(REF)["keadaan"] == "berhenti"
    assert rs.jalur(REF)["minta_dari"] == 2
    await distrik.tenang()
    assert rs.kotak(REF) == told
    assert rs.jalur(REF)["keadaan"] == "jalan"


async def test_a_gap_in_one_lane_holds_up_no_other(distrik: Distrik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    pkm.titip("RS1", 2)
    agg = pkm.titip(HUB, 3, CatatanAgregat)
    await pkm.putaran()
    distrik.hub.buang(REF, 0)
    await distrik[HUB].putaran()
    await rs.putaran()
    assert rs.kotak(REF) == []
    assert distrik[HUB].kotak("fed.PKM1.agg.K3201") == agg


async def test_a_hub_that_lost_its_store_is_told_again_what_no_receipt_came_for(distrik: Distrik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 4)
    await distrik.tenang()
    told += pkm.titip("RS1", 4)
    await pkm.putaran()
    distrik.hub.lupa()
    pkm.putus()
    rs.putus()
    await distrik.tenang()
    assert rs.kotak(REF) == told
    assert pkm.jalur(REF)["diterima"] == 8
    sent = [int(one.pesan.kepala["Fed-Seq"]) for one in distrik.hub.aliran if one.jalur == REF]
    assert min(sent) == 5, "the receipted four were not sent again"


async def test_a_hub_restored_from_an_older_copy_is_continued(distrik: Distrik) -> None:
    pkm = distrik["PKM1"]
    told = pkm.titip("RS1", 6)
    await pkm.putaran()
    distrik.hub.mundur(4)
    pkm.putus()
    await distrik.tenang()
    assert distrik["RS1"].kotak(REF) == told


async def test_a_sender_restored_from_yesterday_begins_a_new_epoch_and_says_so(
    distrik: Distrik, tmp_path: Path
) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 3)
    await distrik.tenang()
    yesterday = pkm.cadangkan(tmp_path)
    told += pkm.titip("RS1", 2)
    await distrik.tenang()
    pkm.pulihkan(yesterday)
    told += pkm.titip("RS1", 1)  # number 4 for the second time
    await distrik.tenang()
    assert rs.kotak(REF) == told
    assert pkm.jalur(REF)["epoch"] == 2
    assert pkm.galat()["dipulihkan"] == 1
    assert not rs.galat()


async def test_a_sender_restored_that_has_counted_on_past_the_hub_is_noticed_by_its_ids(
    distrik: Distrik, tmp_path: Path
) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 2)
    await distrik.tenang()
    yesterday = pkm.cadangkan(tmp_path)
    told += pkm.titip("RS1", 2)
    await distrik.tenang()
    pkm.pulihkan(yesterday)
    told += pkm.titip("RS1", 7)
    await distrik.tenang()
    assert rs.kotak(REF) == told


async def test_a_sender_restored_together_with_a_hub_that_lost_everything_is_noticed_by_the_receiver(
    distrik: Distrik, tmp_path: Path
) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 2)
    await distrik.tenang()
    yesterday = pkm.cadangkan(tmp_path)
    told += pkm.titip("RS1", 3)
    await distrik.tenang()
    distrik.hub.lupa()
    pkm.pulihkan(yesterday)
    rs.putus()
    told += pkm.titip("RS1", 2)
    await distrik.tenang()
    assert rs.kotak(REF) == told
    assert rs.galat()["nomor_terpakai"]
    assert pkm.galat()["dipulihkan"]


async def test_a_receiver_restored_from_yesterday_gets_what_came_since(distrik: Distrik, tmp_path: Path) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 3)
    await distrik.tenang()
    yesterday = rs.cadangkan(tmp_path)
    told += pkm.titip("RS1", 4)
    await distrik.tenang()
    rs.pulihkan(yesterday)
    assert len(rs.kotak(REF)) == 3
    await distrik.tenang()
    assert rs.kotak(REF) == told
    assert rs.galat()["dipulihkan"]


async def test_a_receiver_restored_to_before_the_lane_was_born_gets_all_of_it(distrik: Distrik, tmp_path: Path) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    rs.titip("PKM1")
    await distrik.tenang()
    yesterday = rs.cadangkan(tmp_path)
    told = pkm.titip("RS1", 4)
    await distrik.tenang()
    rs.titip("PKM1")
    await distrik.tenang()
    rs.pulihkan(yesterday)
    await distrik.tenang()
    assert rs.kotak(REF) == told


async def test_what_was_forgotten_cannot_be_sent_again_and_both_ends_say_so(distrik: Distrik, tmp_path: Path) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    pkm.titip("RS1", 2)
    await distrik.tenang()
    yesterday = rs.cadangkan(tmp_path)
    pkm.titip("RS1", 2)
    await distrik.tenang()
    await distrik.tenang(days=60)
    rest = pkm.titip("RS1", 2)
    await distrik.tenang()
    rs.pulihkan(yesterday)
    await distrik.tenang()
    assert rs.kotak(REF)[2:] == rest
    assert pkm.galat()["berlubang"] == 1


async def test_of_free_beds_the_newest_wins_and_a_gap_is_nothing(distrik: Distrik) -> None:
    rs, pkm = distrik["RS1"], distrik["PKM1"]
    bed = "fed.RS1.bed.K3201"
    rs.titip(HUB, 3, CatatanTempat)
    await rs.putaran()
    assert [one.jalur for one in distrik.hub.aliran] == [bed], "only the newest goes"
    (last,) = rs.titip(HUB, 1, CatatanTempat)
    await rs.putaran()
    distrik.hub.buang(bed, 0)
    await distrik.tenang()
    assert pkm.kotak(bed) == distrik[HUB].kotak(bed) == [last]
    assert pkm.jalur(bed)["keadaan"] == "jalan"


async def test_a_message_of_a_clock_ten_minutes_off_is_believed(distrik: Distrik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    for off in (-10, 10):
        pkm.meleset = pkm.meleset.__class__(minutes=off)
        told = pkm.titip("RS1", 1)
        await distrik.tenang()
        assert rs.kotak(REF)[-1:] == told
    assert not rs.galat()


@pytest.mark.parametrize("gangguan", list(Gangguan))
async def test_one_fault_of_the_wire_loses_and_repeats_nothing(distrik: Distrik, gangguan: Gangguan) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 3)
    for one in (pkm, rs):
        one.kawat.gangguan.append(gangguan)
    await distrik.tenang(minutes=11)
    told += pkm.titip("RS1", 3)
    await distrik.tenang(minutes=11)
    assert rs.kotak(REF) == told
    assert pkm.jalur(REF)["diterima"] == 6


FEDERASI = [one for one in Titik if one.startswith("federasi.") and not one.endswith("_terap")]


@pytest.mark.parametrize("titik", FEDERASI)
async def test_who_dies_at_any_moment_goes_on_where_it_was(distrik: Distrik, titik: Titik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 3)
    for times in (1, 2):
        with MatiDi(titik, times):
            for _ in range(3):
                await pkm.putaran()
                await rs.putaran()
        told += pkm.titip("RS1", 1)
    await distrik.tenang()
    assert rs.kotak(REF) == told
    assert pkm.jalur(REF)["diterima"] == 5
    assert not rs.galat()


async def test_nothing_of_the_content_stands_outside_or_in_the_hub(distrik: Distrik) -> None:
    distrik["PKM1"].titip("RS1", 3)
    await distrik.tenang()
    rows = [one for one in distrik.hub.aliran if one.jalur == REF]
    assert rows
    for one in rows:
        assert b"nomor" not in one.pesan.badan
        assert set(one.pesan.kepala) <= {
            "Fed-V", "Fed-Id", "Fed-Epoch", "Fed-Seq", "Fed-Time", "Fed-Type", "Fed-Until", "Fed-Kid", "Fed-Skid",
            "Fed-Sig",
        }  # fmt: skip
        assert (len(one.pesan.badan) - 48) % 256 == 0


async def test_a_receiver_on_either_database_takes_a_lane_the_same_way(
    engine: Engine, tmp_path: Path, sqlite_facility: Path
) -> None:
    distrik = Distrik.buat(tmp_path, sqlite_facility, "PKM1", "RS1", HUB, engines={"RS1": engine})
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 3)
    back = rs.titip("PKM1", 3)
    await pkm.putaran()
    await rs.putaran()
    distrik.hub.ulangi("RS1", 3)
    distrik.hub.buang("fed.RS1.ref.PKM1", 1)
    await distrik.tenang(minutes=11)
    assert rs.kotak(REF) == told
    assert pkm.kotak("fed.RS1.ref.PKM1") == back
    assert rs.jalur("fed.RS1.ref.PKM1")["diterima"] == 3
    distrik["PKM1"].engine.dispose()
    distrik[HUB].engine.dispose()


def test_content_never_shows_in_errors_or_representations() -> None:
    with pytest.raises(ValueError, match="nomor") as caught:
        Catatan.model_validate({"nomor": "Budi Contoh"})
    assert "Budi" not in str(caught.value)
    assert "7" not in repr(Catatan(nomor=7))
