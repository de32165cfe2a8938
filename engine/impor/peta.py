"""Which column of a sheet is what.

Columns are found by name, never by position: the same table has other columns in another version, and people move them.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import yaml


class Kolom(StrEnum):
    """What a column may be to us."""

    NOMOR = "nomor"
    NAMA = "nama"
    SEBUTAN = "sebutan"
    GELAR = "gelar"
    NIK = "nik"
    JENIS_KELAMIN = "jenis_kelamin"
    TANDA_L = "tanda_l"
    TANDA_P = "tanda_p"
    TEMPAT_LAHIR = "tempat_lahir"
    TANGGAL_LAHIR = "tanggal_lahir"
    TEMPAT_TANGGAL_LAHIR = "tempat_tanggal_lahir"
    UMUR = "umur"
    ALAMAT = "alamat"
    RT = "rt"
    RW = "rw"
    KELURAHAN = "kelurahan"
    KECAMATAN = "kecamatan"
    KABUPATEN = "kabupaten"
    TELEPON = "telepon"
    PENANGGUNG_JAWAB = "penanggung_jawab"
    HUBUNGAN = "hubungan"
    NAMA_IBU = "nama_ibu"
    NOMOR_KELUARGA = "nomor_keluarga"
    NOMOR_JKN = "nomor_jkn"


K = Kolom
WAJIB: Final = (K.NOMOR, K.NAMA)
PETA_TERBESAR: Final = 64_000

NAMA_KOLOM: Final[dict[Kolom, tuple[str, ...]]] = {
    K.NOMOR: (
        "no rkm medis", "no rm", "nomor rm", "no rekam medis", "nomor rekam medis", "no rekam medik", "no erm",
        "no e rm",
        "norm", "no cm", "no mr", "nomor rekam medik", "rm", "no rm pasien", "no rekmed", "nocm", "no rm puskesmas",
    ),
    K.NAMA: ("nm pasien", "nama pasien", "nama", "nama lengkap", "nama lengkap pasien", "pasien", "patient name"),
    K.SEBUTAN: ("sebutan", "panggilan", "sapaan"),
    K.GELAR: ("gelar",),
    K.NIK: ("no ktp", "nik", "nomor ktp", "nomor induk kependudukan", "no identitas", "no nik", "nik pasien", "ktp"),
    K.JENIS_KELAMIN: ("jk", "jenis kelamin", "kelamin", "l p", "sex", "gender", "jns kelamin"),
    K.TANDA_L: ("jenis kelamin l", "jk l", "kelamin l", "jenis kelamin laki laki", "sex l", "l"),
    K.TANDA_P: ("jenis kelamin p", "jk p", "kelamin p", "jenis kelamin perempuan", "sex p", "p"),
    K.TEMPAT_LAHIR: ("tmp lahir", "tempat lahir", "tpt lahir", "kota lahir"),
    K.TANGGAL_LAHIR: ("tgl lahir", "tanggal lahir", "tgllahir", "tanggallahir", "birth date", "lahir"),
    K.TEMPAT_TANGGAL_LAHIR: ("ttl", "tempat tanggal lahir", "tempat tgl lahir", "tmp tgl lahir"),
    K.UMUR: ("umur", "usia", "umur pasien"),
    K.ALAMAT: ("alamat", "alamat lengkap", "alamat pasien", "alamat rumah", "alamat domisili", "alamat jalan", "jalan"),
    K.RT: ("rt", "alamat rt"),
    K.RW: ("rw", "alamat rw"),
    K.KELURAHAN: ("kelurahan", "desa", "kelurahan desa", "desa kelurahan", "nm kel", "nama kelurahan", "kel desa"),
    K.KECAMATAN: ("kecamatan", "nm kec", "nama kecamatan", "kec"),
    K.KABUPATEN: ("kabupaten", "kota", "kabupaten kota", "nm kab", "kab kota", "nama kabupaten"),
    K.TELEPON: ("no tlp", "no telp", "telepon", "no hp", "hp", "nomor hp", "nomor telepon", "no telepon", "no telpon",
    "telp"),
    K.PENANGGUNG_JAWAB: ("namakeluarga", "nama keluarga", "penanggung jawab", "nama penanggung jawab", "nama pj",
    "wali",
                         "nama wali", "nama kk", "nama kepala keluarga", "kepala keluarga"),
    K.HUBUNGAN: ("keluarga", "hubungan", "hubungan keluarga", "hubungan penanggung jawab", "status keluarga"),
    K.NAMA_IBU: ("nm ibu", "nama ibu", "nama ibu kandung", "ibu kandung"),
    K.NOMOR_KELUARGA: ("kode kk", "no kk", "nomor kk", "nomor kartu keluarga", "no kartu keluarga", "nomor keluarga",
                       "no family folder", "family folder", "no ff"),
    K.NOMOR_JKN: ("no bpjs", "nomor bpjs", "no jkn", "no kartu bpjs", "nomor jkn", "no kartu jkn", "no asuransi bpjs"),
}  # fmt: skip
"""The names a column goes by, as `nama_polos` writes them."""

KHANZA: Final[dict[Kolom, tuple[str, ...]]] = {
    K.NOMOR: ("no rkm medis",), K.NAMA: ("nm pasien",), K.NIK: ("no ktp",), K.JENIS_KELAMIN: ("jk",),
    K.TEMPAT_LAHIR: ("tmp lahir",), K.TANGGAL_LAHIR: ("tgl lahir",), K.UMUR: ("umur",), K.ALAMAT: ("alamat",),
    K.TELEPON: ("no tlp",), K.PENANGGUNG_JAWAB: ("namakeluarga",), K.HUBUNGAN: ("keluarga",), K.NAMA_IBU: ("nm ibu",),
    K.KELURAHAN: ("nm kel",), K.KECAMATAN: ("nm kec",), K.KABUPATEN: ("nm kab",),
}  # fmt: skip
"""Table `pasien` of SIMRS Khanza; `kd_kel` and the like are keys of other tables, so only their names are read."""


@dataclass(frozen=True, slots=True)
class Pratata:
    """A preset: a source system, and the names of its columns."""

    sistem: str
    sebutan: str
    kolom: Mapping[Kolom, tuple[str, ...]] = field(default_factory=lambda: NAMA_KOLOM)


PRATATA: Final = {
    "otomatis": Pratata("lembar", "Otomatis: menurut nama kolomnya"),
    "khanza": Pratata("khanza", "SIMRS Khanza, tabel pasien", KHANZA),
    "mlite": Pratata("mlite", "mLITE, tabel pasien", KHANZA),
    "epuskesmas": Pratata("epuskesmas", "ePuskesmas dan yang serupa"),
}


@dataclass(frozen=True, slots=True)
class Peta:
    """The column of each thing, by its place in this sheet, and the source system the rows come from."""

    sistem: str
    letak: Mapping[Kolom, int]
    kembar: tuple[str, ...] = ()
    """Names that more than one column bears: the first was taken."""

    @property
    def kurang(self) -> tuple[Kolom, ...]:
        """What no patient can do without and no column holds."""
        return tuple(one for one in WAJIB if one not in self.letak)


class PetaTidakSah(Exception):
    """A mapping file that cannot be used; the message says why."""


def nama_polos(nama: str) -> str:
    """`pasien`.`no_rkm_medis`, NO. RKM MEDIS and No Rkm  Medis are all `no rkm medis`."""
    polos = unicodedata.normalize("NFKC", nama).replace("`", "").casefold().strip()
    if re.fullmatch(r"\w+\.\w+", polos):
        polos = polos.rpartition(".")[2]
    return " ".join(re.sub(r"[\W_]+", " ", polos).split())


def kenali(nama: Sequence[str], kolom: Mapping[Kolom, tuple[str, ...]] = NAMA_KOLOM) -> Kolom | None:
    """What a column is that may be called any of these; the first that is known counts."""
    menurut = {satu: satunya for satunya, semua in kolom.items() for satu in semua}
    return next((menurut[polos] for satu in nama if (polos := nama_polos(satu)) in menurut), None)


def tebak(judul: Sequence[Sequence[str]], pratata: Pratata) -> Peta:
    """The map of a header: each column by the names it may go by. The first of two equal ones counts."""
    letak: dict[Kolom, int] = {}
    kembar: list[str] = []
    for tempat, nama in enumerate(judul):
        satu = kenali(nama, pratata.kolom)
        if satu is None:
            continue
        if satu in letak:
            kembar.append(nama[0])
        else:
            letak[satu] = tempat
    return Peta(pratata.sistem, letak, tuple(kembar))


def baca_peta(isi: str) -> Pratata:
    """A preset of the person's own, from YAML: `sistem: nama` and `kolom: {nomor: [No. RM], nama: Nama Pasien}`."""
    if len(isi) > PETA_TERBESAR:
        raise PetaTidakSah("terlalu besar")
    try:
        data = yaml.safe_load(isi)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise PetaTidakSah("bukan YAML yang sah") from error
    if not isinstance(data, dict) or not isinstance(data.get("kolom"), dict):
        raise PetaTidakSah("harus punya `kolom:` berisi nama kolom")
    sistem = data.get("sistem", "lembar")
    if not isinstance(sistem, str) or not re.fullmatch(r"[a-z0-9_-]{1,40}", sistem):
        raise PetaTidakSah("`sistem` harus huruf kecil, angka, garis, paling banyak 40")
    kolom: dict[Kolom, tuple[str, ...]] = {}
    for nama, sumber in data["kolom"].items():
        if nama not in set(Kolom):
            raise PetaTidakSah(f"tidak ada kolom {nama!s:.40}; yang ada: {', '.join(Kolom)}")
        semua = [sumber] if isinstance(sumber, str) else sumber
        if not isinstance(semua, list) or not all(isinstance(satu, str) and nama_polos(satu) for satu in semua):
            raise PetaTidakSah(f"kolom {nama} harus nama kolom, atau daftar nama kolom")
        kolom[Kolom(nama)] = tuple(nama_polos(satu) for satu in semua)
    return Pratata(sistem, sistem, kolom)


def pindahkan(peta: Peta, letak: Mapping[Kolom, int | None]) -> Peta:
    """The map with the person's own choices in place of what was guessed."""
    return Peta(peta.sistem, {satu: tempat for satu, tempat in letak.items() if tempat is not None}, peta.kembar)


def kosong_di(peta: Peta) -> tuple[Kolom, ...]:
    """What this sheet does not tell."""
    return tuple(satu for satu in Kolom if satu not in peta.letak)
