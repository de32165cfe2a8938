"""The torture's own tools: a system that comes back where it was, clients that leave nothing open, plans, reports."""

import contextlib
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture import laporan, proses, riwayat
from tests.torture.gerombolan import Gerombolan
from tests.torture.proses import ROOT
from tests.torture.rencana import Rencana
from tests.torture.sistem import Mati, Sistem

MENUNGGU = 60.0


def test_the_same_seed_gives_the_same_plan_and_another_seed_another() -> None:
    plan = Rencana("7", "postgres", 40, 4_000)
    assert plan.langkah == Rencana("7", "postgres", 40, 4_000).langkah
    assert plan.langkah != Rencana("8", "postgres", 40, 4_000).langkah
    assert plan.sasaran_semua() >= 40
    json.dumps(plan.tulis())


def test_a_killed_system_comes_back_at_the_same_address_and_leaves_no_process_behind(tmp_path: Path) -> None:
    with Sistem(tmp_path / "s") as sistem:
        sistem.siapkan()
        sistem.mulai()
        url, app, nats = sistem.url, sistem.pid("app"), sistem.pid("nats")
        assert app
        assert nats
        assert sistem.bunuh("app") == {"app": app}
        assert proses.hidup(nats)
        sistem.mulai()
        sistem.tunggu_tenang()
        assert sistem.url == url
        assert sistem.pid("app") not in {None, app}
        assert not proses.hidup(nats)
    assert list(proses.milik(tmp_path)) == []


def test_clients_leave_no_question_open_whatever_was_killed_meanwhile(tmp_path: Path) -> None:
    with Sistem(tmp_path / "s") as sistem, Gerombolan(sistem, "1", jumlah=3, borongan=12) as clients:
        sistem.siapkan()
        sistem.mulai()
        clients.mulai()
        for part in ("app", "nats"):
            before = clients.angka().ok
            proses.tunggu(lambda before=before: clients.angka().ok >= before + 40, MENUNGGU, "answers")  # type: ignore[misc]
            sistem.bunuh(part)
            sistem.mulai()
        done = clients.selesai()
        last = {line["command_id"]: line["fase"] for line in riwayat.semua(sistem.bukti)}
    assert set(last.values()) <= {"ok", "refused"}
    assert done.ok >= 80
    ok = {line["command_id"] for line in riwayat.semua(sistem.bukti) if line["fase"] == "ok"}
    assert len(ok) == done.ok


def test_a_process_dies_at_its_moment_with_the_code_of_a_kill(tmp_path: Path) -> None:
    with Sistem(tmp_path / "s") as sistem:
        sistem.siapkan()
        with contextlib.suppress(Mati):  # ready or not, it comes to that moment
            sistem.mulai("aliran.sebelum_buat")
        assert sistem.tunggu_mati("app", MENUNGGU) == 137


def test_whoever_starts_a_system_and_is_killed_takes_it_along() -> None:
    words = "import time; from tests.torture import proses; import subprocess, sys\n"
    words += "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], env=proses.lingkungan())\n"
    words += "print(p.pid, flush=True); time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", words], cwd=ROOT, stdout=subprocess.PIPE, text=True) as runner:  # noqa: S603 - our own words
        assert runner.stdout
        child = int(runner.stdout.readline())
        assert proses.hidup(child)
        runner.send_signal(signal.SIGKILL)
    proses.tunggu(lambda: not proses.hidup(child), MENUNGGU, "the child is gone")


def test_a_flush_can_be_made_to_fail_and_nothing_else(tmp_path: Path) -> None:
    words = "import os, sys; from tests.torture.anak import sumbat_flush\n"
    words += "f = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT); os.write(f, b'x'); os.fsync(f); sumbat_flush()\n"
    words += "os.write(f, b'y')\nfor flush in (os.fsync, os.fdatasync):\n"
    words += "    try: flush(f)\n    except OSError as e: print(e.errno)"
    path = str(tmp_path / "x")
    said = subprocess.run([sys.executable, "-c", words, path], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert said.stdout.split() == ["5", "5"]


def test_a_section_of_the_report_says_where_it_comes_from_and_what_its_zero_is_worth(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    laporan.catat("titik", {"benih": 3, "batas": [laporan.batas(0, 300, "kill -9")]}, berkas=path, perintah="make x")
    laporan.catat("mutan", {"benih": 4, "batas": [laporan.batas(2, 300, "x")]}, berkas=path)
    sections = laporan.baca(path)["bagian"]
    assert (sections["titik"]["benih"], sections["titik"]["perintah"]) == (3, "make x")
    assert sections["titik"]["batas"][0]["paling_banyak"] == 0.01
    assert "paling_banyak" not in sections["mutan"]["batas"][0]
    assert {"revisi", "tanggal", "mesin"} <= set(sections["mutan"])
    with pytest.raises(KeyError):
        laporan.catat("lain", {}, berkas=path)
