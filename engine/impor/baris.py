"""From a row to a patient: each cell to its field, and what there is to say about it.

Refuses the row only where no
patient could come of it; a cell that cannot be used is left out and told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pydantic import ValidationError

from engine.impor import nilai
from engine.impor.lembar import Isi, Mentah, teks
from engine.impor.nama import urai
from engine.impor.peta import Kolom, Peta
from engine.impor.temuan import Keparahan, Temuan, temuan
from engine.kiup import nik as nik_kiup
from schemas.commands.pasien import Identitas
from schemas.names import HubunganPenanggung, JenisKelamin, Sebutan

K = Kolom
OBJEK: Final = "[object object]"
_BIDANG: Final[Mapping[Kolom, tuple[str, ...]]] = {
    K.NAMA: ("nama", "sebutan", "gelar"), K.SEBUTAN: ("sebutan",), K.GELAR: ("gelar",), K.NIK: ("nik",),
    K.JENIS_KELAMIN: ("jenis_kelamin",), K.TANDA_L: ("jenis_kelamin",), K.TANDA_P: ("jenis_kelamin",),
    K.TEMPAT_LAHIR: ("tempat_lahir",), K.TANGGAL_LAHIR: ("tanggal_lahir",),
    K.TEMPAT_TANGGAL_LAHIR: ("tempat_lahir", "tanggal_lahir"), K.ALAMAT: ("alamat",), K.RT: ("alamat",),
    K.RW: ("alamat",),
    K.KELURAHAN: ("kelurahan",), K.KECAMATAN: ("kecamatan",), K.KABUPATEN: ("kabupaten",), K.TELEPON: ("telepon",),
    K.PENANGGUNG_JAWAB: ("penanggung_jawab",), K.HUBUNGAN: ("hubungan",), K.NAMA_IBU: ("nama_ibu",),
    K.NOMOR_KELUARGA: ("nomor_keluarga",), K.NOMOR_JKN: ("nomor_jkn",),
}  # fmt: skip
"""The fields of an identity a column tells of: only these are compared with what Jejak has."""
_LANGSUNG: Final = (
    K.TEMPAT_LAHIR, K.KELURAHAN, K.KECAMATAN, K.KABUPATEN, K.TELEPON, K.PENANGGUNG_JAWAB, K.NAMA_IBU, K.GELAR,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aturan:
    """What holds for every row of one file: today, and the width of numbers where the person said it."""

    hari_ini: date
    lebar: int | None = None
    """Digits a number has on the folder: shorter ones get their zeros back, and are told."""
    terpanjang: int | None = None
    """Digits of this file's numbers, where it shows that zeros are part of them."""


@dataclass(frozen=True, slots=True)
class BarisPasien:
    """A row that makes a patient: who, under which number, and which fields the file tells at all."""

    baris: int
    nomor: str
    identitas: Identitas = field(repr=False)
    bidang: frozenset[str]
    temuan: tuple[Temuan, ...] = ()


@dataclass(slots=True)
class _Isi:
    """The row while it is being read."""

    row: Mentah
    peta: Peta
    temuan: list[Temuan] = field(default_factory=list)
    data: dict[str, object] = field(default_factory=dict)

    def sel(self, kolom: Kolom) -> Isi:
        """The cell, or "" where there is none; an object that was never written out is none."""
        tempat = self.peta.letak.get(kolom)
        isi = self.row.sel[tempat] if tempat is not None and tempat < len(self.row.sel) else ""
        if isinstance(isi, str) and isi.strip().casefold() == OBJEK:
            self.lapor(kolom, "objek_bukan_teks", isi)
            return ""
        return isi

    def lapor(self, kolom: str, kode: str, isi: Isi = "", *, alasan: str = "") -> None:
        """Tell something about a cell."""
        self.temuan.append(temuan(self.row.nomor, kolom, kode, isi, alasan=alasan))


def baca(row: Mentah, peta: Peta, aturan: Aturan) -> tuple[BarisPasien | None, list[Temuan]]:
    """The patient a row tells of, or None; and everything there is to say about it."""
    if not row.utuh:
        return None, [temuan(row.nomor, "", "baris_rusak")]
    isi = _Isi(row, peta)
    nomor = _nomor(isi, aturan)
    _nama(isi)
    _lahir(isi, aturan.hari_ini)
    _nik_dan_kartu(isi)
    _kelamin(isi)
    _tempat_tinggal(isi)
    for kolom in _LANGSUNG:
        cell = isi.sel(kolom)
        if not nilai.kosong(cell):
            isi.data[kolom.value] = nilai.tanpa_tanda(teks(cell))
    _hubungan(isi)
    identitas = _identitas(isi)
    if identitas is not None:
        _periksa_nik(isi, identitas)
    if nomor is None or identitas is None:
        return None, isi.temuan
    return BarisPasien(row.nomor, nomor, identitas, bidang(peta), tuple(isi.temuan)), isi.temuan


def bidang(peta: Peta) -> frozenset[str]:
    """The fields of an identity this file tells of."""
    return frozenset(satu for kolom in peta.letak for satu in _BIDANG.get(kolom, ()))


def _nomor(isi: _Isi, aturan: Aturan) -> str | None:
    cell = isi.sel(K.NOMOR)
    nomor, kode = nilai.nomor(cell)
    if nomor is None:
        isi.lapor(K.NOMOR, kode or "nomor_tidak_sah", cell)
        return None
    if not nomor.isdecimal():
        return nomor
    if aturan.lebar is not None:
        if len(nomor) < aturan.lebar:
            isi.lapor(K.NOMOR, "nomor_dilengkapi", cell)
        elif len(nomor) > aturan.lebar:
            isi.lapor(K.NOMOR, "nomor_lebih_panjang", cell)
        return nomor.zfill(aturan.lebar)
    if aturan.terpanjang is not None and len(nomor) < aturan.terpanjang:
        isi.lapor(K.NOMOR, "nomor_terpotong", cell)
        return None
    return nomor


def _nama(isi: _Isi) -> None:
    cell = isi.sel(K.NAMA)
    if nilai.kosong(cell):
        return
    tertulis = nilai.tanpa_tanda(teks(cell))
    if "\ufffd" in tertulis:
        isi.lapor(K.NAMA, "huruf_hilang", cell)
    elif nilai.salah_enkode(tertulis):
        isi.lapor(K.NAMA, "salah_enkode", cell)
    nama = urai(tertulis)
    for kode in nama.kode:
        isi.lapor(K.NAMA, kode, cell)
    isi.data["nama"] = nama.nama
    if nama.gelar:
        isi.data["gelar"] = nama.gelar
    if nama.ibu:
        isi.data["nama_ibu"] = nama.ibu
    sebutan = teks(isi.sel(K.SEBUTAN)).strip(" .").casefold()
    isi.data["sebutan"] = next((satu for satu in Sebutan if satu.casefold() == sebutan), nama.sebutan)


def _lahir(isi: _Isi, hari_ini: date) -> None:
    cell, kolom = isi.sel(K.TANGGAL_LAHIR), K.TANGGAL_LAHIR
    hari = nilai.tanggal(cell, hari_ini)
    if hari == nilai.Hari(None) and K.TEMPAT_TANGGAL_LAHIR in isi.peta.letak:
        kolom = K.TEMPAT_TANGGAL_LAHIR
        cell = isi.sel(kolom)
        tempat, hari = nilai.tempat_tanggal(cell, hari_ini)
        isi.data["tempat_lahir"] = tempat
    if hari.isi is not None:
        isi.data["tanggal_lahir"] = hari.isi
        return
    if hari.kode:
        isi.lapor(kolom, hari.kode, cell)
    if not nilai.kosong(umur := isi.sel(K.UMUR)):
        isi.lapor(K.UMUR, "umur_beku", umur)


def _nik_dan_kartu(isi: _Isi) -> None:
    cell = isi.sel(K.NIK)
    nik, kode = nilai.nik(cell)
    if kode:
        isi.lapor(K.NIK, kode, cell)
    isi.data["nik"] = nik
    for kolom in (K.NOMOR_KELUARGA, K.NOMOR_JKN):
        cell = isi.sel(kolom)
        nomor, kode = nilai.kartu(cell)
        if kode:
            isi.lapor(kolom, kode, cell)
        isi.data[kolom.value] = nomor


def _kelamin(isi: _Isi) -> None:
    """A column with a word, or two columns that are ticked."""
    cell = isi.sel(K.JENIS_KELAMIN)
    if not nilai.kosong(cell):
        found = nilai.jenis_kelamin(cell)
        if found is None:
            isi.lapor(K.JENIS_KELAMIN, "jk_tidak_dikenal", cell)
        isi.data["jenis_kelamin"] = found or JenisKelamin.TIDAK_DIKETAHUI
        return
    laki, perempuan = nilai.tanda(isi.sel(K.TANDA_L)), nilai.tanda(isi.sel(K.TANDA_P))
    if laki and perempuan:
        isi.lapor(K.TANDA_L, "jk_dua_tanda")
    elif laki or perempuan:
        isi.data["jenis_kelamin"] = JenisKelamin.LAKI_LAKI if laki else JenisKelamin.PEREMPUAN


def _tempat_tinggal(isi: _Isi) -> None:
    jalan = isi.sel(K.ALAMAT)
    parts = [] if nilai.kosong(jalan) else [nilai.tanpa_tanda(teks(jalan))]
    parts += [
        f"{kolom.value.upper()} {nilai.tanpa_tanda(teks(cell))}"
        for kolom in (K.RT, K.RW)
        if not nilai.kosong(cell := isi.sel(kolom))
    ]
    isi.data["alamat"] = " ".join(parts) or None


def _hubungan(isi: _Isi) -> None:
    cell = isi.sel(K.HUBUNGAN)
    if nilai.kosong(cell):
        return
    found = nilai.hubungan(cell)
    if found is None:
        isi.lapor(K.HUBUNGAN, "hubungan_tidak_dikenal", cell)
    isi.data["hubungan"] = found or HubunganPenanggung.LAINNYA


def _identitas(isi: _Isi) -> Identitas | None:
    """The identity, without the fields it refuses. None where there is no name it could be."""
    if not isi.data.get("nama"):
        isi.lapor(K.NAMA, "nama_kosong")
        return None
    while True:
        try:
            return Identitas(**isi.data)
        except ValidationError as error:
            for satu in error.errors(include_url=False, include_input=False):
                bidang = str(satu["loc"][0])
                cell = isi.data.pop(bidang, "")
                sebab = str(satu.get("ctx", {}).get("error", ""))
                shown = cell if isinstance(cell, str) else ""
                if bidang == "nama" or not cell:
                    isi.lapor(
                        K.NAMA, "nama_tidak_sah", shown, alasan=f"Nama tidak bisa dipakai: {sebab or satu['msg']}."
                    )
                    return None
                isi.lapor(bidang, "isi_tidak_sah", shown, alasan=f"Tidak diimpor: {sebab}." if sebab else "")


def _periksa_nik(isi: _Isi, identitas: Identitas) -> None:
    odd = nik_kiup.periksa(identitas.nik, identitas.tanggal_lahir, identitas.jenis_kelamin)
    for satu in odd:
        isi.lapor(K.NIK, "nik_ganjil", identitas.nik or "", alasan=nik_kiup.KALIMAT[satu])


def ditolak(temuan: list[Temuan]) -> bool:
    """Was the row left out?"""
    return any(satu.keparahan is Keparahan.DITOLAK for satu in temuan)
