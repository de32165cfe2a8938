"""Words of weekly surveillance and of outbreaks (FACTS B12)."""

from enum import StrEnum


class Kriteria(StrEnum):
    """The seven criteria of an outbreak, in the order of the regulation (Permenkes 1501/2010 article 6)."""

    K1 = "K1"
    """A disease that was absent or unknown before."""
    K2 = "K2"
    """A continuous rise."""
    K3 = "K3"
    """Twice the period before."""
    K4 = "K4"
    """A month twice the mean of last year's."""
    K5 = "K5"
    """A year's monthly mean twice that of the year before."""
    K6 = "K6"
    """The case fatality rate up by half."""
    K7 = "K7"
    """The share of all visits twice that of the period before."""


class KeadaanSinyal(StrEnum):
    """The states of an alert."""

    BARU = "baru"
    MUNCUL = "muncul"
    BENAR = "benar"
    BUKAN_KEJADIAN = "bukan_kejadian"


class DasarSinyal(StrEnum):
    """Why an alert appeared."""

    AMBANG = "ambang"
    """The threshold of the weekly report."""
    KRITERIA = "kriteria"
    """A criterion policy lets open a verification."""


class AlasanBukan(StrEnum):
    """Why an alert is no event."""

    SALAH_KODE = "salah_kode"
    SALAH_KETIK = "salah_ketik"
    BUKAN_KASUS_BARU = "bukan_kasus_baru"
    LUAR_WILAYAH = "luar_wilayah"
    DEFINISI_TIDAK_TERPENUHI = "definisi_tidak_terpenuhi"
    """The cases do not fit the definition of the disease, by examination or laboratory."""
    KENAIKAN_WAJAR = "kenaikan_wajar"
    """A rise that has another cause: reports that came late, more visits, the season."""


class KeadaanW1(StrEnum):
    """The states of an outbreak report at one level."""

    BARU = "baru"
    DISUSUN = "disusun"
    DIKIRIM = "dikirim"
    DITERIMA = "diterima"
    DITERUSKAN = "diteruskan"
    DITUTUP = "ditutup"
    DIBATALKAN = "dibatalkan"


class Tahap(StrEnum):
    """What a level did with an outbreak report: the links of its chain."""

    DIKIRIM = "dikirim"
    DITERIMA = "diterima"
    DITERUSKAN = "diteruskan"
    DITUTUP = "ditutup"


class AlasanTutup(StrEnum):
    """Why the watch over an outbreak ended."""

    BERAKHIR = "berakhir"
    """No new case for as long as the disease demands."""
    BUKAN_KLB = "bukan_klb"
    """The investigation found none."""


class Langkah(StrEnum):
    """What was done about an outbreak when it was reported (the form's "langkah yang dilakukan")."""

    PENYELIDIKAN = "penyelidikan"
    PENGOBATAN = "pengobatan"
    ISOLASI = "isolasi"
    SPESIMEN = "spesimen"
    VEKTOR = "vektor"
    AIR_DAN_SANITASI = "air_dan_sanitasi"
    IMUNISASI = "imunisasi"
    PENYULUHAN = "penyuluhan"


class KeadaanW2(StrEnum):
    """The states of a weekly report at one level."""

    BARU = "baru"
    DISUSUN = "disusun"
    DIPERIKSA = "diperiksa"
    DIKIRIM = "dikirim"
    DITERIMA = "diterima"


class CaraHitung(StrEnum):
    """What a typed count is to the count of coded visits."""

    TAMBAHAN = "tambahan"
    """Cases beside them: found in the villages, at an auxiliary post."""
    PENGGANTI = "pengganti"
    """Instead of them: this week is not coded."""
