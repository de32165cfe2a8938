"""What must be done to a system so that it comes to its rarer moments, beside the load of the clients."""

import threading
from dataclasses import dataclass, field

from tests.torture.kawat import Kawat, Terputus
from tests.torture.titik_lajur import js


@dataclass(slots=True)
class Pengusik:
    """Swaps the stream for one of another setting, again and again: each time the relay must build an epoch.

    `kerja` runs in a thread of its own. It never touches a stream that is still being built.
    """

    nats_url: str
    nats_token: str
    fasyankes: str
    berhenti: threading.Event = field(default_factory=threading.Event)
    kali: int = 0

    def kerja(self) -> None:
        """Meddle until told to stop."""
        with Kawat(self.nats_url, self.nats_token) as wire:
            while not self.berhenti.wait(0.005):
                try:
                    self._sekali(wire)
                except (Terputus, TimeoutError):
                    return

    def _sekali(self, wire: Kawat) -> None:
        start = f"JEJAK_{self.fasyankes}_"
        found = [one["config"] for one in js(wire, "STREAM.LIST").get("streams") or []]
        ours = [config for config in found if config["name"].startswith(start)]
        if len(ours) != 1 or (ours[0].get("metadata") or {}).get("selesai") != "ya":
            return
        name, subjects = ours[0]["name"], ours[0]["subjects"]
        js(wire, f"STREAM.DELETE.{name}")
        js(wire, f"STREAM.CREATE.{name}", {"name": name, "subjects": subjects, "max_msgs": 5, "storage": "file"})
        self.kali += 1
