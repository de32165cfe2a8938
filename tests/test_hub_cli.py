"""`jejak hub` and `jejak federasi`: a hub is made, a facility enrolled by its fingerprint, and revoked."""

import asyncio
import json
import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy import update
from typer.testing import CliRunner, Result

from cli.main import app
from engine import tables as t
from engine.database import connect, writing
from engine.hub import buku
from engine.tasks import akhiri
from schemas.names.federasi import JenisFasyankes as J
from tests.federasi_hub_kit import buat_faskes
from tests.siaran import sampai
from workers.hub import PelayanHub

RUNNER = CliRunner()


class Kantor:
    """An office and a Puskesmas, each in its own directory, and the office's root key on its own medium."""

    def __init__(self, folder: Path, contoh: Path) -> None:
        self.folder = folder
        self.dinas = buat_faskes(folder, contoh, "K3201")
        self.pkm = buat_faskes(folder, contoh, "PKM1")
        self.akar = folder / "akar.pem"
        self.hub = self.dinas.folder / "hub"

    def jejak(self, *kata: str, di: Path | None = None) -> Result:
        """One command; `di`: whose directory."""
        return RUNNER.invoke(app, [*kata, "--data", str(di or self.dinas.folder)])

    def buat(self) -> Result:
        """The hub."""
        here = ("--alamat", "127.0.0.1", "--dengar", "127.0.0.1", "--port", "0")
        return self.jejak("hub", "buat", *here, "--akar", str(self.akar))

    def mohon(self) -> tuple[Path, str]:
        """The Puskesmas' request, and the fingerprint it reads out."""
        path = self.folder / "mohon.json"
        told = self.jejak("federasi", "kunci", "--berkas", str(path), di=self.pkm.folder)
        assert told.exit_code == 0, told.output
        return path, told.output.split("sidik jari ")[1].splitlines()[0].strip()

    def daftarkan(self, path: Path, sidik: str) -> Result:
        """Enrol it."""
        words = ("--akar", str(self.akar), "--sidik", sidik, "--paket", str(self.folder / "paket.json"))
        return self.jejak("hub", "daftarkan", str(path), *words)


@pytest.fixture
def kantor(tmp_path: Path, sqlite_facility: Path) -> Iterator[Kantor]:
    made = Kantor(tmp_path, sqlite_facility)
    yield made
    for satu in (made.dinas, made.pkm):
        satu.engine.dispose()


def test_a_facility_is_enrolled_by_its_fingerprint_joins_by_the_roots_and_is_revoked(kantor: Kantor) -> None:
    made = kantor.buat()
    assert made.exit_code == 0, made.output
    akar = made.output.split("sidik jari kunci akar ")[1].splitlines()[0].strip()
    path, sidik = kantor.mohon()

    refused = kantor.daftarkan(path, sidik.replace(sidik[0], "f" if sidik[0] != "f" else "0"))
    assert refused.exit_code == 1
    assert [one.kode for one in buku.baca(kantor.hub).aktif] == ["K3201"]

    enrolled = kantor.daftarkan(path, sidik.upper())
    assert enrolled.exit_code == 0, enrolled.output
    wrong = kantor.jejak(
        "federasi", "gabung", str(kantor.folder / "paket.json"), "--sidik", "ab12", di=kantor.pkm.folder
    )
    assert wrong.exit_code == 1
    joined = kantor.jejak(
        "federasi", "gabung", str(kantor.folder / "paket.json"), "--sidik", akar, di=kantor.pkm.folder
    )
    assert joined.exit_code == 0, joined.output

    told = json.loads(kantor.jejak("federasi", "status", "--json", di=kantor.pkm.folder).output)
    assert [one["kode"] for one in told["hub"]] == ["K3201"]
    assert told["jumlah"]["galat"] == 0

    gone = kantor.jejak("hub", "cabut", "pkm1", "--akar", str(kantor.akar))
    assert gone.exit_code == 0, gone.output
    listed = json.loads(kantor.jejak("hub", "direktori", "--json").output)
    assert {one["kode"]: one["dicabut"] is not None for one in listed["fasyankes"]} == {"K3201": False, "PKM1": True}
    assert "PKM1" not in buku.teks(kantor.hub, buku.baca(kantor.hub))


def test_new_keys_of_a_facility_stand_beside_its_old_ones(kantor: Kantor) -> None:
    kantor.buat()
    path, sidik = kantor.mohon()
    kantor.daftarkan(path, sidik)
    before = buku.baca(kantor.hub).cari("PKM1")
    assert before
    renewed = kantor.jejak("federasi", "kunci", "--baru", "--berkas", str(path), di=kantor.pkm.folder)
    assert renewed.exit_code == 0, renewed.output
    other = renewed.output.split("sidik jari ")[1].splitlines()[0].strip()
    assert kantor.daftarkan(path, other).exit_code == 0
    after = buku.baca(kantor.hub).cari("PKM1")
    assert after
    kids = {key.kid for key in after.permohonan.kunci}
    assert kids == {key.kid for key in before.permohonan.kunci} | {"pkm1-t2", "pkm1-s2"}


def test_only_an_office_has_a_hub_only_its_own_root_signs_and_secrets_are_its_owners(kantor: Kantor) -> None:
    here = ("--alamat", "127.0.0.1", "--akar", str(kantor.akar))
    refused = kantor.jejak("hub", "buat", *here, di=kantor.pkm.folder)
    assert refused.exit_code == 1
    assert "bukan dinas" in refused.output
    assert kantor.jejak("hub", "status").exit_code == 1

    kantor.buat()
    assert kantor.buat().exit_code == 1, "there is one already"
    path, sidik = kantor.mohon()
    for bad, said in ((kantor.folder / "tiada.pem", "tidak terbaca"), (path, "bukan kunci akar")):
        answer = kantor.jejak("hub", "daftarkan", str(path), "--akar", str(bad), "--sidik", sidik)
        assert answer.exit_code == 1
        assert said in answer.output
    own = kantor.jejak("hub", "cabut", "K3201", "--akar", str(kantor.akar))
    assert own.exit_code == 1

    secrets = [kantor.akar, kantor.hub / "hub.json", *(kantor.hub / "kunci").iterdir(), *(kantor.hub / "tls").iterdir()]
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in secrets)
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o700 for one in (kantor.hub, kantor.hub / "kunci"))


async def test_a_running_hub_takes_an_enrolment_over_and_tells_how_it_stands(kantor: Kantor) -> None:
    quiet = structlog.make_filtering_bound_logger(logging.ERROR)  # the hub is in this process, its log in the output
    structlog.configure(wrapper_class=quiet)
    kantor.buat()
    path, sidik = kantor.mohon()
    pelayan = PelayanHub(kantor.hub)
    serving = asyncio.create_task(pelayan.run())
    try:
        await sampai(lambda: pelayan.berlaku == buku.baca(kantor.hub).generasi, "hub berjalan")
        answer = await asyncio.to_thread(kantor.daftarkan, path, sidik)
        assert answer.exit_code == 0, answer.output
        told = await asyncio.to_thread(kantor.jejak, "hub", "status", "--json")
        assert told.exit_code == 0, told.output
        seen = json.loads(told.output)["berjalan"]
        assert [one["kode"] for one in seen["anggota"]] == ["K3201", "PKM1"]
        assert seen["pesan"] == 0
        renewed = await asyncio.to_thread(kantor.jejak, "hub", "sertifikat")
        assert renewed.exit_code == 0, renewed.output
    finally:
        await akhiri(serving)


def test_a_facility_whose_code_is_no_word_of_a_subject_is_told_so(kantor: Kantor) -> None:
    engine = connect(f"sqlite:///{kantor.pkm.folder / 'jejak.db'}")
    with writing(engine).begin() as connection:
        connection.execute(update(t.fasyankes).values(kode="X" * 20, jenis=J.PUSKESMAS))
    engine.dispose()
    answer = kantor.jejak("federasi", "kunci", "--berkas", str(kantor.folder / "m.json"), di=kantor.pkm.folder)
    assert answer.exit_code == 1
    assert "tidak bisa dipakai" in answer.output
