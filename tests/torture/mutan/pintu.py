"""Mutants of the front door and of deciding."""

import time
from typing import Any, Final

from tests.torture.mutan.tanam import bungkus, ganti, lama

TERKIRIM_DETIK: Final = 0.1
"""How long an answer takes to leave the process."""


def jawab_sebelum_commit() -> None:
    """Callers are answered when everything is written, before it is committed."""
    from engine import execute

    def dini(commit: Any) -> Any:
        def menulis(self: Any, connection: Any, batch: Any) -> Any:
            made = commit(self, connection, batch)
            lama(execute, "_deliver")(batch, made[0])
            time.sleep(TERKIRIM_DETIK)
            return made

        return menulis

    def sekali(deliver: Any) -> Any:
        def satu(batch: Any, answers: Any) -> None:
            waiting = [pair for pair in zip(batch, answers, strict=True) if not pair[0].future.done()]
            deliver([one for one, _ in waiting], [answer for _, answer in waiting])

        return satu

    bungkus(execute.FrontDoor, "_commit", dini)
    bungkus(execute, "_deliver", sekali)


def jawab_seq_salah() -> None:
    """The answer names the position of the next line."""
    from engine import execute

    bungkus(execute, "_accepted", lambda accepted: lambda seq, entry: accepted(seq + 1, entry))


def lupa_command_id() -> None:
    """The door gives every wish an id of its own: asked again, it is another wish."""
    from engine import execute
    from engine.facility import baru

    def lupa(enqueue: Any) -> Any:
        def antre(self: Any, command: Any, future: Any, loop: Any) -> Any:
            return enqueue(self, command.model_copy(update={"command_id": baru()}), future, loop)

        return antre

    bungkus(execute.FrontDoor, "_enqueue", lupa)


def lupa_penolakan() -> None:
    """Refusals are not kept."""
    from engine import execute

    ganti(execute, keep=lambda *_: None)


def penolakan_menulis() -> None:
    """A wish whose asker had seen an older version is refused, but carried out."""
    from engine import execute
    from engine.decide import Decision

    def menulis(decide: Any) -> Any:
        def putuskan(berkas: Any, command: Any, facts: Any, now: Any) -> Any:
            made = decide(berkas, command, facts, now)
            if made.refusal is None or made.refusal.kode != "versi_usang":
                return made
            step = decide(berkas, command.model_copy(update={"versi": None}), facts, now).step
            return Decision(step, made.refusal)

        return putuskan

    bungkus(execute, "decide", menulis)


def tanpa_cek_versi() -> None:
    """The version the asker has seen is not looked at."""
    from engine import execute

    def buta(decide: Any) -> Any:
        return lambda berkas, command, facts, now: decide(
            berkas, command.model_copy(update={"versi": None}), facts, now
        )

    bungkus(execute, "decide", buta)


def susulan_menggerakkan() -> None:
    """A late scan is a move like any other."""
    from engine import decide

    ganti(decide, _is_late=lambda *_: False)


def urungkan_siapa_pun() -> None:
    """Anybody may undo."""
    from engine.workflows import urung_berkas

    urung_berkas.gerak_sendiri.__code__ = (lambda _berkas, _command: True).__code__


def nomor_di_log() -> None:
    """A helpful log line names the record's number."""
    from engine import execute

    def cerewet(decide: Any) -> Any:
        def putuskan(berkas: Any, command: Any, facts: Any, now: Any) -> Any:
            execute.log.info(f"diputuskan {command.jenis} {getattr(command, 'nomor', '')}")
            return decide(berkas, command, facts, now)

        return putuskan

    bungkus(execute, "decide", cerewet)
