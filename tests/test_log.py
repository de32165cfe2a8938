"""Logs: whoever writes a line goes on, whether or not there is room for it."""

import io

import pytest
import structlog

from engine import log
from engine.execute import Accepted, FrontDoor
from engine.facility import baru
from schemas.commands import berkas as ask
from schemas.commands.pasien import Identitas
from schemas.names import BerkasId
from tests.kit import PKM, Arsip, wish


class Penuh(io.StringIO):
    """A file on a full disk."""

    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


def test_a_log_that_cannot_be_written_does_not_end_the_committer(arsip: Arsip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", Penuh())
    log.configure("json")

    def broken(_seq: int) -> None:
        raise RuntimeError  # whatever it is, the committer tells of it in the log

    with FrontDoor(arsip.engine, PKM.kode, woken=broken) as door:
        for nomor in ("1", "2"):
            answer = door.submit(wish(ask.Daftarkan, BerkasId(baru()), nomor=nomor)).result(10)
            assert isinstance(answer, Accepted), answer


def test_every_level_is_written_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    log.configure("json", 0)
    logger = structlog.get_logger()
    for level in ("debug", "info", "warning", "error", "critical"):
        getattr(logger, level)("kata", tingkat=level)
    assert len(written.getvalue().splitlines()) == 5


def test_every_field_of_an_identity_is_kept_out_of_log_lines() -> None:
    assert Identitas.model_fields.keys() <= log.PRIBADI
