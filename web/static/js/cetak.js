// The print station. The live stream says that something moved; the queue says what is to be printed. A slip is marked
// printed after it was handed to the printer (or after somebody says it came out), so one too many is possible and one
// too few is not.

import { csrf, isi, kata, pukul } from "./inti.js";

const el = (id) => document.getElementById(id);
const antrean = el("antrean");
const stasiun = antrean.dataset.stasiun;
const langsung = el("langsung");
const ukuran = el("ukuran");
const BERUBAH = /diambil|dipinjamkan|kembali|dibatalkan|diurungkan|disimpan/;
let sedang = false; // slips are being printed, or somebody is being asked
let ditanya = [];
let terlihat = Date.now();
let tunda;
let lepas = () => {};

for (const [elemen, nama] of [[langsung, "checked"], [ukuran, "value"]]) {
  const kunci = `cetak-${elemen.id}-${stasiun}`;
  const lama = localStorage.getItem(kunci);
  if (lama !== null) elemen[nama] = nama === "checked" ? lama === "true" : lama;
  elemen.addEventListener("change", () => { localStorage.setItem(kunci, elemen[nama]); segarkan(); });
}

async function tanya(jalan, isian) {
  const badan = new URLSearchParams([["stasiun", stasiun], ...isian]);
  let jawaban;
  try {
    jawaban = await fetch(`/cetak/${jalan}`, { method: "POST", body: badan, headers: { "X-CSRF-Token": csrf, Accept: "application/json" } });
  } catch {
    putus();
    return null;
  }
  if ([401, 403, 404].includes(jawaban.status)) { location.reload(); return null; } // locked, logged out, or no station
  if (!jawaban.ok) { putus(); return null; }
  terlihat = Date.now();
  el("terputus").hidden = true;
  return jawaban.json();
}

function putus() {
  el("terputus-kata").textContent = isi(kata.terputus, { jam: pukul(terlihat) });
  el("terputus").hidden = false;
}

function pasang(data) {
  antrean.innerHTML = data.html; // our own server's template, autoescaped
  if (!sedang) el("keadaan").textContent = kata.siap;
}

async function segarkan() {
  const data = await tanya("antrean", []);
  if (data === null) return;
  pasang(data);
  if (!sedang && data.menunggu.length) await cetak(data.menunggu);
}

/** Once a second at most, however much moves. */
function nanti() {
  tunda ??= setTimeout(() => { tunda = undefined; segarkan(); }, 300);
}

/** One window of this browser prints at a time; where the browser knows no locks, the server still gives each slip. */
function giliran() {
  if (!navigator.locks) return Promise.resolve();
  return new Promise((mulai) => {
    navigator.locks.request(`cetak-${stasiun}`, () => new Promise((selesai) => { lepas = selesai; mulai(); }));
  });
}

async function cetak(seq) {
  sedang = true;
  await giliran();
  const slip = await tanya("slip", [["ukuran", ukuran.value], ...seq.map((satu) => ["seq", satu])]);
  if (slip === null || !slip.seq.length) { sedang = false; lepas(); return; } // another window was first
  el("kertas").innerHTML = slip.html; // our own server's drawing, every text escaped
  el("keadaan").textContent = isi(kata.mencetak, { n: slip.seq.length });
  await keluarkan();
  el("kertas").replaceChildren();
  if (langsung.checked) { await tandai(slip.seq, "dicetak"); return; }
  ditanya = slip.seq;
  el("tanya-kata").textContent = isi(kata.tanya, { n: slip.seq.length });
  el("tanya").hidden = false;
  el("keluar-semua").focus();
}

/** The browser's print dialog; with --kiosk-printing none is shown and the slip goes straight to the printer. */
function keluarkan() {
  return new Promise((selesai) => {
    addEventListener("afterprint", selesai, { once: true });
    print();
    setTimeout(selesai, 3000); // a browser that never says that it is done
  });
}

async function tandai(seq, tahap) {
  const data = await tanya("tandai", [["tahap", tahap], ...seq.map((satu) => ["seq", satu])]);
  sedang = false;
  lepas();
  el("tanya").hidden = true;
  if (data === null) return;
  pasang(data);
  if (data.menunggu.length) await cetak(data.menunggu);
}

el("keluar-semua").addEventListener("click", () => tandai(ditanya, "dicetak"));
el("tidak-keluar").addEventListener("click", () => tandai(ditanya, "gagal"));
el("cetak-sekarang").addEventListener("click", () => { if (!sedang) segarkan(); });
antrean.addEventListener("click", (peristiwa) => {
  const tombol = peristiwa.target.closest("[data-ulang]");
  if (tombol && !sedang) { sedang = true; tandai([tombol.dataset.ulang], "menunggu"); }
});

const sumber = new EventSource("/api/v1/aliran");
sumber.addEventListener("message", (peristiwa) => { if (BERUBAH.test(JSON.parse(peristiwa.data).type ?? "berubah")) nanti(); });
sumber.addEventListener("open", nanti);
sumber.addEventListener("error", putus);
setInterval(segarkan, 15000); // whatever the stream does
segarkan();
