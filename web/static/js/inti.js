// What every page needs: words, clock, ids, requests, durations, the idle lock. Plain modules, no build step.

const akar = document.documentElement;
export const kata = JSON.parse(document.getElementById("kata")?.textContent ?? "{}");
export const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
export const petugas = akar.dataset.petugas ?? "";

/** Put the values into a sentence's {places}. */
export function isi(kalimat, nilai = {}) {
  return (kalimat ?? "").replace(/\{(\w+)\}/g, (utuh, nama) => nilai[nama] ?? utuh);
}

// ── clock: the server's time, so that a device with a wrong clock stamps its scans rightly ─────────
const muat = performance.getEntriesByType("navigation")[0]?.responseStart ?? 0;
let geser = akar.dataset.jam ? Date.parse(akar.dataset.jam) - (performance.timeOrigin + muat) : 0;

/** How many ms this device's clock is behind the server's. */
export const selisih = () => geser;
/** Now by the server's clock, as RFC 3339. */
export const saatIni = (selisihSaatItu = geser) => new Date(Date.now() + selisihSaatItu).toISOString();

/** Learn from an answer's Date header (whole seconds: only a gap of more than 2 s means anything). */
function setelJam(jawaban, dikirim) {
  const server = Date.parse(jawaban.headers.get("date") ?? "");
  if (Number.isNaN(server)) return;
  const kira = server + 500 - (dikirim + Date.now()) / 2;
  if (Math.abs(kira - geser) > 2000) geser = kira;
}

/** UUIDv7: sorts by time; made here so that a scan keeps its id however often it is sent.
 *  (crypto.randomUUID is missing on plain http in a local network, getRandomValues is not.) */
let idTerakhir = [0, 0];
export function uuid7() {
  const byte = crypto.getRandomValues(new Uint8Array(16));
  let ms = Math.max(Date.now() + Math.round(geser), idTerakhir[0]);
  const urut = ms === idTerakhir[0] ? idTerakhir[1] + 1 : 0; // ids of one millisecond keep their order
  idTerakhir = [ms, urut];
  byte[6] = urut >> 8;
  byte[7] = urut & 0xff;
  for (let tempat = 5; tempat >= 0; tempat -= 1) {
    byte[tempat] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  byte[6] = 0x70 | (byte[6] & 0x0f);
  byte[8] = 0x80 | (byte[8] & 0x3f);
  const hex = [...byte].map((nilai) => nilai.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** POST JSON with the session; rejects only when no answer came. */
export async function kirim(jalur, badan) {
  const dikirim = Date.now();
  const jawaban = await fetch(jalur, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf, "Accept-Language": akar.lang },
    body: JSON.stringify(badan),
    signal: AbortSignal.timeout(15000),
  });
  setelJam(jawaban, dikirim);
  return { status: jawaban.status, isi: await jawaban.json() };
}

/** An icon of the page's sprite. */
export function ikon(nama) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "ikon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${nama}`);
  svg.append(use);
  return svg;
}

/** An element with a text and attributes. Text is always text: nothing is parsed as HTML. */
export function buat(nama, teks = "", sifat = {}) {
  const elemen = document.createElement(nama);
  elemen.textContent = teks;
  for (const [kunci, nilai] of Object.entries(sifat)) elemen.setAttribute(kunci, nilai);
  return elemen;
}

/** A time of day on the facility's clock, whatever zone this device is in. */
export const pukul = (saat) => new Date(saat).toLocaleTimeString(akar.lang, {
  hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: akar.dataset.zona,
});

/** How long ago, in the page's language: "12 mnt", "3 j 05 mnt", "2 hr 4 j". */
export function lama(sejak) {
  const menit = Math.max(0, Math.floor((Date.now() + geser - Date.parse(sejak)) / 60000));
  const jam = Math.floor(menit / 60);
  if (menit < 60) return `${menit} ${kata.menit}`;
  if (jam < 24) return `${jam} ${kata.jam} ${String(menit % 60).padStart(2, "0")} ${kata.menit}`;
  return `${Math.floor(jam / 24)} ${kata.hari} ${jam % 24} ${kata.jam}`;
}

export function segarkanLama(wadah = document) {
  for (const elemen of wadah.querySelectorAll("[data-sejak]")) elemen.textContent = lama(elemen.dataset.sejak);
}
setInterval(segarkanLama, 20000);

// ── idle lock: the server locks too; this only shows it at once, and comes back to this page ───────
const menitKunci = Number(akar.dataset.kunciMenit ?? 0);
if (menitKunci > 0 && petugas) {
  let terakhir = Date.now();
  const hidup = () => { terakhir = Date.now(); };
  for (const nama of ["keydown", "pointerdown", "wheel", "touchstart"]) addEventListener(nama, hidup, { passive: true });
  setInterval(() => {
    if (Date.now() - terakhir >= menitKunci * 60000) kunciLayar();
  }, 2000);
}

/** Ask for the password, then return here. */
export function kunciLayar() {
  document.getElementById("kunci-layar")?.requestSubmit();
}

// ── small conveniences of ordinary pages; each works without, too ──────────────────────────────────
document.addEventListener("click", (peristiwa) => {
  const tombol = peristiwa.target.closest("[data-cetak]");
  if (tombol) print();
});
document.addEventListener("submit", (peristiwa) => {
  if (peristiwa.target.action.endsWith("/keluar")) sessionStorage.clear(); // the list of last scans is nobody else's
});
document.addEventListener("change", (peristiwa) => {
  if (peristiwa.target.matches("[data-kirim-langsung]")) peristiwa.target.form.requestSubmit();
});
document.addEventListener("keydown", (peristiwa) => {
  const isian = peristiwa.target.closest("input, select, textarea, [contenteditable]");
  if (peristiwa.altKey || peristiwa.ctrlKey || peristiwa.metaKey || isian) return;
  const tautan = document.querySelector(`nav a[data-pintas="${CSS.escape(peristiwa.key)}"]`);
  if (tautan && document.body.dataset.halaman !== "pindai") tautan.click();
});
segarkanLama();
