"""Laws of the table, for any sequence of wishes: a record is the sum of its events, and nothing else."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.refusals import SENTENCES, Refusal
from engine.workflow import Step
from engine.workflows.berkas import BERKAS, HIDUP, Berkas, pulihan
from schemas.commands import COMMANDS
from schemas.commands import berkas as ask
from schemas.events import EVENTS
from schemas.events import berkas as told
from schemas.message import Event, read_event
from schemas.names import BerkasId, Keadaan, KodeUnit, Pembawa
from tests.kisah import LAIN, contoh
from tests.kit import DI_GIGI, DOKTER, GIGI, KEPALA, KIA, LOKET, MESIN, PAGI, PERMED, PERMED_LAIN, SERBA_BISA, UMUM

BANYAK = settings(max_examples=60, deadline=None)
ID = BerkasId("0190c7a0-0000-7000-8000-000000000001")
RM = KodeUnit("RM")
people = st.sampled_from(
    [LOKET, PERMED, PERMED_LAIN, DI_GIGI, DOKTER, KEPALA, MESIN, SERBA_BISA, SERBA_BISA, SERBA_BISA]
)
kinds = st.sampled_from(
    [kind for kind in COMMANDS.values() if issubclass(kind, ask.PerintahBerkas) and kind is not ask.Pindai]
)
places = st.sampled_from([GIGI, UMUM, KIA, RM])


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Event], Berkas, list[Refusal]]:
    """What happened when these wishes were asked one after another."""
    record = Berkas(ID)
    events: list[Event] = []
    refusals: list[Refusal] = []
    now = PAGI
    before = record
    for number in range(draw(st.integers(1, 30))):
        possible = BERKAS.possible(record) or (ask.Daftarkan,)
        kind = draw(st.one_of(st.sampled_from(possible), kinds)) if number else ask.Daftarkan
        who, place = draw(people) if number else SERBA_BISA, draw(places)
        now += timedelta(seconds=draw(st.integers(0, 3600)))
        isi: dict[str, object] = {name: place for name in ("tujuan", "unit") if name in kind.model_fields}
        if kind is ask.Pinjamkan:
            isi |= {"peminjam": LAIN, "jatuh_tempo": now + timedelta(days=1)}
        if kind is ask.Urungkan and before.versi:
            isi |= {"pulihan": pulihan(before)}
        if kind is ask.Daftarkan:
            isi |= {"pembawa": draw(st.sampled_from(Pembawa))}
        outcome = BERKAS.step(record, contoh(kind, record, who, **isi), now)
        if isinstance(outcome, Refusal):
            refusals.append(outcome)
            continue
        events.append(outcome.event)
        before, record = record, outcome.record
    return events, record, refusals


def fold(events: list[Event]) -> Berkas:
    record = Berkas(ID)
    for event in events:
        record = BERKAS.apply(record, event)
    return record


@BANYAK
@given(lives())
def test_a_record_is_always_the_sum_of_its_events(life: tuple[list[Event], Berkas, list[Refusal]]) -> None:
    events, record, _ = life
    assert fold(events) == record
    assert [event.versi for event in events] == list(range(1, len(events) + 1))
    assert record.versi == len(events)


@BANYAK
@given(lives())
def test_a_record_is_the_sum_of_its_events_also_after_they_were_written_and_read(
    life: tuple[list[Event], Berkas, list[Refusal]],
) -> None:
    events, record, _ = life
    envelope = [name for name in Event.model_fields if name not in {"dari", "ke"}]
    read = [
        read_event(EVENTS, event.jenis, event.data(), **{name: getattr(event, name) for name in envelope})
        for event in events
    ]
    assert read == events
    assert fold(read) == record


@BANYAK
@given(lives())
def test_each_event_begins_where_the_one_before_it_ended(life: tuple[list[Event], Berkas, list[Refusal]]) -> None:
    events, record, _ = life
    states = [Keadaan.BARU, *(event.ke for event in events)]
    assert [event.dari for event in events] == states[:-1]
    assert record.keadaan is states[-1]


@BANYAK
@given(lives())
def test_every_refusal_on_the_way_speaks_in_both_languages(life: tuple[list[Event], Berkas, list[Refusal]]) -> None:
    for refusal in life[2]:
        assert refusal.kode in SENTENCES
        assert "{" not in refusal.kalimat + refusal.sentence
        assert "None" not in refusal.kalimat + refusal.sentence


@BANYAK
@given(lives())
def test_what_is_true_of_every_record_at_every_moment(life: tuple[list[Event], Berkas, list[Refusal]]) -> None:
    record = Berkas(ID)
    for event in life[0]:
        held = record.ditahan
        record = BERKAS.apply(record, event)
        s = Keadaan
        if record.pembawa is Pembawa.ELEKTRONIK:
            assert record.keadaan not in {s.DIAMBIL, s.DI_POLI, s.DALAM_PERJALANAN, s.KEMBALI, s.DIPINJAM, s.HILANG}
        assert (record.tujuan is not None) == (record.keadaan in {s.DIAMBIL, s.DALAM_PERJALANAN})
        assert (record.lokasi is None) == (record.keadaan in {s.DIMUSNAHKAN, s.DIGABUNG})
        if record.keadaan in {s.DISIMPAN, s.KEMBALI, s.INAKTIF}:
            assert record.lokasi == RM
        if record.keadaan is s.DI_POLI:
            assert record.lokasi != RM
            assert record.pemegang is not None
        if record.keadaan is s.DIPINJAM:
            assert record.jatuh_tempo is not None
        if held:
            assert not isinstance(event, told.BerkasDiinaktifkan | told.BerkasDimusnahkan | told.BerkasDigabung)
        if isinstance(event, told.BerkasDisimpan):
            assert event.dari is s.LENGKAP
        assert record.digabung_ke is None or record.keadaan is s.DIGABUNG
        assert record.terakhir is not None
        assert record.sejak is not None
        assert record.sejak <= record.terakhir


@BANYAK
@given(lives())
def test_whoever_found_or_proposed_never_approves(life: tuple[list[Event], Berkas, list[Refusal]]) -> None:
    record = Berkas(ID)
    for event in life[0]:
        if isinstance(event, told.TemuanDiverifikasi | told.BerkasDimusnahkan):
            assert record.pengusul is not None
            assert event.pelaku != record.pengusul
        record = BERKAS.apply(record, event)


@BANYAK
@given(lives())
def test_a_record_that_exists_can_always_be_seen_and_while_it_lives_be_held(
    life: tuple[list[Event], Berkas, list[Refusal]],
) -> None:
    record = life[1]
    possible = BERKAS.possible(record)
    assert ask.CatatTerlihat in possible
    assert (ask.Tahan in possible) == (record.keadaan in HIDUP and not record.ditahan)


@given(kinds, st.sampled_from(Keadaan), people)
@settings(max_examples=200, deadline=None)
def test_any_wish_at_any_state_by_anyone_is_answered(kind: type, state: Keadaan, who: object) -> None:
    record = Berkas(ID, keadaan=state, versi=3, lokasi=UMUM, sejak=PAGI, terakhir=PAGI, terdaftar=PAGI)
    outcome = BERKAS.step(record, contoh(kind, record, who), PAGI)  # type: ignore[arg-type]
    assert isinstance(outcome, Step) or outcome.kalimat
