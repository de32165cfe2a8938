"""How names are written (FACTS A3.4 item 62, seed 003) and how two spellings of one name are found to be one.

A *fold* is a word as it is compared: small letters, no marks, the spelling of before 1972 (oe, tj, dj, nj, sj, ch)
written in today's. A *skeleton* is its consonants alone, those that are confused for each other made one.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from schemas.names import Sebutan

PANJANG_KATA: Final = 24
"""Letters of a word that are compared; a longer one is cut."""
PALING_BANYAK_KATA: Final = 6
"""Words of a name that are paired for the search; more add nothing but rows."""

_LAMA: Final = (
    ("tj", "c"),
    ("dj", "\0"),  # today's j, kept apart from the old j = y until the end
    ("nj", "ny"),
    ("sj", "sy"),
    ("oe", "u"),
)
"""Old spelling to EYD."""
_CH: Final = re.compile(r"ch(?![rl])")
_J_LAMA: Final = re.compile(r"j(?=[aeiou])")
_SEBUTAN: Final = {"tn": Sebutan.TN, "ny": Sebutan.NY, "nn": Sebutan.NN, "an": Sebutan.AN, "by": Sebutan.BY}
_DEPAN: Final = re.compile(r"^(?:(tn|ny|nn)(?:\.\s*|\s+)|(an|by)\.\s*)(?=\S)", re.IGNORECASE)
_BELAKANG: Final = re.compile(r"\s*,\s*(tn|ny|nn|an|by)\.?$", re.IGNORECASE)
_GELAR_DEPAN: Final = re.compile(
    r"^((?:prof|dr|drg|drs|dra|ir|hj|h|kh|ust|apt|ns|lettu|kol|kapt|aipda|bripka)\.)\s*(?=\S)", re.IGNORECASE
)


class NamaRapi(NamedTuple):
    """A name as somebody wrote it, taken apart: the name itself, its titles, its status abbreviation."""

    nama: str
    gelar: str | None
    sebutan: Sebutan | None


def rapikan(tulisan: str) -> NamaRapi:
    """Take status and titles off a name that was written in one piece; titles go behind, in the order they stood."""
    nama = " ".join(unicodedata.normalize("NFC", tulisan).split())
    sebutan: Sebutan | None = None
    gelar: list[str] = []
    if found := _BELAKANG.search(nama):
        sebutan, nama = _SEBUTAN[found[1].lower()], nama[: found.start()]
    while found := _DEPAN.match(nama) or _GELAR_DEPAN.match(nama):
        if (word := (found[1] or found[2]).lower()) in _SEBUTAN:
            sebutan = sebutan or _SEBUTAN[word]
        else:
            gelar.append(found[1])
        nama = nama[found.end() :]
    nama, _, behind = nama.partition(",")
    if behind.strip(" ,"):
        gelar.append(behind.strip(" ,"))
    return NamaRapi(nama.strip(), ", ".join(gelar) or None, sebutan)


def tertulis(nama: str, gelar: str | None = None, sebutan: str | None = None) -> str:
    """The name as screens show it: name, titles after it, the one status abbreviation last."""
    return ", ".join(part for part in (nama, gelar, f"{sebutan}." if sebutan else None) if part)


def sampul(nama: str, gelar: str | None = None, sebutan: str | None = None) -> str:
    """The name as the folder's cover bears it: capitals (FACTS A3.4 item 62e); titles keep their own spelling."""
    return tertulis(nama.upper(), gelar, sebutan)


_TANDA_PETIK: Final = frozenset("'`\"\u2019\u2018\u02bc\u00b4")


def _polos(text: str) -> str:
    """Small letters without marks; apostrophes fall away, everything else that is no letter parts words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for c in plain if not unicodedata.combining(c) and c not in _TANDA_PETIK)
    return re.sub(r"[^a-z0-9]+", " ", "".join(kept))


_SINGKATAN: Final = {
    **dict.fromkeys(("moh", "moch", "mokh", "muh", "mohd", "muhd", "mhd", "mochd"), "muhammad"),
    **dict.fromkeys(("abd", "abdl"), "abdul"),
    "st": "siti",
}
"""How people shorten what half of a waiting room is called."""


@lru_cache(maxsize=65536)
def lipat(kata: str, *, ejaan_lama: bool = False) -> str:
    """The fold of one plain word."""
    for old, new in _LAMA:
        kata = kata.replace(old, new)
    kata = _CH.sub("kh", kata)
    if ejaan_lama:
        kata = _J_LAMA.sub("y", kata)
    kata = kata.replace("\0", "j")[:PANJANG_KATA]
    return _SINGKATAN.get(kata, kata)


def kata(nama: str) -> tuple[str, ...]:
    """The folded words of a name. A name that shows old spelling anywhere has old j (= y) everywhere."""
    plain = _polos(nama)
    lama = any(old in plain for old in ("oe", "tj", "dj", "nj", "sj"))
    return tuple(lipat(word, ejaan_lama=lama) for word in plain.split())


_RANGKA: Final = (
    ("ph", "p"),
    ("kh", "h"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
    ("gh", "g"),
    ("sy", "s"),
    ("sh", "s"),
    ("dz", "s"),
    ("ts", "s"),
    ("ch", "k"),
    ("ck", "k"),
    ("x", "ks"),
)
_SATU: Final = str.maketrans({"v": "p", "f": "p", "w": "u", "z": "s", "q": "k", "c": "k", "y": "j"})
_HIDUP: Final = re.compile(r"[aeiou]")
_Y: Final = re.compile(r"y(?![aeiou])")
_SETENGAH: Final = re.compile(r"i(?=[aeou])")
_KEMBAR: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def rangka(kata_: str) -> str:
    """The skeleton of a folded word: muhammad, mohamad, mochamad -> mhmt; surya, surja, suria -> srj."""
    text = _Y.sub("i", kata_)
    for found, kept in _RANGKA:
        text = text.replace(found, kept)
    text = _SETENGAH.sub("j", text.translate(_SATU))
    first = text[:1]
    text = _HIDUP.sub("", _KEMBAR.sub(r"\1", text))
    if len(text) > 1:
        text = text.removesuffix("h") or text
    if text.endswith("d"):
        text = text[:-1] + "t"
    return text if len(text) > 1 else first + text if first and first != text[:1] else text or kata_


def hapusan(kata_: str) -> tuple[str, ...]:
    """The word, and the word with each one letter left out: two words one slip apart share one of these."""
    if len(kata_) < 4:  # noqa: PLR2004 - a slip in three letters is another word
        return (kata_,)
    return tuple(dict.fromkeys((kata_, *(kata_[:place] + kata_[place + 1 :] for place in range(len(kata_))))))


def kunci_mirip(kata_: str) -> tuple[str, ...]:
    """What finds this word of the vocabulary when it is written otherwise: skeleton and slips."""
    return (f"~{rangka(kata_)}", *hapusan(kata_))


def kunci_nama(words: Sequence[str]) -> frozenset[str]:
    """The keys under which a name stands in the index: each word, each pair both ways, each two neighbours as one."""
    few = tuple(dict.fromkeys(words))[:PALING_BANYAK_KATA]
    pairs = {f"{one} {other}" for one in few for other in few if one != other}
    joined = {f"{one}{other}"[:PANJANG_KATA] for one, other in pairwise(words)}
    return frozenset(few) | pairs | joined


_BUANG_ALAMAT: Final = frozenset(
    {"jl", "jln", "jalan", "gg", "gang", "no", "nomor", "rt", "rw", "ds", "desa", "dsn", "dusun", "kp", "kampung"}
)


def kunci_alamat(alamat: str | None) -> str | None:
    """An address as it is looked up by its beginning: `Jl. Melati No. 12` -> `melati 12`."""
    if not alamat:
        return None
    words = [lipat(word) for word in _polos(alamat).split() if word not in _BUANG_ALAMAT]
    return " ".join(words)[:120] or None
