// Pindai: one box that always has the focus. What a folder code means the server decides; place and badge codes
// set the context here. Nothing waits for an answer: each line goes into the queue and the box is free again.

import { buat, ikon, isi, kata, kunciLayar, lama, petugas, pukul } from "./inti.js";
import { menunggu, milikLain, mulai, taruh, terputus } from "./antrean.js";
import { aturBisu, bisu, bunyikan } from "./suara.js";
import { bacaKode } from "./kode.js";
import { pilih } from "./pemilih.js";

const el = (id) => document.getElementById(id);
const data = JSON.parse(el("data").textContent);
const kotak = el("kotak");
const unit = new Map(data.unit.map((satu) => [satu.kode, satu]));
const saya = data.unit_saya.map((kode) => unit.get(kode)).filter(Boolean);
const IKON = { ditunggu: "awas", ok: "benar", lihat: "mata", tolak: "silang", tunggu: "jam" };
const GANDA = ["nomor_ganda", "nomor_beberapa_rumah"];
const HANYA_TERLIHAT = new Set(["berkas.terlihat.v1"]);
const SUARA_SEGAR = 15000;
const RIWAYAT = 40;
const MS_PEMINDAI = 35; // between two characters: no hand types that fast

// ── where I stand, where the pile goes: remembered on this device for this person ──────────────────
const TEMPAT = `jejak.konteks.${petugas}`;
const konteks = { di: null, tujuan: null, pemegang: null, lihat: false, ...JSON.parse(localStorage.getItem(TEMPAT) ?? "{}") };
if (!saya.some((satu) => satu.kode === konteks.di)) konteks.di = saya.length === 1 || data.di ? data.di ?? saya[0]?.kode : null;
if (!unit.has(konteks.tujuan)) konteks.tujuan = null;
konteks.pemegang = null;

function simpanKonteks() {
  localStorage.setItem(TEMPAT, JSON.stringify({ di: konteks.di, tujuan: konteks.tujuan }));
  gambarKonteks();
}
const nama = (kode) => unit.get(kode)?.nama ?? kode ?? "";

function gambarKonteks() {
  el("di-nama").textContent = nama(konteks.di) || kata.pilih_tempat;
  el("tujuan-nama").textContent = konteks.tujuan ? nama(konteks.tujuan) : kata.tanpa_tujuan;
  el("tujuan").classList.toggle("terpilih", Boolean(konteks.tujuan));
  el("pemegang").hidden = !konteks.pemegang;
  el("pemegang-nama").textContent = konteks.pemegang?.nama ?? "";
  el("lihat").setAttribute("aria-pressed", String(konteks.lihat));
  el("bisu").setAttribute("aria-pressed", String(bisu()));
}

// ── result, sound, last scans ──────────────────────────────────────────────────────────────────────
const riwayat = JSON.parse(sessionStorage.getItem(`jejak.riwayat.${petugas}`) ?? "[]");
let bisaUrung = null;
let pilihanTerbuka = null;
let tampilan = null;

function tampilkan(rupa, kataBesar, keterangan = "") {
  const wadah = el("hasil");
  wadah.className = `hasil ${rupa}`;
  el("hasil-ikon").replaceChildren(ikon(IKON[rupa]));
  el("hasil-kata").textContent = kataBesar;
  el("hasil-ket").textContent = keterangan;
}

function umumkan(rupa, kataBesar, keterangan, umur = 0) {
  tampilkan(rupa, kataBesar, keterangan);
  if (umur < SUARA_SEGAR || rupa === "tolak") bunyikan(rupa);
}

function catat(baris) {
  const lama = riwayat.findIndex((satu) => satu.id === baris.id);
  if (lama >= 0) riwayat[lama] = baris;
  else riwayat.unshift(baris);
  riwayat.length = Math.min(riwayat.length, RIWAYAT);
  sessionStorage.setItem(`jejak.riwayat.${petugas}`, JSON.stringify(riwayat));
  gambarRiwayat();
}

function gambarRiwayat() {
  el("riwayat").replaceChildren(...riwayat.map((baris) => {
    const li = buat("li", "", { class: baris.rupa, "data-id": baris.id });
    const teks = buat("span");
    const sebut = buat(baris.subjek ? "a" : "span", baris.kode, { class: "nomor", ...(baris.subjek && { href: `/berkas/${baris.subjek}` }) });
    teks.append(buat("b", baris.kata), " ", sebut);
    li.append(ikon(IKON[baris.rupa]), teks, buat("time", pukul(baris.waktu)), buat("small", baris.ket));
    return li;
  }));
  el("riwayat-kosong").hidden = riwayat.length > 0;
}

function gambarAntrean() {
  const jumlah = menunggu().length;
  el("menunggu").hidden = !(jumlah && (terputus() || jumlah > 3));
  el("menunggu").textContent = isi(terputus() ? kata.menunggu_terputus : kata.menunggu, { n: jumlah });
  el("milik-lain").hidden = milikLain() === 0;
  el("milik-lain").textContent = isi(kata.milik_lain, { n: milikLain() });
  el("urungkan").disabled = !bisaUrung || jumlah > 0;
  document.documentElement.dataset.antrean = jumlah;
}

// ── one line from the scanner or the keyboard ──────────────────────────────────────────────────────
function terima(teks, cepat = false) {
  const bersih = teks.trim();
  if (!bersih) return;
  if (pilihanTerbuka && /^[1-9]$/.test(bersih)) {
    pilihanTerbuka[Number(bersih) - 1]?.click();
    return;
  }
  const kode = bacaKode(bersih);
  if (kode?.jenis === "L") return lokasi(kode.isi);
  if (kode?.jenis === "P") return kartu(kode.isi, bersih);
  berkas(bersih, cepat);
}

function lokasi(kode) {
  if (!unit.has(kode)) return umumkan("tolak", kata.unit_asing, isi(kata.unit_asing_ket, { unit: kode }));
  if (!konteks.di && saya.some((satu) => satu.kode === kode)) return aturTempat(kode);
  aturTujuan(kode === konteks.di ? null : kode);
}

function aturTempat(kode) {
  konteks.di = kode;
  if (konteks.tujuan === kode) konteks.tujuan = null;
  simpanKonteks();
  umumkan("ok", nama(kode), kata.tempat_diatur);
}

function aturTujuan(kode) {
  konteks.tujuan = kode;
  simpanKonteks();
  umumkan("ok", kode ? `→ ${nama(kode)}` : kata.tanpa_tujuan, kode ? kata.tujuan_diatur : kata.tujuan_dihapus);
}

function kartu(isiKartu, teks) {
  const orang = data.petugas.find((satu) => satu.kartu === isiKartu);
  if (!orang) return umumkan("tolak", kata.kartu_asing, isi(kata.kartu_asing_ket, { kode: teks }));
  konteks.pemegang = konteks.pemegang?.id === orang.id ? null : orang;
  gambarKonteks();
  umumkan("ok", orang.nama, konteks.pemegang ? kata.pemegang_diatur : kata.pemegang_dihapus);
}

function berkas(teks, cepat = false, sebut = sebutan(teks)) {
  if (!konteks.di) {
    umumkan("tolak", kata.pilih_tempat, kata.pilih_tempat_ket);
    return;
  }
  tutupPilihan();
  // what a scanner read must be a whole code; what a hand typed may be a number or its last digits
  const badan = { [cepat && !/^\d/.test(teks) ? "kode" : "teks"]: teks, di: konteks.di };
  if (konteks.tujuan) badan.tujuan = konteks.tujuan;
  if (konteks.pemegang) badan.pemegang = konteks.pemegang.id;
  if (konteks.lihat) badan.lihat_saja = true;
  antre("/api/v1/pindai", badan, { kode: sebut, asli: teks, di: konteks.di, tujuan: konteks.tujuan });
}

function perintah(jenis, subjek, dataPerintah, tampil) {
  const badan = { jenis, subjek, data: dataPerintah };
  if (konteks.di) badan.di = konteks.di;
  antre("/api/v1/perintah", badan, { ...tampil, subjek, jenis });
}

function antre(jalur, badan, tampil) {
  const item = taruh(jalur, badan, { ...tampil, waktu: new Date().toISOString() });
  tampilan = item.id;
  catat({ id: item.id, rupa: "tunggu", kata: kata.menunggu_kata, kode: tampil.kode, ket: kata.dikirim, waktu: item.tampil.waktu });
  setTimeout(() => {
    if (tampilan === item.id && riwayat.find((baris) => baris.id === item.id)?.rupa === "tunggu") {
      tampilkan("tunggu", kata.menunggu_kata, isi(kata.tersimpan, { kode: tampil.kode }));
      if (terputus()) bunyikan("tunggu");
    }
  }, 500);
}

/** What to call a folder on the screen: the number inside its code, or what was typed. */
const sebutan = (teks) => bacaKode(teks)?.isi ?? teks.toUpperCase();

// ── answers, in the order of the scans ─────────────────────────────────────────────────────────────
function dijawab(item, status, jawaban) {
  const { tampil } = item;
  const umur = Date.now() - Date.parse(tampil.waktu);
  const kode = jawaban.berkas?.nomor ?? tampil.kode;
  const baris = { id: item.id, kode, waktu: tampil.waktu, subjek: jawaban.subjek ?? tampil.subjek };
  let bunyi = null;
  if (status < 300) {
    const lihat = HANYA_TERLIHAT.has(jawaban.peristiwa);
    baris.rupa = lihat || jawaban.peristiwa === "berkas.ditemukan.v1" ? "lihat" : "ok";
    const dicari = jawaban.keadaan === "hilang" || jawaban.peristiwa === "berkas.ditemukan.v1";
    baris.kata = dicari && jawaban.peristiwa !== "berkas.dilaporkan_hilang.v1" ? kata.hilang_kata : kata.peristiwa[jawaban.peristiwa] ?? jawaban.peristiwa;
    baris.ket = dicari ? alarm(jawaban) : keterangan(jawaban, tampil);
    if (baris.kata === kata.hilang_kata) bunyi = "alarm";
    if (jawaban.ditunggu) {
      baris.rupa = "ditunggu";
      baris.ket = `${baris.kata}. ${menunggunya(jawaban.ditunggu)}`;
      baris.kata = isi(kata.ditunggu, { unit: jawaban.ditunggu.nama_unit });
    }
    if (jawaban.peristiwa === "berkas.gerak_diurungkan.v1") bisaUrung = null;
    else if (!lihat) bisaUrung = { subjek: jawaban.subjek, kode };
  } else {
    baris.rupa = "tolak";
    baris.kata = kata.ditolak[jawaban.kode] ?? kata.ditolak_umum;
    baris.ket = jawaban.detail ?? jawaban.title ?? "";
  }
  catat(baris);
  if (tampilan === item.id || baris.rupa === "tolak") umumkan(baris.rupa, `${baris.kata} ${baris.rupa === "tolak" ? "" : kode}`.trim(), baris.rupa === "tolak" ? `${kode} · ${baris.ket}` : baris.ket, umur);
  if (bunyi) bunyikan(bunyi); // whoever has a missing folder in hand must hear it, however fast the next scan comes
  if (tampilan === item.id && status >= 400) tawarkan(item, jawaban);
  if (tampilan === item.id && jawaban.peristiwa === "berkas.dirakit.v1") tawarkanPeriksa(jawaban.subjek);
}

/** What to do with a missing folder in hand. */
function alarm(jawaban) {
  if (jawaban.peristiwa === "berkas.dilaporkan_hilang.v1") return isi(kata.sekarang, { keadaan: kata.keadaan.hilang });
  return jawaban.keadaan === "hilang" ? kata.hilang_ket : kata.hilang_temu;
}

/** Who waits for this folder: since when, until when, how many. */
function menunggunya(ditunggu) {
  const nilai = { sejak: pukulPendek(ditunggu.terdaftar), lama: lama(ditunggu.terdaftar), butuh: pukulPendek(ditunggu.dibutuhkan_pada), n: ditunggu.jumlah };
  return isi(ditunggu.jumlah > 1 ? kata.ditunggu_banyak : kata.ditunggu_ket, nilai);
}
const pukulPendek = (saat) => pukul(saat).slice(0, 5);

function keterangan(jawaban, tampil) {
  const nilai = { di: nama(tampil.di), tujuan: nama(tampil.tujuan), keadaan: kata.keadaan[jawaban.keadaan] ?? jawaban.keadaan };
  if (HANYA_TERLIHAT.has(jawaban.peristiwa)) return isi(kata.terlihat_ket, nilai);
  if (["berkas.diambil.v1", "berkas.dialihkan.v1", "berkas.dikembalikan_ke_unit.v1"].includes(jawaban.peristiwa) && tampil.tujuan) return isi(kata.menuju, nilai);
  return isi(kata.sekarang, nilai);
}

// ── where a scan alone does not decide ─────────────────────────────────────────────────────────────
async function tawarkan(item, jawaban) {
  if (!["menunggu_putusan", ...GANDA].includes(jawaban.kode)) return;
  const alamat = new URL("/pindai/pilihan", location.href);
  alamat.searchParams.set("kode", item.tampil.asli ?? item.tampil.kode);
  const balasan = await fetch(alamat, { credentials: "same-origin" }).catch(() => null);
  if (!balasan?.ok || tampilan !== item.id) return;
  const isian = await balasan.json();
  const tombol = GANDA.includes(jawaban.kode)
    ? isian.berkas.map((satu, urut) => tombolPilih(urut, `${satu.nomor} · ${satu.ket}`, () => berkas(satu.id, false, satu.nomor)))
    : isian.gerak.map((gerak, urut) => tombolPilih(urut, gerak.kata, () => putuskan(gerak, isian.berkas[0])));
  tampilkanPilihan(tombol);
}

/** A folder whose assembling has just begun: its checklist is one key away. */
function tawarkanPeriksa(subjek) {
  if (data.memeriksa) tampilkanPilihan([tombolPilih(0, kata.periksa, () => location.assign(`/berkas/${subjek}/rakit`))]);
}

function tampilkanPilihan(tombol) {
  el("pilihan").replaceChildren(...tombol);
  pilihanTerbuka = tombol;
}

function tombolPilih(urut, teks, aksi) {
  const tombol = buat("button", `${urut + 1} · ${teks}`, { type: "button" });
  tombol.addEventListener("click", aksi);
  return tombol;
}

function putuskan(gerak, berkasIni) {
  if (gerak.alamat) return location.assign(gerak.alamat);
  tutupPilihan();
  perintah(gerak.jenis, berkasIni.id, {}, { kode: berkasIni.nomor, di: konteks.di });
}

function tutupPilihan() {
  pilihanTerbuka = null;
  el("pilihan").replaceChildren();
}

function urungkan() {
  if (!bisaUrung || menunggu().length) return;
  perintah("berkas.urungkan", bisaUrung.subjek, {}, { kode: bisaUrung.kode, di: konteks.di });
}

// ── keyboard and focus ─────────────────────────────────────────────────────────────────────────────
const aksi = {
  F2: () => pilih({ judul: kata.judul_tempat, daftar: saya, terima }).then((kode) => kode && aturTempat(kode)),
  F4: () => pilih({ judul: kata.judul_tujuan, daftar: data.unit.filter((satu) => satu.kode !== konteks.di), kosong: kata.tanpa_tujuan, terima })
    .then((kode) => kode !== undefined && aturTujuan(kode)),
  F7: () => { konteks.lihat = !konteks.lihat; gambarKonteks(); },
  F8: () => { aturBisu(!bisu()); gambarKonteks(); },
  F9: urungkan,
};
for (const [tombol, pintas] of [["di", "F2"], ["tujuan", "F4"], ["lihat", "F7"], ["bisu", "F8"], ["urungkan", "F9"]]) {
  el(tombol).addEventListener("click", () => aksi[pintas]());
}
el("hapus-pemegang").addEventListener("click", () => { konteks.pemegang = null; gambarKonteks(); });

let ketukan = [];
kotak.addEventListener("keydown", (peristiwa) => {
  if (peristiwa.key.length === 1) ketukan.push(peristiwa.timeStamp);
  if (peristiwa.key !== "Enter" && !(peristiwa.key === "Tab" && kotak.value)) return;
  peristiwa.preventDefault();
  const teks = kotak.value;
  kotak.value = ""; // before anything else: the next scan may already be typing
  const cepat = secepatPemindai(ketukan);
  ketukan = [];
  terima(teks, cepat);
});
function secepatPemindai(waktu) {
  return waktu.length > 3 && (waktu.at(-1) - waktu[0]) / (waktu.length - 1) < MS_PEMINDAI;
}
addEventListener("keydown", (peristiwa) => {
  if (el("pemilih").open) return;
  if (aksi[peristiwa.key]) {
    peristiwa.preventDefault();
    aksi[peristiwa.key]();
  } else if (peristiwa.key === "Escape") {
    kotak.value = "";
    kotak.focus();
  } else if (peristiwa.key === "Enter" && peristiwa.target.closest("button, summary")) {
    peristiwa.preventDefault(); // a scanner ends with Enter: only the space bar and the mouse press buttons here
    kotak.focus();
  } else if (peristiwa.target !== kotak && peristiwa.key.length === 1 && peristiwa.key !== " " && !peristiwa.ctrlKey && !peristiwa.altKey && !peristiwa.metaKey) {
    kotak.focus(); // the character lands in the box
  }
}, true);
addEventListener("click", (peristiwa) => {
  if (!peristiwa.target.closest("select, a, dialog")) kotak.focus();
});
addEventListener("focus", () => kotak.focus());
el("pemilih").addEventListener("close", () => kotak.focus());

mulai({
  dijawab,
  saatBerubah: gambarAntrean,
  perluMasuk: (sebab) => (sebab === "sesi_terkunci" ? kunciLayar() : location.assign("/pindai")), // the server knows where to
});
gambarKonteks();
gambarRiwayat();
gambarAntrean();
const awal = globalThis.pindaianAwal(); // typed while the page was still loading
for (const satu of awal.utuh) terima(satu.teks, secepatPemindai(satu.ketukan));
kotak.value += awal.teks;
ketukan = awal.ketukan;
kotak.focus();
document.documentElement.dataset.siap = "1";
