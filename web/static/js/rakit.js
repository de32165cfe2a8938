// The checklist by keyboard: arrows walk the forms, digits mark what is missing, 0 says whether a form applies,
// d chooses who must complete it, F8 or Enter finishes. Everything is complete until it is marked. Without this
// script the same form is filled in with the mouse and sent.

import { isi, kata } from "./inti.js";
import { bacaKode } from "./kode.js";

const borang = document.getElementById("rakit");
const baris = [...borang.querySelectorAll("tr[data-formulir], tr[data-kekurangan]")];
const DRAF = `jejak.rakit.${borang.dataset.berkas}`;
const HURUF = { a: "1", i: "2", c: "3", t: "4", g: "5" }; // ada, isi, terbaca, tanda tangan, tanggal; never b, l, p: codes begin so
const JEDA_PINDAI = 100; // ms between two characters: after B, L or P a hand is slower, a scanner is not

// ── what is marked ──────────────────────────────────────────────────────────────────────────────────
const tanda = (tr) => [...tr.querySelectorAll("input[name=kurang]")];
const berlaku = (tr) => tr.querySelector("input[name=berlaku]");
const dihitung = (tr) => !berlaku(tr) || berlaku(tr).checked;

/** The marks that count: a missing sheet has no other fault, a form that does not apply has none. */
function kekurangan() {
  return baris.flatMap((tr) => {
    if (!dihitung(tr)) return [];
    const semua = tanda(tr).filter((satu) => satu.checked);
    const lembar = semua.find((satu) => satu.value.endsWith(".ada"));
    return lembar ? [lembar] : semua;
  });
}

function gambar() {
  for (const tr of baris) {
    tr.classList.toggle("tak-berlaku", !dihitung(tr));
    tr.classList.toggle("tak-ada", tanda(tr).some((satu) => satu.checked && satu.value.endsWith(".ada")));
  }
  const baru = kekurangan().length;
  const jumlah = baru + Number(borang.dataset.terbuka);
  const diperiksa = baris.filter((tr) => tr.dataset.formulir && dihitung(tr)).length;
  document.getElementById("putusan").textContent = isi(jumlah ? kata.tidak_lengkap : kata.lengkap, { n: jumlah });
  document.getElementById("hitungan").textContent = isi(kata.hitungan, { f: diperiksa, n: baru });
  document.getElementById("selesai").classList.toggle("bahaya", jumlah > 0);
}

function ubah(tr, nomor) {
  const satu = tanda(tr).find((kotak) => kotak.dataset.tombol === nomor);
  if (!satu || satu.disabled) return;
  satu.checked = !satu.checked;
  if (satu.checked && berlaku(tr)) berlaku(tr).checked = true; // what is missing applies
  berubah();
}

const syarat = [...borang.querySelectorAll("[data-syarat]")];
const berhuruf = Object.fromEntries(syarat.map((satu) => [satu.dataset.huruf, satu]));

const bergantung = (tr, kode) => (tr.dataset.bila ?? "").split(" ").includes(kode);

/** A condition switches the forms of the visit analysed that depend on it (of the visits before it, where it has
 *  none); a form with a fault marked on it stays. */
function alihkanSyarat(tombol) {
  const berlakukan = tombol.getAttribute("aria-pressed") !== "true";
  const semua = baris.filter((tr) => bergantung(tr, tombol.dataset.syarat));
  const utama = semua.filter((tr) => tr.closest("tbody").dataset.utama);
  for (const tr of utama.length ? utama : semua) {
    const masihPerlu = syarat.some((lain) => lain !== tombol && lain.getAttribute("aria-pressed") === "true" && bergantung(tr, lain.dataset.syarat));
    berlaku(tr).checked = berlakukan || masihPerlu || tanda(tr).some((satu) => satu.checked);
  }
  tombol.setAttribute("aria-pressed", String(berlakukan));
  berubah();
}
for (const tombol of syarat) tombol.addEventListener("click", () => { alihkanSyarat(tombol); ke(kini); });

function terapkan(tr) {
  const kotak = berlaku(tr);
  if (!kotak) return;
  kotak.checked = !kotak.checked;
  berubah();
}

function berubah() {
  gambar();
  simpanDraf();
}

// ── a draft on this device: a locked screen or a closed cover loses nothing. Codes of forms and ids, no name ─
function simpanDraf() {
  const nilai = (nama) => [...borang.querySelectorAll(`input[name=${nama}]:checked`)].map((satu) => satu.value);
  const orang = Object.fromEntries([...borang.querySelectorAll("select[data-orang]")].map((satu) => [satu.name, satu.value]));
  sessionStorage.setItem(DRAF, JSON.stringify({ kurang: nilai("kurang"), berlaku: nilai("berlaku"), orang }));
}

function bacaDraf() {
  const draf = JSON.parse(sessionStorage.getItem(DRAF) ?? "null");
  if (!draf || borang.dataset.diisi) return; // what the server sent back with a refusal is newer
  for (const satu of borang.querySelectorAll("input[name=kurang]")) satu.checked = draf.kurang.includes(satu.value) && !satu.disabled;
  for (const satu of borang.querySelectorAll("input[name=berlaku]")) satu.checked = draf.berlaku.includes(satu.value);
  for (const [nama, nilai] of Object.entries(draf.orang)) {
    const daftar = borang.elements.namedItem(nama);
    if (daftar && [...daftar.options].some((satu) => satu.value === nilai)) daftar.value = nilai;
  }
}

// ── the keyboard ────────────────────────────────────────────────────────────────────────────────────
let kini = 0;

function ke(tempat, gulir = true) {
  kini = Math.min(Math.max(tempat, 0), baris.length - 1);
  for (const tr of baris) tr.tabIndex = tr === baris[kini] ? 0 : -1;
  baris[kini]?.focus({ preventScroll: true });
  if (gulir) baris[kini]?.scrollIntoView({ block: "nearest" });
}

/** The next row upwards or downwards; one that does not apply is passed over, unless Shift asks for every one. */
function langkah(arah, semua) {
  let tempat = kini + arah;
  while (!semua && baris[tempat] && !dihitung(baris[tempat])) tempat += arah;
  if (baris[tempat]) ke(tempat);
}

/** The first or the last row that applies. */
function ujung(arah) {
  kini = arah > 0 ? -1 : baris.length;
  langkah(arah, false);
}

/** One of a gap's own buttons: v verifies at once, r, h and o open what they ask. */
function tombolKekurangan(tr, aksi) {
  const tombol = tr.querySelector(`[data-aksi="${aksi}"]`);
  if (tombol?.matches("details")) {
    tombol.open = true;
    tombol.querySelector("select").focus();
  } else tombol?.click();
}

function selesai() {
  if (borang.dataset.terkirim) return;
  document.getElementById("selesai").click();
}
borang.addEventListener("submit", (peristiwa) => {
  if (borang.dataset.terkirim) peristiwa.preventDefault();
  borang.dataset.terkirim = "ya";
});
addEventListener("pageshow", () => { delete borang.dataset.terkirim; });

let pindaian = null; // characters since B, L or P, as long as they come as fast as a scanner's

/** True for a key that is part of a scan: here a code is no answer, and its Enter must finish nothing. */
function dariPemindai(peristiwa) {
  const cepat = pindaian && peristiwa.timeStamp - pindaian.pada < JEDA_PINDAI;
  if (cepat && peristiwa.key === "Enter") {
    if (bacaKode(pindaian.teks)) katakan(kata.pindai_ditahan);
    pindaian = null;
    return true;
  }
  if (peristiwa.key.length !== 1) return Boolean(cepat);
  if (cepat) pindaian = { teks: pindaian.teks + peristiwa.key, pada: peristiwa.timeStamp };
  else if (/[blp]/i.test(peristiwa.key)) pindaian = { teks: peristiwa.key, pada: peristiwa.timeStamp };
  else return false;
  return true;
}

function katakan(kalimat) {
  const wadah = document.getElementById("kata-rakit");
  wadah.querySelector("span").textContent = kalimat;
  wadah.hidden = false;
}

const TOMBOL = {
  ArrowDown: (peristiwa) => langkah(1, peristiwa.shiftKey),
  ArrowUp: (peristiwa) => langkah(-1, peristiwa.shiftKey),
  PageDown: () => ke(kini + 8),
  PageUp: () => ke(kini - 8),
  Home: () => ujung(1),
  End: () => ujung(-1),
  F8: selesai,
  Enter: selesai,
  Escape: () => location.assign("/rakit"),
  " ": () => terapkan(baris[kini]),
  0: () => terapkan(baris[kini]),
  d: () => baris[kini].querySelector("select[data-orang]")?.focus(),
  v: () => tombolKekurangan(baris[kini], "verifikasi"),
  r: () => tombolKekurangan(baris[kini], "tolak"),
  h: () => tombolKekurangan(baris[kini], "hapuskan"),
  o: () => tombolKekurangan(baris[kini], "alihkan"),
};

addEventListener("keydown", (peristiwa) => {
  if (peristiwa.ctrlKey || peristiwa.altKey || peristiwa.metaKey) return;
  const daftar = peristiwa.target.closest("select");
  if (daftar) {
    if (!["Enter", "Escape", "F8"].includes(peristiwa.key) || daftar.dataset.kirim) return;
    peristiwa.preventDefault();
    if (peristiwa.key === "F8") selesai();
    else if (daftar.closest("tr")) ke(baris.indexOf(daftar.closest("tr")));
    else ke(kini);
    return;
  }
  if (dariPemindai(peristiwa)) {
    peristiwa.preventDefault();
    return;
  }
  if (peristiwa.target.closest("button, summary, a") && ["Enter", " "].includes(peristiwa.key)) return;
  const kunci = peristiwa.key.length === 1 ? peristiwa.key.toLowerCase() : peristiwa.key;
  if (berhuruf[kunci]) {
    peristiwa.preventDefault();
    if (!peristiwa.repeat) alihkanSyarat(berhuruf[kunci]);
    return;
  }
  const nomor = HURUF[kunci] ?? (/^[1-5]$/.test(kunci) ? kunci : null);
  if (!nomor && !TOMBOL[kunci]) return;
  peristiwa.preventDefault();
  if (nomor) {
    if (!peristiwa.repeat) ubah(baris[kini], nomor);
  } else TOMBOL[kunci](peristiwa);
}, true);

borang.addEventListener("change", (peristiwa) => {
  const tr = peristiwa.target.closest("tr");
  if (peristiwa.target.name === "kurang" && peristiwa.target.checked && berlaku(tr)) berlaku(tr).checked = true;
  berubah();
});
borang.addEventListener("focusin", (peristiwa) => {
  const tempat = baris.indexOf(peristiwa.target.closest("tr"));
  if (tempat >= 0) kini = tempat;
});

for (const satu of borang.querySelectorAll("tr[data-formulir] :is(input, select)")) satu.tabIndex = -1; // arrows and digits reach them
bacaDraf();
gambar();
if (baris.length) ke(Math.max(0, baris.findIndex(dihitung)), false);
document.documentElement.dataset.siap = "1";
