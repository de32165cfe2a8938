"""Laws of the table of gaps, for any sequence of wishes: a gap is the sum of its events, and comes to one end."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.alur import perubahan
from engine.refusals import Refusal
from engine.workflow import Step
from engine.workflows.kekurangan import (
    BELUM_SELESAI,
    KEKURANGAN,
    SELESAI,
    Kekurangan,
    Kelewatan,
    Pencatatan,
    belum_selesai,
    berjalan,
)
from schemas.commands import COMMANDS
from schemas.commands import kekurangan as ask
from schemas.events import EVENTS
from schemas.message import Command, Event, read_event
from schemas.names import JenisTenggat, KeadaanKekurangan
from tests.kit import DOKTER, KEPALA, LOKET, MESIN, PAGI, PERMED, SERBA_BISA, wish

ID = "0190c7a0-0000-7000-8000-000000000001"
BERKAS = "0190c7a0-0000-7000-8000-000000000002"
KINDS = [kind for jenis, kind in COMMANDS.items() if jenis.startswith("kekurangan.")]
people = st.sampled_from([DOKTER, PERMED, KEPALA, LOKET, MESIN, SERBA_BISA, SERBA_BISA])


def isi(kind: type[Command], hari: int) -> tuple[type[Command], dict[str, Any]]:
    """What a sensible wish of this kind says; as its handler would have made it."""
    due = PAGI + timedelta(days=14 + hari)
    match kind:
        case ask.Catat:
            known = {"berkas": BERKAS, "butir": "identitas.ada", "penanggung_jawab": DOKTER.id}
            return Pencatatan, known | {"versi_daftar": 1, "jatuh_tempo": due}
        case ask.Tolak:
            return kind, {"sebab": "belum_terisi"}
        case ask.Hapuskan:
            return kind, {"sebab": "ganda"}
        case ask.Alihkan:
            return kind, {"penanggung_jawab": KEPALA.id if hari % 2 else DOKTER.id, "sebab": "berhalangan"}
        case ask.JadwalkanUlang:
            return kind, {"jatuh_tempo": due}
        case ask.Pindahkan:
            return kind, {"berkas": BERKAS}
        case ask.TandaiLewat:
            return Kelewatan, {"jatuh_tempo": due, "susulan": None}
    return kind, {}


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Event], Kekurangan, list[Refusal]]:
    """What happened when these wishes were asked one after another."""
    record, events, refusals, now = Kekurangan(ID), list[Event](), list[Refusal](), PAGI
    for number in range(draw(st.integers(1, 14))):
        open_ = KEKURANGAN.possible(record) or (ask.Catat,)
        kind = draw(st.one_of(st.sampled_from(open_), st.sampled_from(KINDS))) if number else ask.Catat
        now += timedelta(seconds=draw(st.integers(0, 3600)))
        known, given = isi(kind, number)
        outcome = KEKURANGAN.step(record, wish(known, ID, draw(people) if number else PERMED, **given), now)
        if isinstance(outcome, Step):
            events.append(outcome.event)
            record = outcome.record
        else:
            refusals.append(outcome)
    return events, record, refusals


@settings(max_examples=40, deadline=None)
@given(lives())
def test_a_gap_is_the_sum_of_its_events_also_after_they_were_written_and_read(
    life: tuple[list[Event], Kekurangan, list[Refusal]],
) -> None:
    events, record, refusals = life
    again = Kekurangan(ID)
    tenggat: dict[JenisTenggat, datetime | None] = {}
    for number, event in enumerate(events, 1):
        envelope = {name: getattr(event, name) for name in Event.model_fields if name not in {"dari", "ke"}}
        read = read_event(EVENTS, event.jenis, event.data(), **envelope)
        assert read == event
        assert (read.versi, read.dari) == (number, again.keadaan)
        before, again = again, KEKURANGAN.apply(again, read)
        tenggat = {kind: due for kind, due in (tenggat | perubahan(before, again)).items() if due is not None}
    assert again == record
    assert tenggat == berjalan(record), "the deadlines that run are the fold of what each fact changed"
    for refusal in refusals:
        assert refusal.kalimat
        assert refusal.sentence
        assert "{" not in refusal.kalimat + refusal.sentence


@settings(max_examples=40, deadline=None)
@given(lives())
def test_what_is_true_of_every_gap(life: tuple[list[Event], Kekurangan, list[Refusal]]) -> None:
    events, record, _ = life
    assert record.keadaan in {*BELUM_SELESAI, *SELESAI}
    assert belum_selesai(record) == (record.selesai is None)
    assert set(berjalan(record)) <= {JenisTenggat.KEKURANGAN}
    assert (record.dilengkapi is None) == (not any(event.ke == "dilengkapi" for event in events)) or record.ditolak
    if record.keadaan is KeadaanKekurangan.DILENGKAPI:
        assert not berjalan(record), "whoever said it is done is not late while record staff have not looked"
    verified = [event for event in events if event.jenis == "kekurangan.diverifikasi.v1"]
    assert all(event.pelaku != record.penanggung_jawab for event in verified)
    ends = [event for event in events if event.ke in SELESAI]
    assert len(ends) <= 1
    assert not ends or ends[-1] is events[-1], "nothing follows an end"


def test_every_state_of_a_gap_is_reached_and_no_command_is_without_a_row() -> None:
    assert {str(move.dest) for move in KEKURANGAN.moves if move.dest} == set(KeadaanKekurangan) - {"baru"}
    assert {move.command for move in KEKURANGAN.moves} == set(KINDS)
