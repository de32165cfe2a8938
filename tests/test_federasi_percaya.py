"""What is not believed: forged, stale, misdirected, torn; each is parked and seen, and nothing crashes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from engine.database import writing
from engine.federasi import direktori
from engine.federasi.amplop import LANGKAH, AmplopDitolak, Luar, baca_luar, bantal, buka, lepas_bantal, periksa, segel
from engine.federasi.direktori import DirektoriTidakSah
from engine.federasi.kawat import Pesan
from engine.policy import kebijakan
from schemas.federasi.kunci import DirektoriTerbit, SekutuTercatat
from tests.federasi_kit import HUB, Distrik, HubPalsu, jalur, ubah_kepala
from tests.kit import PAGI

REF = jalur("PKM1", "RS1")
LUAR = Luar(REF, "01a205f6-cd51-746b-bb82-86f4e72d2404", 1, 1, PAGI, "uji.catatan;1", None, "rs1-s1", "pkm1-t1")


class SalahAntar(HubPalsu):
    """A hub that delivers everything to everybody."""

    def _milik(self, jalur: str, kode: str) -> bool:
        return bool(jalur and kode)


@pytest.fixture(scope="module")
def contoh(tmp_path_factory: pytest.TempPathFactory, sqlite_facility: Path) -> tuple[Path, Distrik]:
    """Facilities that joined, made once; each test plays in a copy."""
    folder = tmp_path_factory.mktemp("distrik")
    made = Distrik.buat(folder, sqlite_facility, "PKM1", "PKM2", "RS1")
    made.tutup()
    return folder, made


@pytest.fixture
def distrik(tmp_path: Path, contoh: tuple[Path, Distrik]) -> Iterator[Distrik]:
    where, first = contoh
    made = first.salin(where, tmp_path)
    yield made
    made.tutup()


def test_an_envelope_opens_only_with_its_key_and_everything_outside_as_it_was() -> None:
    sign, seal = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    kepala, badan = segel(LUAR, b"isi", sign, seal.public_key())
    luar, signature = baca_luar(REF, kepala, badan)
    assert luar == LUAR
    periksa(luar, signature, badan, sign.public_key())
    assert buka(luar, badan, {"rs1-s1": seal}.get) == b"isi"
    for other in (luar._replace(seq=2), luar._replace(jalur=jalur("PKM2", "RS1")), luar._replace(sampai=PAGI)):
        with pytest.raises(AmplopDitolak, match="tanda_tangan_salah"):
            periksa(other, signature, badan, sign.public_key())
        with pytest.raises(AmplopDitolak, match="tidak_terbuka"):
            buka(other, badan, {"rs1-s1": seal}.get)
    with pytest.raises(AmplopDitolak, match="tidak_terbuka"):
        buka(luar, badan, {"rs1-s1": X25519PrivateKey.generate()}.get)


@pytest.mark.parametrize("panjang", [0, 1, LANGKAH - 5, LANGKAH - 4, LANGKAH - 3, 1630])
def test_the_length_tells_steps_only(panjang: int) -> None:
    padded = bantal(b"x" * panjang)
    assert len(padded) % LANGKAH == 0
    assert lepas_bantal(padded) == b"x" * panjang


@pytest.mark.parametrize("name", ["Fed-Id", "Fed-Epoch", "Fed-Seq", "Fed-Time", "Fed-Type", "Fed-Kid", "Fed-Sig"])
@pytest.mark.parametrize("value", ["", "-1", "x" * 400, "\n"])
def test_headers_not_exactly_ours_are_no_envelope(name: str, value: str) -> None:
    kepala, badan = segel(LUAR, b"isi", Ed25519PrivateKey.generate(), X25519PrivateKey.generate().public_key())
    with pytest.raises(AmplopDitolak, match="tanpa_amplop"):
        baca_luar(REF, kepala | {name: value}, badan)


async def test_what_is_not_believed_is_parked_and_the_lane_goes_on(distrik: Distrik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1")
    await pkm.putaran()
    true = distrik.hub.terakhir(REF)
    assert true
    distrik.hub.aliran.clear()
    hub = distrik.hub
    hub.simpan(REF, [Pesan({}, b"")])
    hub.simpan(REF, [Pesan({"Fed-V": "2"}, b"x")])
    hub.simpan(REF, [Pesan(true.pesan.kepala, true.pesan.badan[:-1])])
    hub.simpan(REF, [ubah_kepala(true.pesan, Fed_Seq="7")])
    hub.simpan(REF, [ubah_kepala(true.pesan, Fed_Skid="rs1-t1")])
    hub.simpan(jalur("PKM2", "RS1"), [true.pesan])
    hub.simpan(jalur("XYZ9", "RS1"), [true.pesan])
    hub.simpan("lain.RS1", [true.pesan])
    hub.simpan(REF, [true.pesan])
    await rs.putaran()
    assert rs.kotak(REF) == told
    assert rs.galat() == {
        "tanpa_amplop": 1, "versi_lain": 1, "tanda_tangan_salah": 2, "kunci_tidak_dikenal": 2,
        "pengirim_tidak_dikenal": 1, "salah_alamat": 1,
    }  # fmt: skip


async def test_what_is_for_another_facility_is_refused_here(distrik: Distrik) -> None:
    distrik["PKM1"].titip("RS1")
    await distrik["PKM1"].putaran()
    stray = distrik.hub.terakhir(REF)
    assert stray
    distrik["PKM2"].kawat.peladen = other = SalahAntar()
    other.simpan(REF, [stray.pesan])
    await distrik["PKM2"].putaran()
    assert distrik["PKM2"].galat() == {"salah_alamat": 1}


async def test_a_tail_of_our_lane_that_is_not_ours_is_an_alarm_and_everything_still_arrives(distrik: Distrik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 2)
    await distrik.tenang()
    distrik.hub.simpan(REF, [Pesan({}, b"")])
    pkm.putus()
    told += pkm.titip("RS1", 2)
    await distrik.tenang()
    assert rs.kotak(REF) == told
    assert pkm.galat() == {"ujung_asing": 1}
    assert rs.galat() == {"tanpa_amplop": 1}


async def test_a_key_that_ended_or_was_revoked_proves_nothing(distrik: Distrik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    pkm.titip("RS1", 1)
    await pkm.putaran()

    def revoked(one: SekutuTercatat) -> SekutuTercatat:
        if one.kode != "PKM1":
            return one
        keys = tuple(key.model_copy(update={"dicabut": PAGI - timedelta(hours=1)}) for key in one.kunci)
        return one.model_copy(update={"kunci": keys})

    distrik.pasang(distrik.terbitkan(revoked), "RS1")
    await rs.putaran()
    assert rs.kotak(REF) == []
    assert rs.galat() == {"kunci_kedaluwarsa": 1}


async def test_a_rotated_key_is_used_once_the_directory_has_it_and_the_old_one_still_opens(distrik: Distrik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 1)
    await pkm.putaran()  # sealed to the old key, still under way
    aturan = kebijakan().federasi
    rs.laci.buat("RS1", "sandi", aturan, distrik.jam())
    pkm.laci.buat("PKM1", "tanda", aturan, distrik.jam())
    told += pkm.titip("RS1", 1)
    await pkm.putaran()
    assert distrik.hub.terakhir(REF).pesan.kepala["Fed-Kid"] == "rs1-s1"  # type: ignore[union-attr]
    distrik.pasang(distrik.terbitkan())
    told += pkm.titip("RS1", 1)
    await pkm.putaran()
    last = distrik.hub.terakhir(REF)
    assert last
    assert (last.pesan.kepala["Fed-Kid"], last.pesan.kepala["Fed-Skid"]) == ("rs1-s2", "pkm1-t2")
    await distrik.tenang()
    assert rs.kotak(REF) == told


async def test_what_was_signed_with_a_key_not_known_yet_is_believed_once_the_directory_comes(distrik: Distrik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    pkm.laci.buat("PKM1", "tanda", kebijakan().federasi, distrik.jam())
    newer = distrik.terbitkan()
    distrik.pasang(newer, "PKM1")
    told = pkm.titip("RS1", 2)
    await pkm.putaran()
    await rs.putaran()
    assert rs.galat() == {"kunci_tidak_dikenal": 2}
    distrik.pasang(newer, "RS1")
    await (await rs.sambungan()).percaya_lagi()
    await distrik.tenang()
    assert rs.kotak(REF) == told
    assert not rs.galat()


async def test_what_none_of_our_keys_opens_stops_its_lane_and_comes_again_sealed_anew(distrik: Distrik) -> None:
    pkm, rs = distrik["PKM1"], distrik["RS1"]
    told = pkm.titip("RS1", 2)
    await pkm.putaran()
    (rs.laci.folder / "rs1-s1.kunci").unlink()
    rs.laci.buat("RS1", "sandi", kebijakan().federasi, distrik.jam())
    lost = next(iter(rs.laci.pembuka()))
    assert lost == "rs1-s1", "a lost key's name may come again; its bytes do not"
    await rs.putaran()
    assert rs.jalur(REF)["keadaan"] == "berhenti"
    assert rs.galat()["tidak_terbuka"] == 1
    distrik.pasang(distrik.terbitkan())
    await distrik.tenang(minutes=11)
    assert rs.kotak(REF) == told


def test_a_directory_is_believed_by_its_root_alone_and_the_newest_wins(distrik: Distrik) -> None:
    old, new = distrik.terbitkan(), distrik.terbitkan()
    other = Distrik.kosong(distrik)
    other.akar = Ed25519PrivateKey.generate()
    forged = direktori.terbitkan(
        direktori.periksa(new, distrik.akar.public_key().public_bytes_raw().hex(), HUB), other.akar
    )
    with writing(distrik["RS1"].engine).begin() as connection:
        assert direktori.pasang(connection, HUB, new, PAGI)
        assert not direktori.pasang(connection, HUB, old, PAGI)
        assert direktori.terpasang(connection, HUB) == new
        for bad in (forged, DirektoriTerbit(isi=new.isi[:-2] + "00", tanda=new.tanda)):
            with pytest.raises(DirektoriTidakSah):
                direktori.pasang(connection, HUB, bad, PAGI)
        assert direktori.terpasang(connection, HUB) == new


def test_private_keys_are_files_nobody_else_reads_and_show_nowhere(distrik: Distrik) -> None:
    laci = distrik["PKM1"].laci
    paths = list(laci.folder.glob("*.kunci"))
    assert len(paths) >= 2
    assert {path.stat().st_mode & 0o777 for path in paths if path.name != ".kunci"} == {0o600}
    assert laci.folder.stat().st_mode & 0o777 == 0o700
    for one in laci.semua():
        assert one.rahasia.hex() not in repr(one)


def test_old_keys_are_kept_as_long_as_something_may_come_and_then_destroyed(distrik: Distrik) -> None:
    laci, aturan = distrik["PKM1"].laci, kebijakan().federasi
    later = PAGI + aturan.kunci_sandi.batas
    laci.buat("PKM1", "sandi", aturan, later)
    assert laci.buang_lama(aturan, later + timedelta(days=1)) == []
    assert laci.buang_lama(aturan, later + aturan.simpan_kunci_lama.batas + timedelta(days=1)) == ["pkm1-s1"]
