"""What a workflow is: a table of moves, decided by `transitions`. The only module that imports it.

One shared machine per workflow decides for throwaway walkers (about 1 µs a step); no record grows methods.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from inspect import signature
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar, cast

from transitions import Event as Trigger
from transitions import Machine, Transition

from engine.refusals import Refusal
from schemas.message import Command, Event, Pelaku
from schemas.names import Peran, PeranMesin


class Record(Protocol):
    """What every workflow's record has: an id, a state, and a version that counts its events."""

    @property
    def id(self) -> str:
        """Surrogate id."""

    @property
    def keadaan(self) -> str:
        """The present state: a word of the workflow's own."""

    @property
    def versi(self) -> int:
        """How many events it has lived through."""


R = TypeVar("R", bound=Record)
Guard = Callable[[Any, Any], bool]
"""A sentence about a record and a command; its name is the `kode` of the refusal when it does not hold."""

TETAP: Final = None
"""Destination of a move that changes no state."""


@dataclass(frozen=True, slots=True)
class Move:
    """Asked like this, from here, to there, told as that, by these roles, if these hold."""

    command: type[Command]
    source: str | tuple[str, ...]
    dest: str | None
    event: type[Event]
    oleh: frozenset[Peran | PeranMesin] = field(kw_only=True)
    jika: tuple[Guard, ...] = field(default=(), kw_only=True)
    arti: str = field(default="", kw_only=True)

    @property
    def sources(self) -> tuple[str, ...]:
        """The states it may start from, always as a tuple."""
        return self.source if isinstance(self.source, tuple) else (self.source,)

    @property
    def sentence(self) -> str:
        """What the move means, in one Indonesian sentence."""
        return self.arti or (self.command.__doc__ or "").strip()


@dataclass(frozen=True, slots=True)
class Larangan:
    """A no with words of its own: this command in these states is refused with this `kode`."""

    command: type[Command]
    states: tuple[str, ...]
    kode: str


class Step(NamedTuple, Generic[R]):
    """What was decided: the fact, and the record as it is after it."""

    event: Event
    record: R


class _Walker:
    """Stands in for a record while the machine decides; thrown away afterwards."""

    __slots__ = ("command", "failed", "move", "record", "state")

    def __init__(self, record: Record, command: Command) -> None:
        self.record = record
        self.command = command
        self.state: str = record.keadaan
        self.failed: str | None = None
        self.move: Move | None = None


class _Row(Transition):
    """One row of the machine. Nothing is hung on its changes, so the eight empty rounds of callbacks are left out."""

    def execute(self, event_data: Any) -> bool:  # noqa: ANN401 - a walker; nothing here wants more of the event
        """Take the row, if its one condition holds."""
        condition: Any = self.conditions[0]
        return bool(condition.func(event_data))


class _Trigger(Trigger):
    """One command of the machine: the first row from the walker's state whose conditions hold."""

    def trigger(self, model: Any) -> bool:  # noqa: ANN401 - a walker, and nothing beside it
        """Walk; False where no row could be taken."""
        for row in self.transitions.get(model.state, ()):  # noqa: SIM110 - any() over a generator is half of a step
            if row.execute(model):
                return True
        return False


class _Machine(Machine):
    """transitions' machine with rows and commands of our own (its documented way to change them): 10 µs less a step."""

    transition_cls = _Row
    event_cls = _Trigger


_PERAN: Final = "peran_tidak_boleh"
_MESIN: Final = frozenset(PeranMesin)


def _holds(move: Move) -> Callable[[_Walker], bool]:
    """One condition for transitions: the role, then each guard; the first that fails is remembered by its name.

    A guard that fails is remembered before a role that does not fit another row; a row for machines alone says
    nothing to people.
    """
    for_whom = None if move.oleh <= _MESIN else _PERAN

    def holds(walker: _Walker) -> bool:
        if move.oleh.isdisjoint(walker.command.pelaku.peran):
            walker.failed = walker.failed or for_whom
            return False
        for guard in move.jika:
            if not guard(walker.record, walker.command):
                if walker.failed in {None, _PERAN}:  # a row for somebody else says less than the guard of one's own
                    walker.failed = guard.__name__
                return False
        walker.move = move
        return True

    return holds


class Workflow(Generic[R]):
    """A table of moves, and `settle`: how a fact changes the record."""

    def __init__(
        self,
        *,
        settle: Callable[[R, Event], R],
        moves: tuple[Move, ...],
        larangan: tuple[Larangan, ...] = (),
        tak_disebut: frozenset[type[Command]] = frozenset(),
        hal: str = "Berkas",
    ) -> None:
        """`tak_disebut`: wishes that are nearly always open, so that naming them helps nobody.

        `hal`: what a refusal calls the subject.
        """
        self.hal = hal
        self.moves = moves
        self._tak_disebut = tak_disebut
        self._settle = settle
        self._larangan = {(row.command.jenis, state): row.kode for row in larangan for state in row.states}
        self._machine = _Machine(
            model=None,
            states=[str(state) for state in _states(moves)],
            initial=None,
            auto_transitions=False,
            transitions=[
                {
                    "trigger": move.command.jenis,
                    "source": [str(source) for source in move.sources],
                    "dest": str(move.dest) if move.dest else None,
                    "conditions": _holds(move),
                }
                for move in moves
            ],
        )

    def step(self, record: R, command: Command, now: datetime) -> Step[R] | Refusal:
        """Decide one command. Pure: no IO, the moment is an argument.

        Raises KeyError for a command this workflow has no move for.
        """
        walker = _Walker(record, command)
        self._machine.events[command.jenis].trigger(walker)
        move = walker.move
        if move is None:
            return self.refusal(record, command, walker.failed)
        event = self.tell(move.event, record, command, now, ke=move.dest or record.keadaan)
        return Step(event, self._settle(record, event))

    def tell(
        self,
        kind: type[Event],
        record: R,
        command: Command,
        now: datetime,
        *,
        ke: str,
        **isi: object,
    ) -> Event:
        """The fact that answers a command: fields of one name are the command's, `isi` adds or overrides."""
        fields: dict[str, Any] = {
            "perintah_id": command.command_id,
            "subjek": record.id,
            "versi": record.versi + 1,
            "terjadi_pada": command.terjadi_pada or now,
            "dicatat_pada": now,
            "pelaku": command.pelaku.id,
            "cara": command.cara,
            "di": command.tempat,
            "dari": record.keadaan,
            "ke": ke,
        }
        for name in _shared(kind, type(command)):
            fields[name] = getattr(command, name)
        fields.update(isi)
        # the class's own validator, without the round through __init__ and its keyword arguments (a quarter of both)
        return cast("Event", kind.__pydantic_validator__.validate_python(fields))

    def apply(self, record: R, event: Event) -> R:
        """The record after the fact: folding a record's events from nothing gives its present state."""
        return self._settle(record, event)

    def possible(self, record: R) -> tuple[type[Command], ...]:
        """The commands that have a move from the record's present state, in the table's order.

        A guard that ignores the command (its parameter is `_command`) is asked beforehand: paper only, not held …
        """
        return tuple(
            dict.fromkeys(
                move.command
                for move in self.moves
                if record.keadaan in move.sources
                and all(guard(record, None) for guard in move.jika if _ignores_command(guard))
            )
        )

    def still(self, command: type[Command]) -> bool:
        """True for a command that never changes the state."""
        return all(move.dest is TETAP for move in self.moves if move.command.jenis == command.jenis)

    def roles(self, command: type[Command]) -> frozenset[Peran | PeranMesin]:
        """Who may ask this at all."""
        rows = (move.oleh for move in self.moves if move.command.jenis == command.jenis)
        return frozenset[Peran | PeranMesin]().union(*rows)

    def refusal(self, record: R, command: Command, failed: str | None = None) -> Refusal:
        """Why not: the role, the guard that failed, or the state."""
        kind = type(command)
        words: dict[str, str | int] = {
            "hal": self.hal,
            "keadaan": said(record.keadaan),
            "perintah": said(kind.jenis),
            "peran": ", ".join(sorted(said(role) for role in self.roles(kind) - {PeranMesin.SEKUTU})),
        }
        if self.roles(kind).isdisjoint(command.pelaku.peran):
            return Refusal("peran_tidak_boleh", nilai=words)
        if kode := failed or self._larangan.get((kind.jenis, record.keadaan)):
            return Refusal(kode, nilai=words | _places(record, command))
        return Refusal("keadaan_tidak_sesuai", nilai=words | {"bisa": self.bisa(record, command.pelaku)})

    def bisa(self, record: R, pelaku: Pelaku) -> str:
        """What can be done with the record now, in words: by this person, or by anybody where they can do nothing."""
        worth = [command for command in self.possible(record) if command not in self._tak_disebut]
        own = [command for command in worth if not self.roles(command).isdisjoint(pelaku.peran)]
        return ", ".join(said(command.jenis) for command in own or worth) or "-"


def _states(moves: tuple[Move, ...]) -> tuple[str, ...]:
    """All states a table speaks of, in its order."""
    found = (state for move in moves for state in (*move.sources, move.dest))
    return tuple(dict.fromkeys(state for state in found if state))


def said(word: str) -> str:
    """A state, role or command as people say it: `berkas.terima_di_unit` -> `terima di unit`."""
    return word.rpartition(".")[2].replace("_", " ")


@cache
def _ignores_command(guard: Guard) -> bool:
    return list(signature(guard).parameters)[1].startswith("_")


@cache
def _shared(event: type[Event], command: type[Command]) -> tuple[str, ...]:
    """The fields an event takes over from the command that caused it."""
    return tuple(name for name in event.ISI if name in command.model_fields)


def _places(record: Record, command: Command) -> dict[str, str | int]:
    """The places a refusal's sentence may speak of, and how much is left to do."""
    return {
        "tujuan": getattr(record, "tujuan", None) or "-",
        "lokasi": getattr(record, "lokasi", None) or "-",
        "unit": command.tempat or getattr(record, "lokasi", None) or "-",
        "jumlah": getattr(command, "sisa", 0),
    }
