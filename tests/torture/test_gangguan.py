"""The other faults, those that take seconds: each under load, healed, recovered from, and judged by the checker."""

import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from tests.torture.gangguan import GANGGUAN, henti, jam, kawat_rusak, listrik, padam
from tests.torture.gangguan.basis_lama import buang
from tests.torture.gangguan.dasar import Gangguan, dibebani, lakukan, periksa_akhir, rencana
from tests.torture.gangguan.proksi import RAGAM, Proksi
from tests.torture.riwayat import Riwayat, baca, saat
from tests.torture.sistem import Profil, Sistem
from tests.torture.zigot import Zigot, bersama

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="module")
def zigot() -> Zigot:
    return bersama()


@pytest.fixture
def folder() -> Iterator[Path]:
    """Of our own: PostgreSQL runs as another user, and pytest closes its folders to others."""
    with tempfile.TemporaryDirectory(prefix="jejak-uji-gangguan-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


def acak() -> Random:
    return Random(7)  # noqa: S311 - a plan, not a secret


@contextmanager
def siap(folder: Path, zigot: Zigot, profil: Profil = "tertanam", *, jam: bool = False) -> Iterator[Sistem]:
    with Sistem(folder / "s", profil, zigot=zigot, jam=jam) as sistem:
        sistem.siapkan()
        rencana(sistem, 1)
        yield sistem


def bertahan(sistem: Sistem, gangguan: Sequence[tuple[str, Gangguan]], geser: float = 0.0) -> None:
    """Under load: one after another; then nothing is lost, doubled, invented or left behind."""
    with dibebani(sistem, 1) as beban:
        beban.tunggu_maju()
        for nama, satu in gangguan:
            lakukan(sistem, nama, satu, acak())
            beban.tunggu_maju()
    assert periksa_akhir(sistem, geser=geser) == []


def bernama(*nama: str) -> list[tuple[str, Gangguan]]:
    return [(one, GANGGUAN[one]) for one in nama]


def test_frozen_and_thawed_a_relay_whose_work_another_did_writes_nothing_wrong(folder: Path, zigot: Zigot) -> None:
    with siap(folder, zigot) as sistem:
        sistem.mulai()
        bertahan(sistem, [*bernama("henti_app"), ("beku_nats", henti.beku_nats)])


def test_whatever_is_done_to_the_stream_it_becomes_the_ledger_again(folder: Path, zigot: Zigot) -> None:
    with siap(folder, zigot) as sistem:
        sistem.mulai()
        bertahan(sistem, bernama("direktori_hidup", "bit", "orang_asing"))


def test_an_older_database_under_a_newer_stream_and_an_older_stream_under_a_newer_database(
    folder: Path, zigot: Zigot
) -> None:
    with siap(folder, zigot) as sistem:
        sistem.mulai()
        bertahan(sistem, bernama("salinan_basis", "salinan_nats"))


def test_poison_is_refused_on_every_door_and_the_rest_is_served(folder: Path, zigot: Zigot) -> None:
    with siap(folder, zigot) as sistem:
        sistem.mulai()
        bertahan(sistem, bernama("racun_nats", "racun_http", "racun_seratus", "racun_aliran"))


def test_with_a_full_disk_nothing_is_granted_that_is_not_written_and_room_heals_it(folder: Path, zigot: Zigot) -> None:
    with siap(folder, zigot) as sistem:
        sistem.mulai()
        bertahan(sistem, bernama("cakram_app"))


def test_a_clock_that_jumps_changes_no_order_and_loses_no_deadline(folder: Path, zigot: Zigot) -> None:
    with siap(folder, zigot, jam=True) as sistem:
        sistem.mulai()
        with dibebani(sistem, 1) as beban:
            beban.tunggu_maju()
            for nama, satu in bernama("jam_maju_14_hari", "jam_mundur_1_jam", "jam_goyang"):
                lakukan(sistem, nama, satu, acak())
                beban.tunggu_maju()
        assert periksa_akhir(sistem, geser=jam.geser(sistem)) == []


def test_a_broken_wire_to_nats_or_postgresql_is_got_over_without_a_hand(folder: Path, zigot: Zigot) -> None:
    with siap(folder, zigot, "postgres") as sistem, kawat_rusak.berproksi(sistem) as proksi:
        sistem.mulai()

        def fault(ke: str, ragam: str) -> Gangguan:
            return lambda sistem, _: kawat_rusak.rusakkan(sistem, proksi[ke], ke, ragam, 0.5)

        plan = [("nats", "setengah"), ("postgres", "searah")]
        bertahan(sistem, [(f"{ke}_{ragam}", fault(ke, ragam)) for ke, ragam in plan])


@pytest.mark.skipif(bool(padam.bisa()), reason=f"a power cut needs root and loop devices: {padam.bisa()}")
def test_a_power_cut_takes_nothing_that_was_granted() -> None:
    hasil = listrik.jalankan(1, 3)
    if hasil.dilewati:
        pytest.skip(hasil.dilewati)
    assert hasil.pelanggaran == []
    assert (hasil.padam, hasil.hilang) == (1, 0)
    assert hasil.diakui > 0


def test_the_proxy_does_what_its_words_say() -> None:
    with Proksi("127.0.0.1:9") as proksi:
        for ragam in RAGAM:
            proksi.ragam(ragam)
        proksi.ragam("tolak")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", proksi.port), 2)
        proksi.ragam("lancar")
        socket.create_connection(("127.0.0.1", proksi.port), 2).close()


def test_what_an_operator_threw_away_by_restoring_is_moved_out_of_the_histories(tmp_path: Path) -> None:
    with Riwayat(tmp_path / "riwayat" / "klien-00.jsonl", 0) as riwayat:
        numbers = riwayat.tanya([{"command_id": f"c{n}", "jenis": "x"} for n in range(5)])
        riwayat.jawab([(numbers[0], {"command_id": "c0", "fase": "ok", "seq": 5})])
        disalin = saat()["t"]
        riwayat.jawab([(numbers[1], {"command_id": "c1", "fase": "ok", "seq": 6})])
        riwayat.jawab([(numbers[2], {"command_id": "c2", "fase": "unknown"})])
        riwayat.jawab([(numbers[3], {"command_id": "c3", "fase": "refused"})])
        riwayat.jawab([(numbers[4], {"command_id": "c4", "fase": "refused"})])
    assert buang(tmp_path, 5, range(disalin, saat()["t"]), {"c4"}) == 2
    left = {line["command_id"] for line in baca(tmp_path / "riwayat" / "klien-00.jsonl")}
    assert left == {"c0", "c2", "c4"}
    assert {line["command_id"] for line in baca(tmp_path / "riwayat_dibuang" / "klien-00.jsonl")} == {"c1", "c3"}
