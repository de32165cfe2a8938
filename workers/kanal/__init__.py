"""The ways out of the application: each takes one delivery and says what came of it."""

from collections.abc import Callable, Mapping
from typing import Final

from engine.settings import Settings
from workers.kanal.apprise import LewatApprise
from workers.kanal.kiriman import Kanal, TidakSiap
from workers.kanal.surel import Surel
from workers.kanal.webhook import Webhook

BUATAN: Final[dict[str, Callable[[Settings], Kanal]]] = {"surel": Surel, "webhook": Webhook, "apprise": LewatApprise}
"""Every way out, by its name in policy."""


def dari_setelan(settings: Settings) -> Mapping[str, Kanal]:
    """The ways out that are set up; one that cannot work says so at each delivery, and the others go on."""
    return {nama: BUATAN[nama](settings) for nama in sorted(settings.kanal)}


__all__ = ["BUATAN", "Kanal", "TidakSiap", "dari_setelan"]
