"""Policy is data: `policies/*.yaml`, each number with its source and confidence; read once, validated, versioned.

A facility may override entries of ours in files of the same names in a folder of its own (`JEJAK_KEBIJAKAN_DIR`).
"""

from collections.abc import Mapping
from datetime import time
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import AfterValidator, Field, PlainValidator, ValidationError

from engine.aturan_federasi import AturanFederasi
from engine.aturan_indikator import AturanIndikator
from engine.aturan_laporan import AturanLaporan
from engine.aturan_pengingat import AturanPengingat
from engine.aturan_rekonsiliasi import AturanRekonsiliasi
from engine.aturan_rujukan import AturanRujukan
from engine.aturan_sensus import AturanSensus
from engine.aturan_surat import AturanSurat
from engine.aturan_surveilans import AturanKlb, AturanSkdr, Katalog
from engine.aturan_tempo import Libur, Tenggat
from engine.daftar_periksa import Kelengkapan
from engine.ukuran import Angka, Batas, Bobot, Tertutup, pukul
from schemas.names import JenisKunjungan, Keadaan, Keperluan, Peran


class KebijakanTidakSah(Exception):
    """A policy file cannot be used; the message names the file and the entry."""


class Waktu(Tertutup):
    """Clocks: what is late, what is skewed, what is a double scan."""

    selisih_jam: Angka
    waktu_di_depan: Angka
    pindai_ganda: Angka
    urungkan: Angka


class Bukti(Tertutup):
    """What speaks for a place when a folder is missing, and how much."""

    tempat_terakhir: Bobot
    belum_sampai: Bobot
    pulang_tanpa_pindai: Bobot
    di_tangan: Bobot
    terlihat: Bobot
    pernah_terlihat: Bobot
    sering_ke_sana: Bobot
    lama_di_sana: Bobot
    biasa_dari_sana: Bobot
    umum_dari_sana: Bobot
    tumpukan_lain: Bobot
    tanda_terima_luput: Bobot
    salah_letak: Bobot
    di_raknya: Bobot
    rombongan: Bobot
    terselip: Bobot
    klaim: Bobot
    temuan_lalu: Bobot


class Curiga(Tertutup):
    """What looks wrong before a folder is missed."""

    lama: Bobot
    sekurangnya: Angka
    bolak_balik: Bobot
    mustahil: Angka


class Pencarian(Tertutup):
    """Looking for a missing folder: `policies/pencarian.yaml`."""

    versi: int = Field(ge=1)
    sedang_dicari: Angka
    """A place somebody looks in is not given to another for so long."""
    rombongan: Angka
    """Scans by the same hands at the same place within this belong to one pile."""
    terlewat: Bobot
    """The share of a place's weight that is left after somebody looked there in vain."""
    curiga: Curiga
    bukti: Bukti


class AturanPinjam(Tertutup):
    """One purpose a folder is lent for."""

    penyetuju: frozenset[Peran]
    """Who may approve; nobody: no approval is wanted."""
    perpanjangan: int = Field(ge=0, le=99)
    paling_lama: Batas


def _tiap_keperluan(rules: "dict[Keperluan, AturanPinjam]") -> "dict[Keperluan, AturanPinjam]":
    if missing := sorted(set(Keperluan) - rules.keys()):
        raise ValueError(f"{missing[0]} harus ada")
    for purpose, rule in rules.items():
        if unfit := sorted(rule.penyetuju - {Peran.KEPALA, Peran.PEREKAM_MEDIS}):
            raise ValueError(f"{purpose}: {unfit[0]} tidak dapat menyetujui; yang dapat kepala dan perekam_medis")
    return rules


class Peminjaman(Tertutup):
    """Loans: `policies/peminjaman.yaml`."""

    versi: int = Field(ge=1)
    keperluan: Annotated[dict[Keperluan, AturanPinjam], AfterValidator(_tiap_keperluan)]
    izin_berlaku: Batas
    """How long an approved loan waits to be collected."""


class Jam(Tertutup):
    """The clock of one kind of visit: how soon its folder should be in the unit, and from when to say it is urgent."""

    sasaran: Angka
    peringatan: Angka


def _berurutan(giliran: "dict[str, time]") -> "dict[str, time]":
    starts = list(giliran.values())
    if not starts or starts != sorted(set(starts)):
        raise ValueError("giliran harus ada, berurutan menurut jam mulainya")
    return giliran


class Penyediaan(Tertutup):
    """Providing folders: `policies/penyediaan.yaml`."""

    versi: int = Field(ge=1)
    layanan: dict[JenisKunjungan, Jam]
    """The clock of each kind of visit; a kind that is not here has none."""
    kedaluwarsa: Batas
    """How long after it was needed a request that nobody fulfilled runs out."""
    penggabungan: Batas
    """The same, of an old folder that is to be merged into a new number."""
    terjauh: Angka
    """How long beforehand a folder may be asked for."""
    susulan: Angka
    """How late a request made by hand may be entered."""
    lampau: Angka
    """How long before it was asked for a folder may have been needed."""
    lebih_awal: Angka
    """A folder that leaves so long before it is needed was sent for that request."""
    giliran: Annotated[dict[str, Annotated[time, PlainValidator(pukul)]], AfterValidator(_berurutan)]
    """The shifts, each by the time of day it begins; the last one goes on past midnight."""

    def giliran_pada(self, saat: time) -> str:
        """The shift at this time of the facility's day."""
        began = [nama for nama, mulai in self.giliran.items() if mulai <= saat]
        return (began or list(self.giliran))[-1]


class CaraBayar(Tertutup):
    """Who pays for a visit, as the desk offers it."""

    nama: str = Field(min_length=1, max_length=60)
    aktif: bool = True
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class AturanKunjungan(Tertutup):
    """Visits: `policies/kunjungan.yaml`."""

    versi: int = Field(ge=1)
    cara_bayar: Annotated[
        dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,23}$")], CaraBayar], Field(min_length=1)
    ]
    susulan: Angka
    """How late a visit may be entered."""
    datang_sebelum: Angka
    """How long before it was registered a visit may have begun."""

    @property
    def pembayar(self) -> dict[str, str]:
        """The payers in use, each with its name."""
        return {kode: cara.nama for kode, cara in self.cara_bayar.items() if cara.aktif}


class _Bersumber(Tertutup):
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class SkemaBawaan(_Bersumber):
    """How numbers are given while the facility has planned nothing."""

    pilihan: Literal["serial", "unit", "serial_unit", "keluarga"]


class JajarBawaan(_Bersumber):
    """How folders stand while the facility has chosen nothing."""

    pilihan: Literal["langsung", "tengah", "akhir"]


class KelompokBawaan(_Bersumber):
    """The digits of each group of a number."""

    kelompok: tuple[Annotated[int, Field(ge=1, le=6)], ...] = Field(min_length=1, max_length=4)


class AngkaAnggota(_Bersumber):
    """The digits of a family member."""

    angka: int = Field(ge=1, le=3)


class SisaNomor(_Bersumber):
    """How few numbers are left when it is said."""

    nomor: int = Field(ge=1)


class BagianPenuh(_Bersumber):
    """How full a section is when it is said."""

    persen: int = Field(ge=1, le=100)


class AturanPenomoran(Tertutup):
    """Numbers and shelves: `policies/penomoran.yaml`."""

    versi: int = Field(ge=1)
    skema: SkemaBawaan
    bentuk: KelompokBawaan
    anggota: AngkaAnggota
    sisa: SisaNomor
    jajar: JajarBawaan
    penuh: BagianPenuh


class Kebijakan(Tertutup):
    """The whole policy in force: `policies/peredaran.yaml`, and the deadlines and clocks beside it."""

    versi: int = Field(ge=1)
    waktu: Waktu
    terlambat: dict[Keadaan, Angka]
    """How long a record may stay in a state before the board calls it overdue; what has a deadline is not here."""
    tenggat: Tenggat
    libur: Libur
    peminjaman: Peminjaman
    pencarian: Pencarian
    kunjungan: AturanKunjungan
    penomoran: AturanPenomoran
    penyediaan: Penyediaan
    kelengkapan: Kelengkapan
    pengingat: AturanPengingat
    laporan: AturanLaporan
    indikator: AturanIndikator
    rekonsiliasi: AturanRekonsiliasi
    rujukan: AturanRujukan
    federasi: AturanFederasi
    sensus: AturanSensus
    surat_rujukan: AturanSurat
    skdr: AturanSkdr
    klb: AturanKlb

    @cached_property
    def katalog(self) -> Katalog:
        """Every disease that is counted."""
        return Katalog(self.skdr, self.klb)


PEREDARAN: Final = "peredaran.yaml"
DI_SAMPING: Final = {
    "tenggat": "tenggat.yaml",
    "libur": "libur.yaml",
    "peminjaman": "peminjaman.yaml",
    "pencarian": "pencarian.yaml",
    "kunjungan": "kunjungan.yaml",
    "penomoran": "penomoran.yaml",
    "penyediaan": "penyediaan.yaml",
    "kelengkapan": "kelengkapan.yaml",
    "pengingat": "pengingat.yaml",
    "laporan": "laporan.yaml",
    "indikator": "indikator.yaml",
    "rekonsiliasi": "rekonsiliasi.yaml",
    "rujukan": "rujukan.yaml",
    "federasi": "federasi.yaml",
    "sensus": "sensus.yaml",
    "surat_rujukan": "surat_rujukan.yaml",
    "skdr": "skdr.yaml",
    "klb": "klb.yaml",
}
"""The files beside it, each read into the entry of its name."""
ANGKA: Final = frozenset(
    {"batas", "bobot", "pilihan", "kelompok", "angka", "nomor", "persen", "tanggal", "pukul", "hari", "sampai", "jeda"}
    | {"unsur", "lembar", "kolom", "bentuk", "jenis", "ideal", "icd10", "skdr", "nilai", "terkecil"}
)
"""What makes an entry a number: it is replaced whole."""
_berlaku: list[Kebijakan] = []
"""The policy in force in this process, once it was read."""


def kebijakan(folder: Path | None = None) -> Kebijakan:
    """The policy in force, or what it would be with a folder's overrides. Raises ValidationError naming the entry."""
    if folder is not None:
        return _baca(folder)
    if not _berlaku:
        _berlaku.append(_baca(None))
    return _berlaku[0]


def pakai(folder: Path | None) -> Kebijakan:
    """Put a facility's overrides in force in this process; None: ours alone.

    Raises KebijakanTidakSah, naming the file and the entry.
    """
    try:
        found = _baca(folder)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = [str(part) for part in first["loc"]]
        file = PEREDARAN
        if place and place[0] in DI_SAMPING:
            file, place = DI_SAMPING[place[0]], place[1:]
        raise KebijakanTidakSah(f"{file}, {'.'.join(place) or 'isi'}: {first['msg']}") from error
    _berlaku[:] = [found]
    return found


def _baca(folder: Path | None) -> Kebijakan:
    if folder is not None:
        _periksa_folder(folder)
    own = _gabung(_ours(PEREDARAN), _theirs(folder, PEREDARAN))
    if misplaced := sorted(own.keys() & DI_SAMPING.keys()):
        raise KebijakanTidakSah(f"{PEREDARAN}, {misplaced[0]}: tempatnya di {DI_SAMPING[misplaced[0]]}")
    beside = {entry: _gabung(_ours(name), _theirs(folder, name)) for entry, name in DI_SAMPING.items()}
    return Kebijakan.model_validate(own | beside)


def _periksa_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise KebijakanTidakSah(f"{folder} bukan direktori")
    known = (PEREDARAN, *DI_SAMPING.values())
    if unknown := sorted(path.name for path in folder.glob("*.y*ml") if path.name not in known):
        listed = f"{', '.join(known[:-1])} dan {known[-1]}"
        raise KebijakanTidakSah(f"{unknown[0]}: bukan nama berkas kebijakan; yang dibaca {listed}")


@cache
def _ours(name: str) -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load((files("policies") / name).read_text(encoding="utf-8"))
    return loaded


def _theirs(folder: Path | None, name: str) -> Mapping[str, Any]:
    path = folder / name if folder else None
    if path is None or not path.exists():
        return {}
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise KebijakanTidakSah(f"{name}: tidak terbaca ({type(error).__name__})") from error
    if not isinstance(loaded, Mapping):
        raise KebijakanTidakSah(f"{name}: harus berisi entri bernama")
    return loaded


def _gabung(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Entry by entry; a number is replaced whole, so that it never claims our source for a limit of theirs."""
    return dict(ours) | {
        name: _gabung(ours[name], value)
        if isinstance(value, Mapping) and isinstance(ours.get(name), Mapping) and ANGKA.isdisjoint(ours[name])
        else value
        for name, value in theirs.items()
    }
