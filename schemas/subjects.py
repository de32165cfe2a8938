"""The address book: every NATS stream, subject, header and name. Nobody else writes a subject literal.

Subjects carry the facility's code, the epoch and the event kind, never anything about a patient.
"""

import hashlib
import re
from typing import Final

STREAM_PREFIX: Final = "JEJAK"
DENYUT: Final = "JEJAK-DENYUT"
"""A stream of one message: written now and then, it shows that the server still takes what it is given."""
DENYUT_SUBJEK: Final = "jejak-denyut"

H_SIDIK: Final = "Jejak-Hash"
"""Header: the line's place in the ledger's hash chain, in hex."""
H_ISI: Final = "Content-Type"
H_TOKEN: Final = "token"  # noqa: S105 - the name of a header, not a secret
"""Header of a command: the API token of who asks."""
ISI_CLOUDEVENT: Final = "application/cloudevents+json"

M_SELESAI: Final = "selesai"
"""Stream metadata: `ya` once the epoch was built whole; readers follow no other."""

ANTREAN_PERINTAH: Final = "jejak-pintu"
"""Queue group of the doors: each command is answered by one of them."""

_WORD: Final = re.compile(r"[A-Za-z0-9]{1,32}")


def facility(fasyankes: str) -> str:
    """The facility's code as one word of a subject; a code with other signs in it becomes its fingerprint."""
    if _WORD.fullmatch(fasyankes):
        return fasyankes
    return f"x{hashlib.sha256(fasyankes.encode()).hexdigest()[:16]}"


def stream(fasyankes: str, epoch: int) -> str:
    """The name of the stream of one epoch; a rebuilt stream is a new epoch."""
    return f"{STREAM_PREFIX}_{facility(fasyankes)}_{epoch}"


def epoch_of(fasyankes: str, name: str) -> int | None:
    """The epoch a stream of this facility is of; None for any other stream."""
    start = f"{STREAM_PREFIX}_{facility(fasyankes)}_"
    number = name.removeprefix(start)
    return int(number) if name.startswith(start) and number.isascii() and number.isdigit() else None


def events(fasyankes: str, epoch: int) -> str:
    """All events of one epoch."""
    return f"jejak.{facility(fasyankes)}.{epoch}.>"


def event(fasyankes: str, epoch: int, jenis: str) -> str:
    """Where an event of this kind is published: `jejak.PKM1.1.berkas.diambil.v1`."""
    return f"jejak.{facility(fasyankes)}.{epoch}.{jenis}"


def perintah(fasyankes: str) -> str:
    """Request-reply: a command as JSON, answered like HTTP (`workers/intake.py`)."""
    return f"jejak.{facility(fasyankes)}.perintah"


def tarikan(aliran: str, konsumen: str) -> str:
    """Where a consumer's next messages are asked for: JetStream's own address."""
    return f"$JS.API.CONSUMER.MSG.NEXT.{aliran}.{konsumen}"


# ── between facilities (docs/federasi.md) ───────────────────────────────────────────────────────────

FED: Final = "FED"
"""The one stream of a hub."""
FED_SEMUA: Final = "fed.*.*.*"
"""Every lane of a hub."""


def jalur(asal: str, macam: str, tujuan: str) -> str:
    """A lane between facilities: who tells, what kind, to whom. `*` for any of the three."""
    return f"fed.{asal}.{macam}.{tujuan}"


def urai_jalur(subjek: str) -> tuple[str, str, str] | None:
    """Who tells, what kind and to whom; None for what is no lane."""
    words = subjek.split(".")
    return (words[1], words[2], words[3]) if len(words) == 4 and words[0] == "fed" else None  # noqa: PLR2004 - see `jalur`


def jalur_terakhir(subjek: str) -> str:
    """Where the last message of a lane is read: JetStream's own address. `>` for any lane of the words before it."""
    return f"$JS.API.DIRECT.GET.{FED}.{subjek}"


def jalur_milik(asal: str) -> str:
    """All lanes a facility tells on, for `jalur_terakhir`."""
    return f"fed.{asal}.>"


def ack_milik(konsumen: str) -> str:
    """What a consumer's acknowledgements begin with."""
    return f"$JS.ACK.{FED}.{konsumen}.>"


def keadaan_konsumen(konsumen: str) -> str:
    """Where the hub's own hands ask how a consumer stands: JetStream's own address."""
    return f"$JS.API.CONSUMER.INFO.{FED}.{konsumen}"


def keadaan_milik(konsumen: str) -> str:
    """Where its facility asks it: under another name, since its own account has no JetStream to answer the first."""
    return f"JS.hub.API.CONSUMER.INFO.{FED}.{konsumen}"


def kotak(fasyankes: str) -> str:
    """What the inboxes of a facility on a hub begin with: another's it may not listen to."""
    return f"_INBOX_{fasyankes}"
