"""The form of an identity: what was typed, made tidy, and a sentence of its own for each field's rule."""

from datetime import date, datetime
from typing import Final, NamedTuple

from pydantic import ValidationError
from starlette.datastructures import FormData

from engine.kiup.nama import rapikan
from engine.kiup.nik import Ganjil
from engine.kiup.periksa import KALIMAT, Awas, awas, ganjil
from engine.kiup.tanya import tanggal
from schemas.commands.pasien import Identitas
from web.i18n import N_
from web.pages.tampil import teks

BIDANG: Final[dict[str, str]] = {
    "nama": N_("Nama lengkap seperti pada KTP"),
    "gelar": N_("Gelar (di belakang nama)"),
    "sebutan": N_("Sebutan"),
    "nik": N_("NIK (kosong bila belum punya)"),
    "paspor": N_("Nomor paspor"),
    "nomor_jkn": N_("Nomor JKN"),
    "nomor_keluarga": N_("Nomor kartu keluarga"),
    "tempat_lahir": N_("Tempat lahir"),
    "tanggal_lahir": N_("Tanggal lahir"),
    "lahir_perkiraan": N_("Tanggal lahir perkiraan"),
    "jenis_kelamin": N_("Jenis kelamin"),
    "alamat": N_("Alamat"),
    "kelurahan": N_("Desa atau kelurahan"),
    "kecamatan": N_("Kecamatan"),
    "kabupaten": N_("Kabupaten atau kota"),
    "telepon": N_("Telepon"),
    "nama_ibu": N_("Nama ibu kandung"),
    "penanggung_jawab": N_("Penanggung jawab"),
    "hubungan": N_("Hubungan dengan pasien"),
}
"""Every field of an identity, as screens call it."""

KELAMIN: Final = {
    "laki_laki": N_("Laki-laki"),
    "perempuan": N_("Perempuan"),
    "tidak_diketahui": N_("Tidak diketahui"),
}
HUBUNGAN: Final = {
    "diri_sendiri": N_("Diri sendiri"),
    "suami": N_("Suami"),
    "istri": N_("Istri"),
    "ayah": N_("Ayah"),
    "ibu": N_("Ibu"),
    "anak": N_("Anak"),
    "saudara": N_("Saudara"),
    "wali": N_("Wali"),
    "lainnya": N_("Lainnya"),
}

SALAH: Final[dict[tuple[str, str], str]] = {
    ("nama", "missing"): N_("Nama belum diisi. Tulis nama lengkap seperti pada KTP."),
    ("nama", "string_type"): N_("Nama belum diisi. Tulis nama lengkap seperti pada KTP."),
    ("nama", "string_too_long"): N_("Nama terlalu panjang (paling banyak 120 huruf). Periksa lagi."),
    ("nama", "nama harus memuat huruf"): N_("Nama harus memuat huruf. Tulis seperti pada KTP."),
    ("nama", "nama tidak memuat angka; tulis seperti pada KTP"): N_("Nama tidak memuat angka. Tulis seperti pada KTP."),
    ("nama", "Tn, Ny, Nn, An, dan By bukan bagian nama; pilih di kolom sebutan"): N_(
        "Tn, Ny, Nn, An, dan By bukan bagian nama. Pilih di kolom sebutan."
    ),
    ("nama", "gelar tidak ditulis pada nama; tulis di kolom gelar, letaknya di belakang nama"): N_(
        "Gelar bukan bagian nama. Tulis di kolom gelar; letaknya di belakang nama."
    ),
    ("nik", "string_too_long"): N_("NIK terlalu panjang. NIK 16 angka; periksa pada KTP atau KK."),
    ("nik", "NIK hanya angka; nomor paspor ditulis di kolom paspor"): N_(
        "NIK hanya berisi angka. Nomor paspor ditulis di kolom paspor."
    ),
    ("paspor", "string_pattern_mismatch"): N_("Nomor paspor 4 sampai 20 huruf dan angka. Periksa pada paspornya."),
    ("nomor_jkn", "hanya angka"): N_("Nomor JKN hanya berisi angka. Periksa pada kartunya."),
    ("nomor_keluarga", "hanya angka"): N_("Nomor kartu keluarga hanya berisi angka. Periksa pada KK."),
    ("telepon", "hanya angka"): N_("Telepon hanya berisi angka, boleh diawali +62. Periksa lagi."),
    ("telepon", "string_too_short"): N_("Nomor telepon terlalu pendek. Periksa lagi."),
    ("telepon", "string_too_long"): N_("Nomor telepon terlalu panjang. Isi satu nomor saja."),
    ("tanggal_lahir", "tahun lahir terlalu lampau; periksa tahunnya"): N_(
        "Tahun lahir terlalu lampau. Periksa tahunnya."
    ),
    ("tanggal_lahir", "bukan_tanggal"): N_("Tanggal lahir bukan tanggal. Tulis hari-bulan-tahun, misalnya 12-03-1990."),
    ("tanggal_lahir", "di_depan"): N_("Tanggal lahir belum tiba. Periksa hari, bulan, dan tahunnya."),
    ("alamat", "string_too_long"): N_("Alamat terlalu panjang (paling banyak 200 huruf). Singkat."),
}
"""By field and kind of error."""
SALAH_BIASA: Final = N_("Isian ini tidak sah: terlalu panjang atau memuat tanda yang tidak bisa dicetak. Betulkan.")

AWAS: Final[dict[Ganjil, str]] = {
    Ganjil.BUKAN_ANGKA: N_("NIK hanya berisi angka. Periksa hurufnya, atau pakai kolom paspor."),
    Ganjil.PANJANG_SALAH: N_("NIK harus 16 angka. Hitung lagi angkanya pada KTP atau KK."),
    Ganjil.WILAYAH_SALAH: N_("Dua angka pertama NIK bukan kode provinsi. Periksa lagi."),
    Ganjil.TANGGAL_SALAH: N_(
        "Angka ke-7 sampai 12 NIK bukan tanggal lahir (perempuan: hari ditambah 40). Periksa lagi."
    ),
    Ganjil.URUT_NOL: N_("Empat angka terakhir NIK tidak pernah 0000. Periksa lagi."),
    Ganjil.BEDA_TANGGAL_LAHIR: N_("NIK dan tanggal lahir tidak cocok. Periksa keduanya pada KTP."),
    Ganjil.BEDA_JENIS_KELAMIN: N_("NIK dan jenis kelamin tidak cocok. Periksa keduanya pada KTP."),
}
"""What is odd about a NIK: said, and never in the way."""

AWAS_LAIN: Final[dict[Awas, str]] = {
    Awas.NAMA_DISINGKAT: N_("Ada kata nama yang disingkat. Tulis lengkap seperti pada KTP."),
    Awas.SEBUTAN_BEDA_KELAMIN: N_("Sebutan dan jenis kelamin tidak cocok. Periksa keduanya."),
    Awas.SEBUTAN_BEDA_UMUR: N_("Sebutan dan umur tidak cocok: By sampai 1 tahun, An sampai 18 tahun."),
    Awas.TANPA_PENANGGUNG_JAWAB: N_("Pasien belum 18 tahun. Isi siapa penanggung jawabnya."),
    Awas.SANGAT_TUA: N_("Umurnya lebih dari 120 tahun. Periksa tahun lahirnya."),
}
"""What is odd in the other fields."""


def ketikan(form: FormData) -> dict[str, str]:
    """What was typed, to be shown again: nothing is lost."""
    return {name: teks(form, name) for name in BIDANG}


class Terbaca(NamedTuple):
    """The form as it was read: whole only where nothing is wrong."""

    identitas: Identitas | None
    salah: dict[str, str]
    """For each field that breaks a rule the sentence that says what to mend."""
    sebagian: Identitas | None
    """What stands without those fields: enough to look for possible duplicates."""


def baca(typed: dict[str, str], kini: datetime) -> Terbaca:
    """Read the form. Status and titles typed with the name go to their own places."""
    data = _data(typed)
    wrong: dict[str, str] = {}
    if typed["tanggal_lahir"]:
        lahir = tanggal(typed["tanggal_lahir"])
        data["tanggal_lahir"] = lahir
        if lahir is None:
            wrong["tanggal_lahir"] = SALAH["tanggal_lahir", "bukan_tanggal"]
        elif lahir > kini.date():
            wrong["tanggal_lahir"] = SALAH["tanggal_lahir", "di_depan"]
    identitas, more = _sah(data)
    wrong = more | wrong
    if not wrong:
        return Terbaca(identitas, {}, identitas)
    rest, _ = _sah({name: value for name, value in data.items() if name not in wrong})
    return Terbaca(None, wrong, rest)


def _data(typed: dict[str, str]) -> dict[str, object]:
    data: dict[str, object] = {name: value for name, value in typed.items() if value and name != "lahir_perkiraan"}
    rapi = rapikan(typed["nama"])
    if rapi.nama:
        data["nama"] = rapi.nama
        if rapi.gelar and not typed["gelar"]:
            data["gelar"] = rapi.gelar
        if rapi.sebutan and not typed["sebutan"]:
            data["sebutan"] = rapi.sebutan
    data["lahir_perkiraan"] = bool(typed["lahir_perkiraan"])
    return data


def _sah(data: dict[str, object]) -> tuple[Identitas | None, dict[str, str]]:
    try:
        return Identitas.model_validate(data), {}
    except ValidationError as error:
        wrong: dict[str, str] = {}
        for one in error.errors(include_url=False, include_input=False):
            field = str(one["loc"][0])
            kind = str(one.get("ctx", {}).get("error", one["type"])) if one["type"] == "value_error" else one["type"]
            wrong.setdefault(field, SALAH.get((field, kind), SALAH_BIASA))
        return None, wrong


def peringatan(identitas: Identitas, hari_ini: date) -> dict[str, list[str]]:
    """What looks odd, by field: to be checked, never in the way."""
    found: dict[str, list[str]] = {}
    for odd in ganjil(identitas):
        found.setdefault("nik", []).append(AWAS[odd])
    for strange in awas(identitas, hari_ini):
        found.setdefault(KALIMAT[strange][0], []).append(AWAS_LAIN[strange])
    return found


def terisi(identitas: Identitas) -> dict[str, str]:
    """An identity as its form shows it."""
    shown = dict.fromkeys(BIDANG, "")
    for name in BIDANG:
        value = getattr(identitas, name)
        shown[name] = "" if value is None or value is False else "1" if value is True else str(value)
    if identitas.tanggal_lahir:
        shown["tanggal_lahir"] = identitas.tanggal_lahir.strftime("%d-%m-%Y")
    return shown
