"""The exchange over real hubs: lines cut, stores lost, hubs full or gone. In order, each once, nothing lost."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from pathlib import Path

import pytest

from engine import clock, rows
from engine.execute import Accepted, FrontDoor
from engine.hub import buku, sertifikat
from schemas import subjects
from schemas.commands import rujukan as ask
from schemas.names import AlasanTempat, KeadaanRujukan
from tests.federasi_hub_kit import KABUPATEN, LOOPBACK, Faskes, Kabupaten, buat_faskes, buat_kabupaten, garis, kabupaten
from tests.kit import Arsip, Jam
from tests.klinik import Klinik
from tests.siaran import sampai
from tests.tempat_kit import susun
from tests.torture.gangguan.proksi import Pipa
from workers.federasi import Federasi
from workers.hub_tilik import tilik


@pytest.fixture
def distrik(tmp_path: Path, sqlite_facility: Path) -> Iterator[Kabupaten]:
    with kabupaten(tmp_path, sqlite_facility, "PKM1", "RS1") as made:
        yield made


@asynccontextmanager
async def semua(distrik: Kabupaten, *kode: str) -> AsyncIterator[dict[str, Federasi]]:
    """These run."""
    async with AsyncExitStack() as stack:
        yield {one: await stack.enter_async_context(distrik[one].jalan()) for one in kode}


async def test_both_ways_everything_arrives_in_order_and_is_receipted(distrik: Kabupaten) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    pkm.titip("RS1", 30)
    async with distrik.dunia.jalan(), semua(distrik, "PKM1", "RS1") as running:
        rs.titip("PKM1", 3)
        await sampai(lambda: (rs.banyak("PKM1"), pkm.banyak("RS1")) == (30, 3), "semua sampai")
        running["PKM1"].wake()
        await sampai(lambda: pkm.tanpa_tanda() + rs.tanpa_tanda() == 0, "tanda terima")
        assert rs.kotak("PKM1") == list(range(1, 31))
        assert pkm.kotak("RS1") == [1, 2, 3]
        seen = await tilik(distrik.dunia.folder)
    assert seen
    assert [(one.kode, one.tersambung) for one in seen.anggota] == [("PKM1", True), ("RS1", True)]
    assert seen.anggota[0].dikirim >= 30
    assert seen.anggota[0].terakhir


async def test_two_relays_on_one_outbox_store_each_message_once(distrik: Kabupaten) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    pkm.titip("RS1", 450)
    async with distrik.dunia.jalan(), pkm.jalan(), pkm.jalan():
        await sampai(lambda: _di_hub(distrik, 450), "semua di hub")
        async with rs.jalan():
            await sampai(lambda: rs.banyak("PKM1") == 450, "semua sampai")
        async with distrik.dunia.admin() as js:
            info = await js.stream_info(subjects.FED, subjects_filter="fed.PKM1.ref.RS1")
            assert info.state.subjects == {"fed.PKM1.ref.RS1": 450}
    assert rs.kotak("PKM1") == list(range(1, 451))


async def _di_hub(distrik: Kabupaten, banyak: int) -> bool:
    async with distrik.dunia.admin() as js:
        info = await js.stream_info(subjects.FED, subjects_filter="fed.PKM1.ref.RS1")
    return (info.state.subjects or {}).get("fed.PKM1.ref.RS1", 0) >= banyak


async def test_a_line_that_is_cut_and_deaf_in_turn_loses_and_doubles_nothing(distrik: Kabupaten) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    pipa = Pipa(f"{LOOPBACK}:{distrik.dunia.hub.port}")
    await pipa.dengar()
    pkm.lewat = rs.lewat = pipa.port
    try:
        async with distrik.dunia.jalan(), semua(distrik, "PKM1", "RS1") as running:
            await garis(running["PKM1"], KABUPATEN)
            for fault in ("putus", "tolak", "putus"):
                pkm.titip("RS1", 60)
                await pipa.ubah(fault)
                await garis(running["PKM1"], KABUPATEN, ada=False)
                await pipa.ubah("lancar")
                await garis(running["PKM1"], KABUPATEN)
            await sampai(lambda: rs.banyak("PKM1") == 180, "semua sampai")
            await sampai(lambda: pkm.tanpa_tanda() == 0, "tanda terima")
    finally:
        assert pipa.server
        pipa.server.close()
    assert rs.kotak("PKM1") == list(range(1, 181))


async def test_a_hub_that_lost_its_store_is_told_again_what_nobody_had(distrik: Kabupaten) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    async with distrik.dunia.jalan(), pkm.jalan():
        async with rs.jalan():
            pkm.titip("RS1", 20)
            await sampai(lambda: rs.banyak("PKM1") == 20 and pkm.tanpa_tanda() == 0, "dua puluh sampai")
        pkm.titip("RS1", 20)
        await sampai(lambda: _di_hub(distrik, 40), "sisanya di hub")
    shutil.rmtree(distrik.dunia.folder / buku.NATS / "jetstream")
    async with distrik.dunia.jalan(), semua(distrik, "PKM1", "RS1"):
        await sampai(lambda: rs.banyak("PKM1") == 40 and pkm.tanpa_tanda() == 0, "semua sampai")
    assert rs.kotak("PKM1") == list(range(1, 41))


async def test_a_sender_restored_from_yesterday_tells_on_and_nothing_comes_twice(distrik: Kabupaten) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    async with distrik.dunia.jalan(), rs.jalan():
        async with pkm.jalan():
            pkm.titip("RS1", 10)
            await sampai(lambda: pkm.tanpa_tanda() == 0, "sepuluh sampai")
            kemarin = pkm.cadangkan()
            pkm.titip("RS1", 10)
            await sampai(lambda: rs.banyak("PKM1") == 20 and pkm.tanpa_tanda() == 0, "dua puluh sampai")
        pkm.pulihkan(kemarin)
        pkm.titip("RS1", 5)
        async with pkm.jalan():
            await sampai(lambda: rs.banyak("PKM1") == 25, "yang baru sampai")
    assert rs.kotak("PKM1") == list(range(1, 26))


async def test_a_full_hub_takes_no_more_and_given_room_everything_arrives(
    tmp_path: Path, sqlite_facility: Path
) -> None:
    with kabupaten(tmp_path, sqlite_facility, "PKM1", "RS1", maks=2**20) as distrik:
        pkm, rs = distrik["PKM1"], distrik["RS1"]
        pkm.titip("RS1", 60)
        async with distrik.dunia.jalan(), distrik.dunia.admin() as js:
            for _ in range(2):
                await js.publish("fed.LAIN.ref.LAIN", b"x" * 500_000)
            async with semua(distrik, "PKM1", "RS1") as running:
                await garis(running["PKM1"], KABUPATEN)
                await garis(running["RS1"], KABUPATEN)
                assert rs.banyak("PKM1") == 0
                with buku.mengubah(distrik.dunia.folder) as hub:
                    roomy = hub.model_copy(update={"maks_bita": 2**26})
                    buku.tulis_anggota(distrik.dunia.folder, roomy, roomy.anggota)
                await sampai(lambda: rs.banyak("PKM1") == 60, "semua sampai")
        assert rs.kotak("PKM1") == list(range(1, 61))


async def test_who_is_revoked_or_trusts_another_root_is_told_so_and_keeps_what_waits(distrik: Kabupaten) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    async with distrik.dunia.jalan(), pkm.jalan() as ours:
        await garis(ours, KABUPATEN)
        distrik.dunia.cabut("PKM1")
        await garis(ours, KABUPATEN, ada=False, sebab="tidak_terdaftar")
        pkm.titip("RS1", 3)
        palsu = sertifikat.buat_akar("PALSU", clock.now()).sertifikat.decode()
        rs.palsukan_ca(palsu)
        async with rs.jalan() as theirs:
            await garis(theirs, KABUPATEN, ada=False, sebab="sertifikat_ditolak")
    assert pkm.tanpa_tanda() == 3


async def test_an_office_goes_on_with_its_own_hub_while_the_one_above_is_down(
    tmp_path: Path, sqlite_facility: Path
) -> None:
    bawah = buat_kabupaten(tmp_path / "bawah", sqlite_facility, "PKM1", KABUPATEN)
    atas = buat_kabupaten(tmp_path / "atas", sqlite_facility, "P32", pemilik="P32")
    dinas = bawah[KABUPATEN]
    atas.gabung(dinas)
    atas.umumkan()
    try:
        async with bawah.dunia.jalan(), semua(bawah, "PKM1", KABUPATEN) as running, atas["P32"].jalan():
            await garis(running[KABUPATEN], KABUPATEN)
            await garis(running[KABUPATEN], "P32", ada=False)
            bawah["PKM1"].titip_agregat(KABUPATEN, 5)
            dinas.titip_agregat("P32", 4)
            await sampai(lambda: dinas.banyak("PKM1") == 5, "kabupaten bekerja terus")
            assert atas["P32"].banyak(KABUPATEN) == 0
            async with atas.dunia.jalan():
                await sampai(lambda: atas["P32"].banyak(KABUPATEN) == 4, "provinsi menyusul")
        assert atas["P32"].kotak(KABUPATEN) == [1, 2, 3, 4]
    finally:
        bawah.tutup()
        atas.tutup()


async def test_a_facility_that_joined_nothing_runs_no_line_and_joins_while_it_runs(
    tmp_path: Path, sqlite_facility: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.federasi.TILIK_DETIK", 0.05)
    sendiri = buat_faskes(tmp_path / "lain", sqlite_facility, "PKM2")
    with kabupaten(tmp_path, sqlite_facility, "RS1") as distrik:
        async with distrik.dunia.jalan(), sendiri.jalan() as worker:
            sendiri.titip("RS1", 2)
            await asyncio.sleep(0)
            assert not worker.garis
            distrik.gabung(sendiri)
            distrik.umumkan()
            await garis(worker, KABUPATEN)
            async with distrik["RS1"].jalan():
                await sampai(lambda: distrik["RS1"].banyak("PKM2") == 2, "yang menunggu sampai")


async def test_a_referral_goes_over_the_hub_and_its_answer_comes_back_without_a_word_of_it_in_the_hub(
    distrik: Kabupaten,
) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    with ExitStack() as stack:
        doors = {one.kode: stack.enter_context(FrontDoor(one.engine, one.kode)) for one in (pkm, rs)}
        here = Arsip(pkm.engine, doors["PKM1"], Jam(clock.now()))
        there = Arsip(rs.engine, doors["RS1"], Jam(clock.now()))
        async with distrik.dunia.jalan(), pkm.jalan(doors["PKM1"]), rs.jalan(doors["RS1"]):
            rujukan = await susun(here, await Klinik(here).pasien(), alasan_tempat=AlasanTempat.SATU_SATUNYA)
            sent = await here.minta(ask.Kirim, rujukan)
            assert isinstance(sent, Accepted), sent
            await sampai(lambda: keadaan(rs, rujukan) is KeadaanRujukan.DIKIRIM, "rujukan di RS")
            taken = await there.minta(ask.Terima, rujukan)
            assert isinstance(taken, Accepted), taken
            await sampai(lambda: keadaan(pkm, rujukan) is KeadaanRujukan.DITERIMA, "jawaban di Puskesmas")
    stored = b"".join(path.read_bytes() for path in (distrik.dunia.folder / "nats").rglob("*.blk"))
    assert b"fed.PKM1.ref.RS1" in stored
    assert rujukan.encode() not in stored
    assert b"rujukan.dikirim;1" in stored, "the kind is seen"
    for word in (b"PASIEN", b"tifoid", b"3201"):
        assert word not in stored.replace(b"K3201", b"")


def keadaan(satu: Faskes, rujukan: str) -> KeadaanRujukan | None:
    """How the referral stands there."""
    with satu.engine.connect() as connection:
        found = rows.records(connection, "rujukan", [rujukan]).get(rujukan)
    return found.keadaan if found else None
