"""A line of the ledger as it is stored, read back as the event it tells."""

from typing import Any

from schemas.events import EVENTS
from schemas.message import Event, read_event


def event_of(row: Any) -> Event:  # noqa: ANN401 - a Row with the columns of `jejak`
    """The event a ledger line tells. Raises KeyError for an unknown kind, ValidationError for a malformed one."""
    return read_event(
        EVENTS,
        row.jenis,
        row.data,
        perintah_id=row.perintah_id,
        subjek=row.subjek,
        versi=row.versi,
        terjadi_pada=row.terjadi_pada,
        dicatat_pada=row.dicatat_pada,
        pelaku=row.pelaku,
        cara=row.cara,
        di=row.di,
        selisih_jam=row.selisih_jam,
    )
