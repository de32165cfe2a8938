"""Facts: one module a workflow, one class a fact. `EVENTS` finds a class by its `jenis` (with version)."""

from schemas.events import berkas
from schemas.message import Event

EVENTS: dict[str, type[Event]] = {
    event.jenis: event
    for event in vars(berkas).values()
    if isinstance(event, type) and issubclass(event, Event) and event.jenis
}
