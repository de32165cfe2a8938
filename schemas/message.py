"""What travels: Message, Command (a wish, may be refused) and Event (a fact, CloudEvents 1.0 on the wire).

An event bears the id of the command that caused it: one wish, at most one fact.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Final, NamedTuple

import orjson
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from schemas.names import (
    Cara,
    KodeUnit,
    KodeUnitSah,
    Peran,
    PeranMesin,
    PerintahId,
    PetugasId,
    UuidPerintah,
    UuidPetugas,
    UuidSubjek,
)

CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z
"""Sorted keys, no white space, UTF-8, UTC written as Z: the same fact is always the same bytes."""


TAHUN: Final = range(1900, 9999)
"""Years a message may speak of: the databases and the languages around us agree on them."""


def _utc(value: datetime) -> datetime:
    if value.year not in TAHUN:
        raise ValueError("tahunnya di luar jangkauan")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def _plain(value: object) -> object:
    """How orjson writes a nested model."""
    if isinstance(value, BaseModel):
        return value.model_dump(exclude_none=True)
    raise TypeError(type(value).__name__)


Waktu = Annotated[AwareDatetime, AfterValidator(_utc)]
"""An instant, with offset on the way in, always UTC inside."""


@dataclass(frozen=True, slots=True)
class Pelaku:
    """Who acts: set by the door that knew them (session, token, import), never read from a message."""

    id: PetugasId
    peran: frozenset[Peran | PeranMesin]
    unit: frozenset[KodeUnit] = frozenset()


class Message(BaseModel):
    """Frozen, closed to unknown fields; `jenis` names the kind on the wire."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    jenis: ClassVar[str] = ""
    ENVELOPE: ClassVar[frozenset[str]] = frozenset()
    ISI: ClassVar[tuple[str, ...]] = ()
    """The fields a subclass adds to its envelope: the `data` of the wire."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Derive ISI, so that no subclass lists its fields twice."""
        super().__pydantic_init_subclass__(**kwargs)
        cls.ISI = tuple(name for name in cls.model_fields if name not in cls.ENVELOPE)

    def isi(self) -> dict[str, object]:
        """The filled `data` fields, by name."""
        return {name: value for name in self.ISI if (value := getattr(self, name)) is not None}


class Command(Message):
    """A wish. `command_id` is made by the client: asked again, it gets the first answer.

    `jenis` is the workflow's name, a full stop, and the wish: `berkas.ambil`.
    """

    command_id: UuidPerintah
    subjek: UuidSubjek
    pelaku: Pelaku
    terjadi_pada: Waktu | None = None
    """When hands did it; None = now."""
    versi: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    """The version the asker has seen; a record that has moved on refuses."""
    cara: Cara = Cara.API
    di: KodeUnitSah | None = None
    """The place the hands were, where the command itself does not say so."""
    jam_perangkat: Waktu | None = None
    """The device's own clock at the moment of sending: shows its skew."""

    @property
    def tempat(self) -> KodeUnit | None:
        """Where the folder was when this was asked."""
        return self.di

    def sidik_isi(self) -> bytes:
        """Canonical bytes of all the asker said: two commands with one id must not differ in it."""
        return orjson.dumps(
            [
                self.jenis,
                self.subjek,
                self.pelaku.id,
                self.terjadi_pada,
                self.versi,
                self.cara,
                self.di,
                self.isi(),
            ],
            option=CANONICAL,
            default=_plain,
        )


Command.ENVELOPE = frozenset(Command.model_fields)


class Event(Message):
    """A fact about one subject. `versi` is its position in that subject's life, 1 first."""

    perintah_id: UuidPerintah
    subjek: UuidSubjek
    versi: int
    terjadi_pada: Waktu
    dicatat_pada: Waktu
    pelaku: UuidPetugas
    cara: Cara
    di: KodeUnitSah | None = None
    selisih_jam: int | None = None
    """Seconds the sender's clock was off, where that passed the policy's limit."""
    dari: str
    """The state before it; each workflow has states of its own, and its events say which."""
    ke: str

    def data(self) -> bytes:
        """Canonical `data` of the CloudEvent: from where, to where, and the kind's own fields."""
        return orjson.dumps({"dari": self.dari, "ke": self.ke} | self.isi(), option=CANONICAL, default=_plain)


Event.ENVELOPE = frozenset(Event.model_fields)


class Telling(NamedTuple):
    """An event at its place in a facility's ledger: everything the wire and the hash chain see."""

    seq: int
    fasyankes: str
    jenis: str
    perintah_id: PerintahId
    subjek: str
    versi: int
    terjadi_pada: datetime
    dicatat_pada: datetime
    pelaku: str
    cara: str
    di: str | None
    selisih_jam: int | None
    data: bytes

    def amplop(self) -> bytes:
        """The CloudEvents 1.0 JSON, canonical: these bytes are hashed, published and kept."""
        body: dict[str, object] = {
            "specversion": "1.0",
            "id": self.perintah_id,
            "source": f"/fasyankes/{self.fasyankes}",
            "type": self.jenis,
            "subject": self.subjek,
            "time": self.terjadi_pada,
            "datacontenttype": "application/json",
            "seq": self.seq,
            "versi": self.versi,
            "dicatatpada": self.dicatat_pada,
            "pelaku": self.pelaku,
            "cara": self.cara,
            "data": orjson.Fragment(self.data),
        }
        if self.di is not None:
            body["di"] = self.di
        if self.selisih_jam is not None:
            body["selisihjam"] = self.selisih_jam
        return orjson.dumps(body, option=CANONICAL)


def read_event(
    kinds: dict[str, type[Event]],
    jenis: str,
    data: bytes | str,
    **envelope: Any,  # noqa: ANN401 - handed to the event class, which validates every field
) -> Event:
    """An event from its stored parts. Raises KeyError for an unknown kind, ValidationError for a malformed one."""
    return kinds[jenis](**envelope, **orjson.loads(data))
