"""The plan of a run: which part is killed, and when. All of it comes from one seed; the same seed, the same plan."""

from collections import Counter
from dataclasses import asdict, dataclass
from random import Random
from typing import Any, Final

from tests.torture.sistem import Profil

SASARAN: Final[dict[str, tuple[tuple[int, tuple[str, ...]], ...]]] = {
    "tertanam": ((52, ("app",)), (22, ("nats",)), (26, ("app", "nats"))),
    "postgres": (
        (24, ("app",)),
        (18, ("pekerja",)),
        (14, ("nats",)),
        (14, ("backend",)),
        (12, ("postgres",)),
        (6, ("app", "pekerja")),
        (12, ("app", "pekerja", "nats", "postgres")),
    ),
}
"""By profile: what is killed in one go, how often in a hundred."""
PEMULIHAN: Final = 0.15
"""How often the system is killed again before it is ready."""
LAGI: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "tertanam": (("app",), ("app", "nats"), ("nats",)),
    "postgres": (("app",), ("pekerja",), ("app", "pekerja"), ("postgres",), ("nats",)),
}


@dataclass(frozen=True, slots=True)
class Langkah:
    """One kill: after so many more acknowledged commands and a moment, these parts; some again on the way up."""

    sesudah: int
    jeda: float
    sasaran: tuple[str, ...]
    lagi: tuple[str, ...] = ()
    lagi_pada: float = 0.0
    """In parts of the usual time to ready."""

    @property
    def bunuh(self) -> int:
        """How many kills that is."""
        return 1 + bool(self.lagi)


@dataclass(frozen=True, slots=True)
class Rencana:
    """A run of kills."""

    benih: str
    profil: Profil
    bunuh: int
    terjawab: int

    @property
    def langkah(self) -> list[Langkah]:
        """Its steps: at least `bunuh` kills, spread over at least `terjawab` acknowledged commands."""
        rng = Random(f"{self.benih}:{self.profil}")  # noqa: S311 - a plan, not a secret
        ways = SASARAN[self.profil]
        rata = self.terjawab / max(1, self.bunuh) * (1 + PEMULIHAN)
        steps: list[Langkah] = []
        while sum(step.bunuh for step in steps) < self.bunuh:
            sasaran = rng.choices([parts for _, parts in ways], [weight for weight, _ in ways])[0]
            again = rng.choice(LAGI[self.profil]) if rng.random() < PEMULIHAN else ()
            sesudah = int(rata * rng.uniform(0.3, 1.7))
            steps.append(Langkah(sesudah, rng.uniform(0, 0.03), sasaran, again, rng.uniform(0.05, 1.1)))
        return steps

    def tulis(self, **isi: Any) -> dict[str, Any]:
        """As it is kept with the evidence."""
        steps = self.langkah
        targets = Counter("+".join(step.sasaran) for step in steps)
        return {
            "benih": self.benih,
            "profil": self.profil,
            "bunuh": sum(step.bunuh for step in steps),
            "terjawab": self.terjawab,
            "sasaran": dict(sorted(targets.items())),
            "langkah": [asdict(step) for step in steps],
        } | isi

    def sasaran_semua(self) -> int:
        """Kills in all."""
        return sum(step.bunuh for step in self.langkah)
