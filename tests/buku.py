"""Reading the ledger back, for tests: lines, folds, counts; and the one check that all of it tells one story."""

from collections import Counter
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Engine, func, select

from engine import ledger, rows
from engine import tables as t
from engine.alur import ALUR, alur_peristiwa, perubahan
from engine.lines import event_of
from engine.workflows.berkas import Berkas
from schemas.message import Event
from schemas.names import BerkasId
from tests.kit import PKM


def baris(engine: Engine) -> list[Any]:
    """All lines of the ledger, in order."""
    with engine.connect() as connection:
        return list(connection.execute(select(t.jejak).order_by(t.jejak.c.seq)).mappings())


def riwayat(engine: Engine, berkas: BerkasId) -> list[Event]:
    """One record's facts, in order."""
    return [event_of(SimpleNamespace(**row)) for row in baris(engine) if row["subjek"] == berkas]


def berkas_kini(engine: Engine, berkas: BerkasId) -> Berkas:
    """The present record, as its row has it."""
    with engine.connect() as connection:
        record: Berkas = rows.records(connection, "berkas", [berkas])[berkas]
        return record


def tenggat_kini(engine: Engine) -> dict[tuple[str, str], tuple[datetime, int]]:
    """The deadlines that run, by record and kind: when each is due and the version since which it runs."""
    with engine.connect() as connection:
        return {(row.subjek, row.jenis): (row.jatuh_tempo, row.versi) for row in connection.execute(select(t.tenggat))}


def perlu_dicek(engine: Engine) -> dict[int, str]:
    """The open lines of the list a supervisor must look at: position and reason."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(t.perlu_dicek.c.seq, t.perlu_dicek.c.alasan).where(t.perlu_dicek.c.selesai_seq.is_(None))
        )
        return {row.seq: row.alasan for row in rows}


def satu_cerita(engine: Engine, fasyankes: str = PKM.kode) -> int:
    """Assert that lines, records, counts and refusals tell one story. The last position."""
    lines = baris(engine)
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1)), "seq has a gap"
    assert len({line["perintah_id"] for line in lines}) == len(lines), "one wish, two facts"
    folded: dict[str, dict[str, Any]] = {nama: {} for nama in ALUR}
    tenggat: dict[tuple[str, str], tuple[datetime, int]] = {}
    for line in lines:
        alur = alur_peristiwa(line["jenis"])
        own = folded[alur.nama]
        before = own.get(line["subjek"]) or alur.kosong(line["subjek"])
        event = event_of(SimpleNamespace(**line))
        assert event.versi == before.versi + 1, "versi has a gap"
        assert event.dari is before.keadaan, "an event begins where the one before it ended"
        own[line["subjek"]] = after = alur.workflow.apply(before, event)
        for jenis, due in perubahan(before, after).items():
            tenggat.pop((line["subjek"], jenis), None)
            if due is not None:
                tenggat[line["subjek"], jenis] = (due, event.versi)
        assert after.keadaan is event.ke
    berkas: dict[str, Berkas] = folded["berkas"]
    with engine.connect() as connection:
        for nama, own in folded.items():
            assert rows.records(connection, nama, list(own)) == own, "a record is the sum of its events"
            table = rows.KEPT[nama].table
            assert connection.execute(select(func.count()).select_from(table)).scalar() == len(own)
        stored = {(row.keadaan, row.unit): row.jumlah for row in connection.execute(select(t.hitungan)) if row.jumlah}
        assert stored == Counter((str(record.keadaan), ledger.place(record)) for record in berkas.values())
        assert tenggat_kini(engine) == tenggat, "a running deadline is the fold of its record's events"
        assert list(ledger.verify(connection, fasyankes))[-1:] == ([len(lines)] if lines else [])
        refused = select(t.jejak.c.jenis, t.jejak.c.data).join(
            t.penolakan, t.penolakan.c.perintah_id == t.jejak.c.perintah_id
        )
        for row in connection.execute(refused):
            assert row.jenis == "berkas.terlihat.v1", "a refused wish became a fact"
            assert '"ditolak"' in row.data
    return len(lines)
