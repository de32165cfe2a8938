"""A process dies without warning: what was answered is there, once; what was not can be asked again."""

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from engine.execute import Accepted, FrontDoor
from tests.anak_pintu import MATI, perintah
from tests.berjalan import mulai
from tests.buku import baris, satu_cerita
from tests.kit import PKM
from tests.torture.proses import Proses

SELA = 0.002
"""Seconds between two looks at what a child says."""


@dataclass(slots=True)
class Catatan:
    """What a child said before it died."""

    dikirim: list[str] = field(default_factory=list)
    dijawab: dict[str, int] = field(default_factory=dict)

    def dengar(self, line: str) -> None:
        """Take down one whole line; a line cut by the end of the process says nothing."""
        match line.split():
            case ["kirim", key]:
                self.dikirim.append(key)
            case ["jawab", key, seq] if line.endswith("\n"):
                self.dijawab[key] = int(seq)


@contextmanager
def anak(url: str, point: str) -> Iterator[tuple[Proses, Iterator[str]]]:
    """A child with a front door, that ends with the test whatever happens; and what it says, line by line."""
    with tempfile.TemporaryDirectory(prefix="jejak-uji-") as folder:
        said = Path(folder) / "kata"
        said.touch()
        process = mulai("tests.anak_pintu", [url, point], said, said.with_name("galat"))
        try:
            yield process, kata(process, said)
        finally:
            process.kill()
            process.wait(30)


def kata(process: Proses, said: Path) -> Iterator[str]:
    """Each line when it is there, until the process has ended; the last may be cut."""
    rest = ""
    with said.open(encoding="utf-8") as file:
        while True:
            ended = process.poll() is not None
            *lines, rest = (rest + file.read()).split("\n")
            yield from (f"{line}\n" for line in lines)
            if ended:
                yield rest
                return
            time.sleep(SELA)


def hidup_sampai_mati(url: str, point: str, jawaban: int = 0) -> tuple[Catatan, int]:
    """Let a child run; kill it after so many answers, or let it die at its point. What it said, and how it ended."""
    catatan = Catatan()
    with anak(url, point) as (process, lines):
        for line in lines:
            catatan.dengar(line)
            if jawaban and len(catatan.dijawab) >= jawaban:
                process.kill()
                jawaban = 0
        return catatan, process.wait(30)


def semua_ada_sekali(engine: Engine, catatan: Catatan) -> set[str]:
    """Assert that all that was answered stands in the ledger, where it was said to stand. What else stands there."""
    written = {line["perintah_id"]: line["seq"] for line in baris(engine)}
    assert satu_cerita(engine) == len(written)
    assert {key: written.get(key) for key in catatan.dijawab} == catatan.dijawab
    unknown = set(written) - set(catatan.dijawab)
    assert unknown <= set(catatan.dikirim)
    return unknown


def tanya_lagi(engine: Engine, catatan: Catatan) -> None:
    """As a client does after a restart: ask again whatever has no answer. Each is then recorded, once."""
    before = {line["perintah_id"]: line["seq"] for line in baris(engine)}
    with FrontDoor(engine, PKM.kode) as door:
        for key in catatan.dikirim:
            answer = door.submit(perintah(key)).result(20)
            assert isinstance(answer, Accepted), answer
            assert answer.diulang == (key in before)
            assert before.get(key, answer.seq) == answer.seq
    after = {line["perintah_id"] for line in baris(engine)}
    assert after == set(catatan.dikirim)
    satu_cerita(engine)


def test_dying_just_before_the_commit_nothing_of_the_batch_happened(url: str, engine: Engine) -> None:
    catatan, end = hidup_sampai_mati(url, "sebelum")
    assert end == MATI
    assert semua_ada_sekali(engine, catatan) == set()
    assert set(catatan.dikirim) > set(catatan.dijawab)
    tanya_lagi(engine, catatan)


def test_dying_just_after_the_commit_all_of_the_batch_happened_though_nobody_was_told(url: str, engine: Engine) -> None:
    catatan, end = hidup_sampai_mati(url, "sesudah")
    assert end == MATI
    assert semua_ada_sekali(engine, catatan)
    tanya_lagi(engine, catatan)


def test_killed_at_any_moment_what_was_answered_is_there_once(url: str, engine: Engine) -> None:
    catatan, end = hidup_sampai_mati(url, "terus", jawaban=random.randint(20, 400))  # noqa: S311 - any moment
    assert end != 0
    semua_ada_sekali(engine, catatan)
    tanya_lagi(engine, catatan)


def test_killed_again_and_again_the_ledger_goes_on_where_it_stopped(url: str, engine: Engine) -> None:
    semua = Catatan()
    for _ in range(3):
        catatan, _end = hidup_sampai_mati(url, "terus", jawaban=25)
        semua.dikirim += catatan.dikirim
        semua.dijawab |= catatan.dijawab
        semua_ada_sekali(engine, semua)
    tanya_lagi(engine, semua)
