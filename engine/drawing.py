"""The life of a berkas as a document: `docs/kehidupan-berkas.md`, made from `BERKAS.moves` and nothing else.

And one for each other workflow, from its own table. Run as `python -m engine.drawing`; a test compares each with its
table. Another workflow is another line of `LAIN`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from engine.alur import ALUR, BARU
from engine.refusals import SENTENCES
from engine.workflow import Guard, Move, said
from engine.workflows.berkas import BERKAS, DAPAT_DIURUNGKAN
from schemas.commands.berkas import Urungkan
from schemas.names import Keadaan, Peran, PeranMesin

DOCS: Final = Path(__file__).parents[1] / "docs"
BERKAS_MD: Final = DOCS / "kehidupan-berkas.md"
LAIN: Final = {
    "pasien": "Pasien dalam indeks induk (KIUP): terdaftar, digabung bila ternyata orang yang sama, dipisahkan lagi.",
    "kunjungan": "Kunjungan seorang pasien: rawat jalan, rawat inap, gawat darurat.",
    "permintaan": "Permintaan berkas oleh sebuah unit, dari diminta sampai satu akhirnya.",
    "peminjaman": "Peminjaman berkas untuk keperluan di luar pelayanan.",
    "kekurangan": "Satu kekurangan dalam berkas, dari ditemukan sampai diverifikasi atau dihapuskan.",
    "koreksi": "Koreksi rekam medis elektronik: bebas selama waktunya, sesudah itu dengan persetujuan orang lain.",
    "sensus": "Sensus satu unit untuk satu hari: ditutup pada batasnya, ditandatangani, terbit lagi bila ada susulan.",
    "sinyal": "Sinyal surveilans: satu penyakit, satu minggu, satu fasilitas; diverifikasi, belum KLB.",
    "w1": "Laporan KLB (W1) satu penyakit di satu tingkat rantainya.",
    "w2": "Laporan mingguan (W2) satu fasilitas dan satu minggu.",
    "rujukan": "Rujukan seorang pasien ke fasilitas lain, di kedua sisi: perujuk dan penerima.",
    "selisih": "Selisih antara kunjungan dan berkas, sejauh ada yang menjelaskannya.",
    "pencarian": "Pencarian satu berkas yang hilang atau tidak di tempatnya.",
}
"""The workflows with a document of their own (`berkas` has a longer one), each in one sentence."""

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

    dari: str
    ke: str
    perintah: str


MOVES: Final = tuple(move for move in BERKAS.moves if move.command is not Urungkan)
"""The rows a person wrote; the ways back are made from them and told as a list, not drawn."""


def arrows(moves: Iterable[Move] = MOVES) -> list[Panah]:
    """The moves that change a state, one arrow for each state they start from."""
    return [
        Panah(source, move.dest, move.command.jenis)
        for move in moves
        if move.dest is not None
        for source in move.sources
    ]


def picture(panah: Sequence[Panah], moves: Iterable[Move] = MOVES) -> str:
    """These arrows as a mermaid state diagram. A state nothing leaves, in the whole table, ends in a dot."""
    states = dict.fromkeys(state for arrow in panah for state in (arrow.dari, arrow.ke) if state != BARU)
    left = {arrow.dari for arrow in arrows(moves)}
    lines = [f'    state "{said(state)}" as {state}' for state in states]
    lines += [f"    {_node(arrow.dari)} --> {arrow.ke} : {said(arrow.perintah)}" for arrow in panah]
    lines += [f"    {state} --> {LUAR}" for state in states if state not in left]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def read_picture(text: str, alur: str = "berkas") -> set[tuple[str, str, str]]:
    """The labelled arrows drawn in a document: what `picture` wrote, read back as (from, to, command)."""
    found = re.findall(r"^ +(\S+) --> (\S+) : (.+)$", text, re.MULTILINE)
    return {(BARU if dari == LUAR else dari, ke, f"{alur}.{label.replace(' ', '_')}") for dari, ke, label in found}


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
        *_sentences(MOVES),
        "## Yang dapat diurungkan",
        URUNGAN,
        _table(("gerak", "setelah diurungkan"), _ways_back()),
    )
    return "\n\n".join(parts) + "\n"


def alur_md(alur: str) -> Path:
    """Where the document of a workflow lies."""
    return DOCS / f"kehidupan-{alur}.md"


def alur_document(alur: str) -> str:
    """The document of one workflow: its picture, its moves, their conditions."""
    moves = ALUR[alur].workflow.moves
    parts = (
        f"# Kehidupan {alur}",
        f"<!-- Dibuat oleh `make docs` dari engine/workflows/{alur}.py. Jangan disunting tangan. -->",
        f"{LAIN[alur]} Tiap panah adalah satu baris tabel gerak;\narti kata-katanya ada di [glosarium](glosarium.md).",
        picture(list(dict.fromkeys(arrows(moves))), moves),
        *_sentences(moves),
    )
    return "\n\n".join(parts) + "\n"


def _sentences(moves: Sequence[Move]) -> Iterator[str]:
    """Every move in a sentence, then what moves nothing, then what must hold."""
    yield "## Setiap gerak dalam satu kalimat"
    yield _table(
        ("dari", "perintah", "ke", "peristiwa", "arti", "boleh oleh", "bila"),
        (_row(move) for move in moves if move.dest is not None),
    )
    if any(move.dest is None for move in moves):
        yield "## Yang tidak mengubah keadaan"
        yield "Berlaku di banyak keadaan dan tidak memindahkan apa pun, maka tidak digambar."
        yield _table(
            ("perintah", "peristiwa", "arti", "boleh oleh", "bila", "dalam keadaan"),
            (_still_row(move) for move in moves if move.dest is None),
        )
    if any(move.jika for move in moves):
        yield "## Syarat"
        yield "Nama syarat yang tidak terpenuhi adalah `kode` penolakannya. Inilah kalimat yang dibaca petugas."
        yield _table(("syarat", "bila tidak terpenuhi"), _guards(moves))


def _node(state: str) -> str:
    return LUAR if state == BARU else state


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


def _guards(moves: Sequence[Move]) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys(_name(guard) for move in moves for guard in move.jika):
        sentence = SENTENCES.get(name)
        yield _code(name), sentence.id if sentence else "(memilih jalan di antara dua baris; tidak pernah menolak)"


def _ways_back() -> Iterator[tuple[str, str]]:
    for kind in dict.fromkeys(move.command for move in MOVES if move.command in DAPAT_DIURUNGKAN):
        rows = [move for move in MOVES if move.command is kind]
        yield _code(kind.jenis), f"`{rows[0].dest}` → {' / '.join(map(_states, rows)).replace(', ', ' / ')}"


if __name__ == "__main__":
    BERKAS_MD.write_text(document(), encoding="utf-8")
    for name in LAIN:
        alur_md(name).write_text(alur_document(name), encoding="utf-8")
