"""What every sealed body is made of: closed, frozen, its content in no error and no representation."""

from typing import Annotated, ClassVar, Final

import orjson
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from schemas.message import CANONICAL
from schemas.names.federasi import MacamJalur

JENIS_ISI: Final = r"^[a-z][a-z_]{1,30}\.[a-z][a-z_]{1,30};[1-9][0-9]?$"
"""What a kind looks like: `rujukan.dikirim;1`. The number goes up with a change older receivers cannot read."""
JenisIsi = Annotated[str, StringConstraints(pattern=JENIS_ISI)]


class IsiTidakTerbaca(Exception):
    """A body is not what its kind says. Says nothing of what is in it."""


class Isi(BaseModel):
    """The content of a message between facilities. `jenis` is its kind, `macam` the only kind of lane it goes on.

    Personal data belongs on `MacamJalur.REF` alone. Unknown fields are refused: who adds one raises the version.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    jenis: ClassVar[str] = ""
    macam: ClassVar[MacamJalur] = MacamJalur.REF

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__

    def kanonik(self) -> bytes:
        """Sorted keys, no white space, absent fields left out: the same content is always the same bytes."""
        return orjson.dumps(self.model_dump(mode="json", exclude_none=True), option=CANONICAL)

    @classmethod
    def baca(cls, data: bytes) -> "Isi":
        """From its bytes. Raises IsiTidakTerbaca, without a word of what was in them."""
        try:
            return cls.model_validate_json(data)
        except ValidationError as error:
            where = {".".join(str(part) for part in one["loc"]) for one in error.errors(include_input=False)}
            raise IsiTidakTerbaca(f"{cls.jenis}: {len(where)} isian tidak sah") from None
