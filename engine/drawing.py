"""The life of a berkas as a document: `docs/kehidupan-berkas.md`, made from `BERKAS.moves` and nothing else.

Run as `python -m engine.drawing`; a test compares the document with the table.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from engine.refusals import SENTENCES
from engine.workflow import Guard, Move, said
from engine.workflows.berkas import BERKAS, DAPAT_DIURUNGKAN
from schemas.commands.berkas import Urungkan
from schemas.names import Keadaan, Peran, PeranMesin

BERKAS_MD: Final = Path(__file__).parents[1] / "docs" / "kehidupan-berkas.md"

S = Keadaan
PINJAM_HILANG: Final = frozenset({S.DIPINJAM, S.HILANG, S.DITEMUKAN})
AKHIR: Final = frozenset({S.INAKTIF, S.DINILAI, S.DILESTARIKAN, S.DIUSULKAN_MUSNAH, S.DIMUSNAHKAN, S.DIGABUNG})
LUAR: Final = "[*]"
"""Mermaid's word for before the beginning and after the end."""

PEMBUKA: Final = """\
Tiap panah adalah satu baris tabel gerak: diminta dengan perintah itu, dari keadaan ini, ke keadaan itu.
Arti tiap keadaan ada di [glosarium](glosarium.md); gambar di bawah dibagi tiga supaya terbaca."""
URUNGAN: Final = """\
Pelaku gerak terakhir dapat mengurungkannya selama gerak itu masih baru (batasnya kebijakan `waktu.urungkan`).
Pengurungan adalah peristiwa baru (`berkas.gerak_diurungkan.v1`): gerak dan urungannya tetap tercatat keduanya,
dan berkas kembali persis seperti sebelum gerak itu."""


class Panah(NamedTuple):
    """One arrow: from a state, to a state, by a command."""

    dari: Keadaan
    ke: Keadaan
    perintah: str


MOVES: Final = tuple(move for move in BERKAS.moves if move.command is not Urungkan)
"""The rows a person wrote; the ways back are made from them and told as a list, not drawn."""


def arrows(moves: Iterable[Move] = MOVES) -> list[Panah]:
    """The moves that change a state, one arrow for each state they start from."""
    return [
        Panah(S(source), S(move.dest), move.command.jenis)
        for move in moves
        if move.dest is not None
        for source in move.sources
    ]


def picture(panah: Sequence[Panah]) -> str:
    """These arrows as a mermaid state diagram. A state nothing leaves, in the whole table, ends in a dot."""
    states = dict.fromkeys(state for arrow in panah for state in (arrow.dari, arrow.ke) if state is not S.BARU)
    left = {arrow.dari for arrow in arrows()}
    lines = [f'    state "{said(state)}" as {state}' for state in states]
    lines += [f"    {_node(arrow.dari)} --> {arrow.ke} : {said(arrow.perintah)}" for arrow in panah]
    lines += [f"    {state} --> {LUAR}" for state in states if state not in left]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def read_picture(text: str) -> set[tuple[str, str, str]]:
    """The labelled arrows drawn in a document: what `picture` wrote, read back as (from, to, command)."""
    found = re.findall(r"^ +(\S+) --> (\S+) : (.+)$", text, re.MULTILINE)
    return {(S.BARU if dari == LUAR else dari, ke, f"berkas.{label.replace(' ', '_')}") for dari, ke, label in found}


def document() -> str:
    """The whole document."""
    every = arrows()
    lent = [arrow for arrow in every if {arrow.dari, arrow.ke} & PINJAM_HILANG]
    ended = [arrow for arrow in every if arrow not in lent and {arrow.dari, arrow.ke} & AKHIR]
    daily = [arrow for arrow in every if arrow not in lent and arrow not in ended]
    parts = (
        "# Kehidupan berkas",
        "<!-- Dibuat oleh `make docs` dari BERKAS.moves di engine/workflows/berkas.py. Jangan disunting tangan. -->",
        PEMBUKA,
        "## Peredaran sehari-hari",
        picture(daily),
        "## Dipinjam, hilang, ditemukan",
        picture(lent),
        "## Akhir hidup sebuah berkas",
        picture(ended),
        "## Setiap gerak dalam satu kalimat",
        _table(
            ("dari", "perintah", "ke", "peristiwa", "arti", "boleh oleh", "bila"),
            (_row(move) for move in MOVES if move.dest is not None),
        ),
        "## Yang tidak mengubah keadaan",
        "Berlaku di banyak keadaan dan tidak memindahkan apa pun, maka tidak digambar.",
        _table(
            ("perintah", "peristiwa", "arti", "boleh oleh", "bila", "dalam keadaan"),
            (_still_row(move) for move in MOVES if move.dest is None),
        ),
        "## Syarat",
        "Nama syarat yang tidak terpenuhi adalah `kode` penolakannya. Inilah kalimat yang dibaca petugas.",
        _table(("syarat", "bila tidak terpenuhi"), _guards()),
        "## Yang dapat diurungkan",
        URUNGAN,
        _table(("gerak", "setelah diurungkan"), _ways_back()),
    )
    return "\n\n".join(parts) + "\n"


def _node(state: Keadaan) -> str:
    return LUAR if state is S.BARU else state


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _row(move: Move) -> tuple[str, ...]:
    dest = f"`{move.dest}`" if move.dest else ""
    return _states(move), _code(move.command.jenis), dest, _code(move.event.jenis), *_told(move)


def _still_row(move: Move) -> tuple[str, ...]:
    return _code(move.command.jenis), _code(move.event.jenis), *_told(move), _states(move)


def _told(move: Move) -> tuple[str, str, str]:
    roles = ", ".join(said(role) for role in (*Peran, *PeranMesin) if role in move.oleh)
    return move.sentence, roles, ", ".join(_code(_name(guard)) for guard in move.jika) or "-"


def _states(move: Move) -> str:
    return ", ".join(f"`{state}`" for state in move.sources)


def _code(word: str) -> str:
    return f"`{word}`"


def _name(guard: Guard) -> str:
    return guard.__name__


def _guards() -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys(_name(guard) for move in MOVES for guard in move.jika):
        sentence = SENTENCES.get(name)
        yield _code(name), sentence.id if sentence else "(memilih jalan di antara dua baris; tidak pernah menolak)"


def _ways_back() -> Iterator[tuple[str, str]]:
    for kind in dict.fromkeys(move.command for move in MOVES if move.command in DAPAT_DIURUNGKAN):
        rows = [move for move in MOVES if move.command is kind]
        yield _code(kind.jenis), f"`{rows[0].dest}` → {' / '.join(map(_states, rows)).replace(', ', ' / ')}"


if __name__ == "__main__":
    BERKAS_MD.write_text(document(), encoding="utf-8")
