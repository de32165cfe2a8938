"""The checklist of one analysis as a screen shows it: the forms in page order, what of each is checked, who completes.

A box bears `visit:form.item`; a form sent back marks what is missing. Everything else is there and complete.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.daftar_periksa import Formulir, Kelengkapan
from engine.people import Petugas
from engine.policy import kebijakan
from engine.workflows.kekurangan import Kekurangan
from engine.workflows.kunjungan import Kunjungan
from schemas.names import JenisKunjungan, Pembawa, Peran, PetugasId, Unsur
from web.pages.kata_kekurangan import KURANG, TOMBOL

TANPA_KUNJUNGAN: Final = "-"
HURUF_TERPAKAI: Final = "aictgdvrhoblp"
"""Letters that mean something on this page, and those codes begin with: no condition gets one."""


@dataclass(frozen=True, slots=True)
class Butir:
    """One box: an item of a form."""

    nilai: str
    unsur: Unsur
    tombol: str
    kurang: bool
    tercatat: bool
    """It is an open gap already: found earlier, and not to be found again."""


@dataclass(frozen=True, slots=True)
class Baris:
    """One form of one visit."""

    kunci: str
    """`visit:form`: what a form that applies sends back."""
    kode: str
    nama: str
    arti: str
    bila: tuple[str, ...]
    """The conditions it is wanted under; none: always."""
    berlaku: bool
    butir: tuple[Butir | None, ...]
    """One a column; None where the form is not checked for it."""
    orang: str
    """Who completes it, where that is somebody else than usual."""


@dataclass(frozen=True, slots=True)
class Bagian:
    """The forms of one visit of the stay."""

    jenis: JenisKunjungan
    kunjungan: Kunjungan | None
    baris: tuple[Baris, ...]
    utama: bool
    """The visit that is analysed; the others are those it followed from."""


@dataclass(frozen=True, slots=True)
class Syarat:
    """A condition some forms depend on, and the letter that switches it."""

    kode: str
    nama: str
    huruf: str
    berlaku: bool


@dataclass(frozen=True, slots=True)
class Kurang:
    """One item marked missing: for which visit, and who must complete it."""

    kunjungan: str | None
    butir: str
    orang: str


@dataclass(frozen=True, slots=True)
class Isian:
    """What a form sent back said; None in its place: nobody has said anything yet."""

    kurang: frozenset[str]
    berlaku: frozenset[str]
    orang: Mapping[str, str]
    umum: str
    """Who completes what nobody else is named for."""


@dataclass(frozen=True, slots=True)
class Pengisi:
    """Who usually fills which sheets of a visit."""

    dokter: PetugasId | None
    lain: Mapping[str, PetugasId]
    """By the policy's word for who fills a form; absent: the doctor."""


@dataclass(frozen=True, slots=True)
class Bahan:
    """What a checklist is made of: the stay (the visit analysed last), the carrier, the gaps that are open."""

    jenis: JenisKunjungan
    rantai: Sequence[Kunjungan]
    pembawa: Pembawa
    terbuka: Sequence[Kekurangan]


def daftar(bahan: Bahan, pengisi: Mapping[str, Pengisi], isian: Isian | None) -> tuple[Bagian, ...]:
    """The checklist of a stay, its visits in the order of their pages (darurat, jalan, inap).

    `pengisi`: who usually fills the sheets of each visit.
    """
    policy = kebijakan().kelengkapan
    place = {jenis: at for at, jenis in enumerate(policy.urutan.jenis)}
    visits: list[tuple[JenisKunjungan, Kunjungan | None]] = [(one.jenis, one) for one in bahan.rantai]
    visits = visits or [(bahan.jenis, None)]
    own = set(policy.daftar[visits[-1][0]].lembar)
    open_ = {(one.kunjungan, one.butir) for one in bahan.terbuka}
    made = []
    for jenis, visit in sorted(visits, key=lambda one: place[one[0]]):
        last = (jenis, visit) == visits[-1]
        codes = [
            kode
            for kode in policy.daftar[jenis].lembar
            if last or kode not in own or policy.formulir[kode].bila  # a sheet the folder holds once is looked at once
        ]
        who = _pengisi(visit, pengisi, visits[-1][1])
        rows = tuple(_baris(policy, kode, visit, bahan.pembawa, open_, who, isian) for kode in codes)
        made.append(Bagian(jenis, visit, rows, last))
    return tuple(made)


def kunci(kunjungan: Kunjungan | None, formulir: str) -> str:
    """What a form of a visit is called in the page."""
    return f"{kunjungan.id if kunjungan else TANPA_KUNJUNGAN}:{formulir}"


def syarat(bagian: Iterable[Bagian]) -> tuple[Syarat, ...]:
    """The conditions the forms of this checklist depend on, each with a letter of its name that is free."""
    policy = kebijakan().kelengkapan
    parts = sorted(bagian, key=lambda part: not part.utama)
    wanted = dict.fromkeys(kode for part in parts for row in part.baris for kode in row.bila)
    taken, made = set(HURUF_TERPAKAI), []
    for kode in wanted:
        nama = policy.syarat[kode].nama
        huruf = next((sign for sign in nama.lower() if sign.isalpha() and sign not in taken), "")
        taken.add(huruf)
        alone = next(
            (found for part in parts if (found := [row.berlaku for row in part.baris if row.bila == (kode,)])), []
        )
        made.append(Syarat(kode, nama, huruf, bool(alone) and all(alone)))
    return tuple(made)


def kurang(bagian: Iterable[Bagian], isian: Isian) -> tuple[Kurang, ...]:
    """What was marked missing and is no gap yet. Of a sheet that is not there nothing else is missing."""
    found = []
    for part in bagian:
        visit = part.kunjungan.id if part.kunjungan else None
        for row in part.baris:
            marks = [one for one in row.butir if one and one.kurang and not one.tercatat]
            absent = next((one for one in marks if one.unsur is Unsur.ADA), None)
            orang = row.orang or isian.umum
            found += [Kurang(visit, one.nilai.partition(":")[2], orang) for one in ([absent] if absent else marks)]
    return tuple(found)


def diperiksa(bagian: Iterable[Bagian]) -> tuple[str, ...]:
    """The codes of the forms that were examined: all that apply."""
    return tuple(dict.fromkeys(row.kode for part in bagian for row in part.baris if row.berlaku))


def sebutan_butir(say: Callable[[str], str]) -> Callable[[str], str]:
    """What is missing, in plain words: `resume_medis.tanda_tangan` -> "Resume medis: belum ditandatangani"."""
    policy = kebijakan().kelengkapan

    def sebut(butir: str) -> str:
        kode, _, unsur = butir.partition(".")
        form = policy.formulir.get(kode)
        nama = form.nama if form else kode.replace("_", " ")
        return f"{nama}: {say(KURANG[Unsur(unsur)])}"

    return sebut


def usul(visit: Kunjungan, staff: Collection[Petugas], pendaftar: PetugasId | None) -> Pengisi:
    """Whom to propose: the visit's doctor, the one nurse of its unit, whoever registered it."""
    nurses = (one for one in staff if one.adalah(Peran.PETUGAS_UNIT) and not one.adalah(Peran.DOKTER))
    here = [one.id for one in nurses if visit.unit in one.unit]
    lain = {"perawat": here[0]} if len(here) == 1 else {}
    if pendaftar is not None and any(one.id == pendaftar for one in staff):
        lain["pendaftaran"] = pendaftar
    return Pengisi(visit.dokter, lain)


def _pengisi(visit: Kunjungan | None, pengisi: Mapping[str, Pengisi], utama: Kunjungan | None) -> Pengisi:
    """Who fills the sheets of a visit. Its own doctor is named where they are not the one of the visit analysed."""
    own = pengisi.get(visit.id) if visit else None
    if own is None or visit is None:
        return Pengisi(None, {})
    main = pengisi.get(utama.id) if utama else None
    if own.dokter is not None and (main is None or own.dokter != main.dokter):
        return Pengisi(own.dokter, {DOKTER: own.dokter, **own.lain})
    return own


DOKTER: Final = "dokter"
"""The policy's word for who fills a form, where that is a doctor."""


def _baris(  # noqa: PLR0913, PLR0917 - a row is made of that much
    policy: Kelengkapan,
    kode: str,
    visit: Kunjungan | None,
    pembawa: Pembawa,
    terbuka: Collection[tuple[str | None, str]],
    pengisi: Pengisi,
    isian: Isian | None,
) -> Baris:
    form, key = policy.formulir[kode], kunci(visit, kode)
    checked = policy.unsur(kode, pembawa)
    marks = isian.kurang if isian else frozenset()
    boxes = tuple(
        Butir(
            f"{key}.{unsur}",
            unsur,
            TOMBOL[unsur],
            kurang=f"{key}.{unsur}" in marks,
            tercatat=(visit.id if visit else None, f"{kode}.{unsur}") in terbuka,
        )
        if unsur in checked
        else None
        for unsur in Unsur
    )
    busy = any(box and (box.kurang or box.tercatat) for box in boxes)
    orang = isian.orang.get(key, "") if isian else str(pengisi.lain.get(form.pengisi, ""))
    berlaku = not form.bila or busy or (key in isian.berlaku if isian else _berlaku(policy, form, visit))
    return Baris(key, kode, form.nama, form.arti, form.bila, berlaku, boxes, orang)


def _berlaku(policy: Kelengkapan, form: Formulir, visit: Kunjungan | None) -> bool:
    """Does what the visit itself tells make a conditional form wanted?"""
    if visit is None:
        return False
    told = set(policy.syarat_dari(visit.cara_keluar))
    if visit.surat_rujukan:
        told.add(RUJUKAN_MASUK)
    return not told.isdisjoint(form.bila)


RUJUKAN_MASUK: Final = "rujukan_masuk"
"""The condition a visit that came with a referral letter fulfils."""
