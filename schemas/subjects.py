"""The address book: every NATS stream, subject and durable name. Nobody else writes a subject literal.

Subjects carry the facility's code and the event kind, never anything about a patient.
"""

STREAM_PREFIX = "JEJAK"
PERINTAH = "jejak.perintah"
"""Request-reply: a command as JSON, answered like HTTP (`workers/intake.py`)."""


def stream(epoch: int) -> str:
    """The name of the stream of one epoch; a rebuilt stream is a new epoch."""
    return f"{STREAM_PREFIX}_{epoch}"


def events(epoch: int) -> str:
    """All events of one epoch."""
    return f"jejak.{epoch}.>"


def event(epoch: int, fasyankes: str, jenis: str) -> str:
    """Where an event of this kind is published: `jejak.<epoch>.<fasyankes>.berkas.diambil.v1`."""
    return f"jejak.{epoch}.{fasyankes}.{jenis}"
