"""Lives to copy: each is lived once through the real front door, then taken apart: what is the same, what differs.

So a large history is valid by construction: states, versions, `data`, deadlines and CloudEvent bytes are the engine's
own; only ids, positions and times are filled in anew.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, select

from bench import moves
from engine import facility, ledger
from engine import tables as t
from engine.execute import Accepted, FrontDoor
from engine.facility import Unit, baru
from engine.schema import upgrade
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as kurang
from schemas.message import Command, Pelaku, Telling
from schemas.names import RUANG_REKAM_MEDIS, BerkasId, KodeUnit, PerintahId

EPOCH: Final = datetime(2026, 1, 5, 1, 0, 0, tzinfo=UTC)
"""When every life to copy begins."""
STEP: Final = timedelta(minutes=1)
"""From one fact of a life to the next."""
UNITS: Final = tuple(
    Unit(KodeUnit(kode), nama, "rawat_jalan")
    for kode, nama in (("UMUM", "Poli Umum"), ("GIGI", "Poli Gigi"), ("KIA", "Poli KIA"), ("ANAK", "Poli Anak"),
                       ("DALAM", "Poli Dalam"), ("BEDAH", "Poli Bedah"), ("MATA", "Poli Mata"), ("THT", "Poli THT"))
)  # fmt: skip
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")

NOMOR: Final = "{nomor}"

Step = tuple[type[Command], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with gaps: `pieces` of it, and between them what goes there: a name, or a time (seconds after birth)."""

    format: str
    gaps: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line to copy."""

    jenis: str
    versi: int
    cara: str
    di: str | None
    data: Text
    amplop: Text
    sidik: Text


@dataclass(frozen=True, slots=True)
class Life:
    """A whole life to copy: its lines, its record's row and the deadlines that run; rows by column."""

    name: str
    facts: tuple[Fact, ...]
    record: dict[str, Any]
    deadlines: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class After:
    """In a row: this moment of the life, in seconds after its birth."""

    seconds: float


def people(engine: Engine) -> Pelaku:
    """The facility and its one person, in an empty database."""
    upgrade(engine)
    with engine.begin() as connection:
        facility.create(connection, moves.FASYANKES, UNITS)
    return moves.person(engine)


def trips(unit: KodeUnit, who: Pelaku) -> dict[str, list[Step]]:
    """The lives that pass through one unit, by the state they end in."""
    home: list[Step] = [(ask.KirimKembali, {}), (ask.TerimaKembali, {"cara_kembali": "diantar"})]
    out: list[Step] = [(ask.Ambil, {"tujuan": unit}), (ask.TerimaDiUnit, {"unit": unit})]
    desk: list[Step] = [(ask.Rakit, {}), (ask.NyatakanLengkap, {}), (ask.Simpan, {})]
    once: list[Step] = [(ask.Daftarkan, {"nomor": NOMOR}), *out, *home, *desk]
    false: list[Step] = [out[0], (ask.BatalAmbil, {})]
    lent = {"peminjam": who.id, "keperluan": "klaim", "jatuh_tempo": EPOCH + timedelta(days=20)}
    return {
        "disimpan": [*once, *false, (ask.CatatTerlihat, {"di": RUANG_REKAM_MEDIS})],
        "inaktif": [*once, *false, (ask.Inaktifkan, {})],
        "diambil": [*once, out[0]],
        "di_poli": [*once, *out],
        "dalam_perjalanan": [*once, *out, home[0]],
        "kembali": [*once, *out, *home],
        "dirakit": [*once, *out, *home, desk[0]],
        "tidak_lengkap": [*once, *out, *home, desk[0], (ask.NyatakanTidakLengkap, {"penanggung_jawab": who.id})],
        "dipinjam": [*once, (ask.Pinjamkan, lent)],
        "hilang": [*once, (ask.LaporkanHilang, {})],
        "baru": [once[0]],
        "baru_di_poli": [once[0], *out],
    }


def lived(engine: Engine, who: Pelaku) -> dict[tuple[str, KodeUnit], Life]:
    """Every life once, by its name and unit; all go on side by side."""
    stories = {(name, unit.kode): steps for unit in UNITS for name, steps in trips(unit.kode, who).items()}
    asked: dict[tuple[str, KodeUnit], list[Command]] = {key: [] for key in stories}
    subjects = {key: BerkasId(baru()) for key in stories}
    now = [EPOCH]
    with FrontDoor(engine, moves.FASYANKES.kode, now=lambda: now[0]) as door:
        for place in range(max(map(len, stories.values()))):
            now[0] = EPOCH + place * STEP
            answers = []
            for key, steps in stories.items():
                if place < len(steps):
                    command = _command(steps[place], subjects[key], who)
                    if isinstance(command, ask.NyatakanTidakLengkap):
                        answers.append(door.submit(_gap(command)))
                    asked[key].append(command)
                    answers.append(door.submit(command))
            for future in answers:
                if not isinstance(answer := future.result(), Accepted):
                    raise TypeError(answer.kode)
    with engine.connect() as connection:
        last = ledger.head(connection, moves.FASYANKES.kode)[0]
        tellings: dict[str, list[Telling]] = {}
        for telling, _ in ledger.read(connection, moves.FASYANKES.kode, 0, last):
            tellings.setdefault(telling.subjek, []).append(telling)
        return {key: _life(connection, key[0], tellings[subjek], asked[key]) for key, subjek in subjects.items()}


def _command(step: Step, subjek: BerkasId, who: Pelaku) -> Command:
    kind, isi = step
    filled = {key: _nomor(subjek) if value == NOMOR else value for key, value in isi.items()}
    return kind(command_id=baru(), subjek=subjek, pelaku=who, **filled)


def _gap(verdict: ask.NyatakanTidakLengkap) -> kurang.Catat:
    """What must be missing for that verdict: a life of its own, which is not copied."""
    return kurang.Catat(
        command_id=PerintahId(baru()),
        subjek=baru(),
        pelaku=verdict.pelaku,
        berkas=verdict.subjek,
        butir="catatan_rawat_jalan.tanda_tangan",
        penanggung_jawab=verdict.pelaku.id,
    )


def _nomor(subjek: str) -> str:
    return str(int(subjek.replace("-", ""), 16))[-12:]


def _life(connection: Connection, name: str, tellings: Sequence[Telling], asked: Sequence[Command]) -> Life:
    subjek = tellings[0].subjek
    own = {"subjek": subjek, "nomor": _nomor(subjek)}
    record = connection.execute(select(t.berkas).where(t.berkas.c.id == subjek)).one()
    running = connection.execute(select(t.tenggat).where(t.tenggat.c.subjek == subjek)).all()
    facts = []
    for telling, command in zip(tellings, asked, strict=True):
        known = own | {"perintah": telling.perintah_id, "seq": f'"seq":{telling.seq},'}
        facts.append(
            Fact(
                telling.jenis,
                telling.versi,
                telling.cara,
                telling.di,
                _text(telling.data.decode(), own),
                _text(telling.amplop().decode(), known),
                _text(command.sidik_isi().decode(), known),
            )
        )
    return Life(name, tuple(facts), _row(record, own), tuple(_row(row, own) for row in running))


def _text(text: str, known: dict[str, str]) -> Text:
    """Cut a text at what differs from copy to copy."""
    words = {value: name for name, value in known.items()}
    cut = re.compile("|".join([*map(re.escape, words), _TIME.pattern]))
    gaps: list[str | float] = []
    for found in cut.finditer(text):
        word = found.group()
        gaps.append(words[word] if word in words else _after(datetime.fromisoformat(word)))
    return Text("%s".join(piece.replace("%", "%%") for piece in cut.split(text)), tuple(gaps))


def _row(row: Any, known: dict[str, str]) -> dict[str, Any]:
    """A row with its own ids as `{name}` and its times as moments of the life."""
    words = {value: f"{{{name}}}" for name, value in known.items()}
    return {
        name: After(_after(value)) if isinstance(value, datetime) else words.get(value, value)
        for name, value in row._mapping.items()  # noqa: SLF001 - SQLAlchemy's public name for it
    }


def _after(moment: datetime) -> float:
    return (moment - EPOCH).total_seconds()
