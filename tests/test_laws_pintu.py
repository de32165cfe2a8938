"""Laws of the front door: any mix of wishes, repeats, copies, late scans and batches, against a small model."""

import shutil
import tempfile
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from engine.database import connect
from engine.execute import Accepted, Answer, FrontDoor
from engine.facility import baru
from engine.refusals import SENTENCES, Refusal
from engine.schema import upgrade
from engine.workflows.berkas import Berkas
from schemas.commands import COMMANDS
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as ask_kurang
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, Cara, Keadaan, KodeUnit, Pembawa
from tests.buku import berkas_kini, satu_cerita
from tests.kisah import ISIAN
from tests.kit import (
    DI_GIGI,
    DOKTER,
    GIGI,
    KEPALA,
    LOKET,
    PERMED,
    PERMED_LAIN,
    PKM,
    SERBA_BISA,
    UMUM,
    Jam,
    settle_facility,
    wish,
)

RM = KodeUnit("RM")
people = st.sampled_from([SERBA_BISA, SERBA_BISA, SERBA_BISA, LOKET, PERMED, PERMED_LAIN, DI_GIGI, DOKTER, KEPALA])
kinds = st.sampled_from(
    [kind for kind in COMMANDS.values() if issubclass(kind, ask.PerintahBerkas) and kind is not ask.Daftarkan]
)
daily = st.sampled_from([ask.Ambil, ask.TerimaDiUnit, ask.KirimKembali, ask.TerimaKembali, ask.Rakit, ask.Pindai])
places = st.sampled_from([GIGI, GIGI, UMUM, RM])
ways = st.sampled_from([Cara.PINDAI, Cara.KETIK, Cara.API])
SEE_ONLY = "berkas.terlihat.v1"
WAIT = 20


@cache
def empty_facility() -> Path:
    """A database file with the facility in it, made once; each example plays in a copy."""
    path = Path(tempfile.mkdtemp(prefix="jejak-uji-")) / "kosong.db"
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    with engine.begin() as connection:
        settle_facility(connection)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


def same(first: Answer, again: Answer) -> bool:
    """The same answer; a repeat says that it is one."""
    if isinstance(first, Accepted) and isinstance(again, Accepted):
        return first._replace(diulang=True) == again._replace(diulang=True)
    return first == again


class PintuDepan(RuleBasedStateMachine):
    """A facility at work. The model knows each record's version and state, and every answer given."""

    berkas = Bundle("berkas")
    terjawab = Bundle("terjawab")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="jejak-uji-"))
        shutil.copy(empty_facility(), self.folder / "jejak.db")
        self.engine = connect(f"sqlite:///{self.folder / 'jejak.db'}")
        self.jam = Jam()
        self.door = FrontDoor(self.engine, PKM.kode, now=self.jam).open()
        self.seq = 0
        self.nomor = 0
        self.versi: dict[BerkasId, int] = {}
        self.keadaan: dict[BerkasId, Keadaan] = {}
        self.kurang: dict[tuple[BerkasId, str], str] = {}
        """The gaps that are not closed: by record and item, the gap."""

    def teardown(self) -> None:
        """Close what was opened; the last check of all."""
        self.door.close()
        satu_cerita(self.engine)
        self.engine.dispose()
        shutil.rmtree(self.folder)

    def ask(self, *commands: Command) -> list[Answer]:
        """Hand in all of these at once, then wait for all answers."""
        futures: list[Future[Answer]] = [self.door.submit(command) for command in commands]
        return [future.result(WAIT) for future in futures]

    def command(self, kind: type[Command], berkas: BerkasId, who: Pelaku, place: KodeUnit, **isi: Any) -> Command:
        """A command with fields that make sense, at this place."""
        own: dict[str, Any] = {name: place for name in ("tujuan", "unit") if name in kind.model_fields}
        if kind is ask.Pindai:
            own = {"di": place}
        if kind is ask.Pinjamkan:
            own["jatuh_tempo"] = self.jam.saat + timedelta(days=7)
        if kind is ask.NyatakanTidakLengkap:
            own["penanggung_jawab"] = DOKTER.id
        if kind is ask.Pinjamkan:
            own["peminjam"] = DOKTER.id
        if kind is ask.Gabungkan:
            own["ke_berkas"] = next(iter(self.versi))
        return wish(kind, berkas, who, **(ISIAN.get(kind, {}) | own | isi))

    @rule(berkas=berkas, butir=st.sampled_from(["identitas.ada", "identitas.terisi"]))
    def a_gap(self, berkas: BerkasId, butir: str) -> None:
        """Something is missing in it; written down where somebody is looking, and once."""
        gap = wish(ask_kurang.Catat, baru(), berkas=berkas, butir=butir, penanggung_jawab=DOKTER.id)
        open_ = (berkas, butir) in self.kurang
        looked_at = self.keadaan[berkas] in {Keadaan.DIRAKIT, Keadaan.TIDAK_LENGKAP}
        (answer,) = self.ask(gap)
        assert isinstance(answer, Accepted) == (looked_at and not open_)
        if isinstance(answer, Accepted):
            self.seq += 1
            self.kurang[berkas, butir] = gap.subjek

    @rule(kind=st.sampled_from([ask_kurang.Hapuskan, ask_kurang.Verifikasi]))
    def the_gaps_are_closed(self, kind: type[Command]) -> None:
        """All of them are completed and verified, or struck off."""
        asked = (ask_kurang.NyatakanDilengkapi, kind) if kind is ask_kurang.Verifikasi else (kind,)
        for gap in self.kurang.values():
            for one in asked:
                isi: dict[str, Any] = {"sebab": "ganda"} if one is ask_kurang.Hapuskan else {}
                (answer,) = self.ask(wish(one, gap, **isi))
                assert isinstance(answer, Accepted)
                self.seq += 1
        self.kurang.clear()

    def learn(self, berkas: BerkasId, answer: Answer) -> None:
        """The model after an accepted wish: one line more, one version more, and the state it says."""
        if isinstance(answer, Accepted) and not answer.diulang:
            self.seq += 1
            self.versi[berkas] = self.versi.get(berkas, 0) + 1
            self.keadaan[berkas] = Keadaan(answer.keadaan)
            verdicts = {"berkas.lengkap.v1": False, "berkas.tidak_lengkap.v1": True}
            if answer.peristiwa in verdicts:
                assert verdicts[answer.peristiwa] == any(of == berkas for of, _ in self.kurang)
            assert (answer.seq, answer.versi, answer.subjek) == (self.seq, self.versi[berkas], berkas)
        elif isinstance(answer, Refusal):
            assert answer.kode in SENTENCES
            assert "{" not in answer.kalimat + answer.sentence
            self.recount(berkas)

    def recount(self, berkas: BerkasId) -> None:
        """A refusal may leave a sighting, and only that: a version and a line more, the state unchanged."""
        if berkas not in self.versi:
            return
        record = berkas_kini(self.engine, berkas)
        assert record.versi - self.versi[berkas] in {0, 1}
        assert record.keadaan is self.keadaan[berkas]
        self.seq += record.versi - self.versi[berkas]
        self.versi[berkas] = record.versi

    @initialize(target=berkas, pembawa=st.sampled_from([Pembawa.FISIK, Pembawa.ELEKTRONIK]))
    def first_record(self, pembawa: Pembawa) -> Any:
        """Every story has two paper records and one of another carrier."""
        return multiple(self.register(Pembawa.FISIK), self.register(Pembawa.FISIK), self.register(pembawa))

    @rule(target=berkas, pembawa=st.sampled_from(Pembawa))
    def another_record(self, pembawa: Pembawa) -> BerkasId:
        """A record enters the archive."""
        return self.register(pembawa)

    def register(self, pembawa: Pembawa) -> BerkasId:
        """A new record through the door."""
        self.nomor += 1
        berkas = BerkasId(baru())
        (answer,) = self.ask(wish(ask.Daftarkan, berkas, LOKET, nomor=f"{self.nomor:06d}", pembawa=pembawa))
        assert isinstance(answer, Accepted)
        self.learn(berkas, answer)
        return berkas

    @rule(seconds=st.integers(1, 900))
    def time_passes(self, seconds: int) -> None:
        """The clock goes on."""
        self.jam.maju(seconds=seconds)

    @rule(target=terjawab, berkas=berkas, kind=st.one_of(daily, kinds), who=people, place=places, cara=ways)
    def one_wish(self, berkas: BerkasId, kind: type[Command], who: Pelaku, place: KodeUnit, cara: Cara) -> Any:
        """Anything may be asked."""
        command = self.command(kind, berkas, who, place, cara=cara)
        (answer,) = self.ask(command)
        self.learn(berkas, answer)
        return command, answer

    @rule(target=terjawab, berkas=berkas, kind=st.one_of(daily, kinds), place=places, copies=st.integers(2, 5))
    def copies_at_once(self, berkas: BerkasId, kind: type[Command], place: KodeUnit, copies: int) -> Any:
        """The same command several times at the same instant: one answer, one line."""
        command = self.command(kind, berkas, SERBA_BISA, place)
        first, *others = self.ask(*[command] * copies)
        assert all(same(first, other) for other in others)
        assert not (isinstance(first, Accepted) and first.diulang)
        self.learn(berkas, first)
        return command, first

    @rule(asked=terjawab)
    def asked_again(self, asked: tuple[Command, Answer]) -> None:
        """However much later, and whatever happened since: the first answer, and nothing new."""
        command, answer = asked
        (again,) = self.ask(command)
        assert same(answer, again)
        assert not isinstance(again, Accepted) or again.diulang

    @rule(asked=terjawab, who=people)
    def another_body_under_a_used_id(self, asked: tuple[Command, Answer], who: Pelaku) -> None:
        """An id is used once."""
        command, _ = asked
        other = command.model_copy(update={"versi": (command.versi or 0) + 77, "pelaku": who})
        (answer,) = self.ask(other)
        assert isinstance(answer, Refusal)
        assert answer.kode == "perintah_id_terpakai"

    @rule(target=terjawab, berkas=berkas, kind=st.one_of(daily, kinds), place=places, ago=st.integers(1, 3600))
    def a_late_scan(self, berkas: BerkasId, kind: type[Command], place: KodeUnit, ago: int) -> Any:
        """What comes after later facts never moves a record backwards."""
        before = berkas_kini(self.engine, berkas)
        assert before.terakhir is not None
        when: datetime = before.terakhir - timedelta(seconds=ago)
        command = self.command(kind, berkas, SERBA_BISA, place, terjadi_pada=when, cara=Cara.PINDAI)
        (answer,) = self.ask(command)
        after = berkas_kini(self.engine, berkas)
        self.learn(berkas, answer)
        held = isinstance(answer, Accepted) and kind in {ask.Tahan, ask.Lepas, ask.Kaitkan}
        undoable = None if held else after.pelaku_terakhir
        assert undoable == (None if held else before.pelaku_terakhir)
        ditahan = (kind is ask.Tahan) if held and kind is not ask.Kaitkan else before.ditahan
        assert after._replace(versi=0, pelaku_terakhir=None) == before._replace(
            versi=0, pelaku_terakhir=None, ditahan=ditahan, pasien=after.pasien
        )
        return command, answer

    @rule(target=terjawab, asked=consumes(terjawab), kind=daily, berkas=berkas)
    def a_stale_screen(self, asked: tuple[Command, Answer], kind: type[Command], berkas: BerkasId) -> Any:
        """Who decided on a version that has passed is told so, and nothing happens."""
        command = self.command(kind, berkas, SERBA_BISA, GIGI, versi=self.versi[berkas] + 1)
        (answer,) = self.ask(command)
        assert isinstance(answer, Refusal)
        assert answer.kode == "versi_usang"
        self.learn(berkas, answer)
        return asked

    @rule(batch=st.lists(st.tuples(berkas, st.one_of(daily, kinds), places), min_size=2, max_size=12))
    def many_at_once(self, batch: list[tuple[BerkasId, type[Command], KodeUnit]]) -> None:
        """A pile of wishes in one transaction is answered as if they had come one by one."""
        commands = [self.command(kind, berkas, SERBA_BISA, place) for berkas, kind, place in batch]
        answers = self.ask(*commands)
        accepted = [answer.seq for answer in answers if isinstance(answer, Accepted)]
        assert accepted == sorted(set(accepted))
        self.catch_up()

    def catch_up(self) -> None:
        """After a pile, the model learns the versions from the records; that they add up is checked below."""
        for berkas in self.versi:
            record: Berkas = berkas_kini(self.engine, berkas)
            self.seq += record.versi - self.versi[berkas]
            self.versi[berkas], self.keadaan[berkas] = record.versi, record.keadaan

    @rule()
    def the_process_restarts(self) -> None:
        """Nothing lives in memory only."""
        self.door.close()
        self.door = FrontDoor(self.engine, PKM.kode, now=self.jam).open()

    @invariant()
    def all_of_it_tells_one_story(self) -> None:
        """Lines, chain, records, counts and refusals agree, and there are as many lines as the model counted."""
        assert satu_cerita(self.engine) == self.seq


TestPintuDepan = PintuDepan.TestCase
TestPintuDepan.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
