"""What a row asks for, given what is there already. Pure: the same rows and the same facts give the same commands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import orjson

from engine.impor.baris import BarisPasien
from engine.impor.temuan import Temuan, temuan
from engine.kiup.nama import kata
from engine.kiup.skor import MUNGKIN, bandingkan
from engine.numbers import kunci
from engine.rows.pasien import IDENTITAS
from engine.views.pindahan import Dikenal, Folder, Kembaran
from schemas.commands import berkas as ask
from schemas.commands.pasien import Identitas, PasienDaftarkan, UbahIdentitas
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, Cara, JenisKelamin, PerintahId, SebabUbah

KOSONG: Final = frozenset({None, JenisKelamin.TIDAK_DIKETAHUI})
"""What a file that does not know says: it never takes away what Jejak knows."""


@dataclass(frozen=True, slots=True)
class Asal:
    """Who asks, for which facility, out of which system: what every command of one import has in common."""

    fasyankes: str
    sistem: str
    pelaku: Pelaku

    def id(self, *parts: str) -> str:
        """The same thing of the same system is always the same id."""
        return str(uuid5(NAMESPACE_URL, "|".join((self.fasyankes, self.sistem, *parts))))

    def perintah_id(self, *parts: str) -> PerintahId:
        """The same wish of the same person is always the same command, however often the file is imported."""
        return PerintahId(self.id("perintah", self.pelaku.id, *parts))


@dataclass(frozen=True, slots=True)
class Fakta:
    """What is there: folders by key, patients by id, possible doubles."""

    folder: Mapping[str, Folder]
    pasien: Mapping[str, Dikenal]
    kembaran: Kembaran


@dataclass(slots=True)
class Rencana:
    """What one row asks for. `berkas` is asked after `pasien` was accepted."""

    baris: BarisPasien
    pasien: Command | None = None
    berkas: Command | None = None
    temuan: list[Temuan] = field(default_factory=list)
    dilewati: bool = False

    @property
    def sama(self) -> bool:
        """Is all of it there already?"""
        return not self.dilewati and self.pasien is None and self.berkas is None

    def lapor(self, kolom: str, kode: str, *, lewati: bool = False) -> "Rencana":
        """Tell something about this row."""
        self.temuan.append(temuan(self.baris.baris, kolom, kode))
        self.dilewati = self.dilewati or lewati
        return self


def pasien_id(asal: Asal, baris: BarisPasien, *, keluarga: bool) -> str:
    """One number is one patient, except where a family shares a folder: there the person tells them apart."""
    orang = ""
    if keluarga:
        orang = f"{' '.join(kata(baris.identitas.nama))}|{baris.identitas.tanggal_lahir or ''}"
    return asal.id("pasien", kunci(baris.nomor), orang)


def rencanakan(
    asal: Asal, baris: BarisPasien, fakta: Fakta, *, keluarga: bool = False, pertama: bool = True
) -> Rencana:
    """Register, change, link, or leave alone. `pertama`: no earlier row of this file bears the number."""
    made = Rencana(baris, temuan=list(baris.temuan))
    nomor = kunci(baris.nomor)
    sendiri = pasien_id(asal, baris, keluarga=keluarga)
    map_ = fakta.folder.get(nomor)
    ada = fakta.pasien.get(sendiri)
    if map_ and map_.pasien and map_.pasien != sendiri:
        pemilik = fakta.pasien.get(map_.pasien)
        if pemilik and orang_sama(baris.identitas, pemilik.identitas):
            return _bandingkan(made, pemilik, "sudah_ada_di_jejak")
        if not keluarga:
            return made.lapor("nomor", "nomor_milik_orang_lain", lewati=True)
    if ada is None:
        _daftarkan(asal, made, sendiri, fakta.kembaran)
    elif ada.digabung:
        return made.lapor("nomor", "pasien_digabung", lewati=True)
    elif ada.disentuh:
        _bandingkan(made, ada, "diubah_di_jejak")
    else:
        _ubah(asal, made, ada)
    if map_ is None and pertama:
        berkas = BerkasId(asal.id("berkas", nomor))
        made.berkas = ask.Daftarkan(
            command_id=asal.perintah_id("berkas", nomor, sendiri),
            subjek=berkas,
            pelaku=asal.pelaku,
            cara=Cara.IMPOR,
            nomor=baris.nomor,
            pasien=sendiri,
        )
    elif map_ and map_.pasien is None and pertama:
        made.berkas = ask.Kaitkan(
            command_id=asal.perintah_id("kaitkan", map_.id, sendiri, str(map_.versi)),
            subjek=BerkasId(map_.id),
            pelaku=asal.pelaku,
            cara=Cara.IMPOR,
            pasien=sendiri,
        )
    return made


def orang_sama(baru: Identitas, lama: Mapping[str, object]) -> bool:
    """One NIK, or one name and no other birth date: one person."""
    if baru.nik and baru.nik == lama["nik"]:
        return True
    if frozenset(kata(baru.nama)) != frozenset(kata(str(lama["nama"]))):
        return False
    return baru.tanggal_lahir is None or lama["tanggal_lahir"] in {None, baru.tanggal_lahir}


def berbeda(baris: BarisPasien, lama: Mapping[str, object]) -> list[str]:
    """The fields this file tells otherwise than Jejak; what it leaves empty it does not tell."""
    return sorted(
        name for name in baris.bidang if (baru := getattr(baris.identitas, name)) not in KOSONG and baru != lama[name]
    )


def sidik(identitas: Identitas) -> str:
    """A fingerprint of an identity, for the id of the command that tells it."""
    return sha256(orjson.dumps(identitas.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS)).hexdigest()


def _bandingkan(made: Rencana, ada: Dikenal, kode: str) -> Rencana:
    for name in berbeda(made.baris, ada.identitas):
        made.lapor(name, kode)
    return made


def _daftarkan(asal: Asal, made: Rencana, sendiri: str, kembaran: Kembaran) -> None:
    siapa = made.baris.identitas
    asked = {name: getattr(siapa, name) for name in IDENTITAS}
    calon = (row for row in kembaran.calon(siapa) if row["id"] != sendiri)
    if any(bandingkan(asked, row).skor >= MUNGKIN for row in calon):
        made.lapor("nama", "mungkin_kembar")
    made.pasien = PasienDaftarkan(
        command_id=asal.perintah_id("pasien", sendiri, sidik(siapa)),
        subjek=sendiri,
        pelaku=asal.pelaku,
        cara=Cara.IMPOR,
        identitas=siapa,
    )


def _ubah(asal: Asal, made: Rencana, ada: Dikenal) -> None:
    beda = berbeda(made.baris, ada.identitas)
    if not beda:
        return
    baru = Identitas.model_validate(dict(ada.identitas) | {name: getattr(made.baris.identitas, name) for name in beda})
    dilengkapi = all(ada.identitas[name] in KOSONG for name in beda)
    made.pasien = UbahIdentitas(
        command_id=asal.perintah_id("ubah", ada.id, sidik(baru), str(ada.versi)),
        subjek=ada.id,
        pelaku=asal.pelaku,
        cara=Cara.IMPOR,
        versi=ada.versi,
        identitas=baru,
        sebab=SebabUbah.DILENGKAPI if dilengkapi else SebabUbah.SALAH_TULIS,
    )
