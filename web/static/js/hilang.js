// A search page is live: when the folder or its search moves, the page's living part is fetched anew.
// What somebody is filling in is never taken away from under their hands: then the new part waits.

import { segarkanLama } from "./inti.js";

const bagian = () => document.getElementById("hidup");
let sedang = false;
let lagi = false;

async function segarkan() {
  if (sedang) { lagi = true; return; }
  sedang = true;
  try {
    const balasan = await fetch(bagian().dataset.alamat, { credentials: "same-origin" });
    if (!balasan.ok) return;
    const baru = new DOMParser().parseFromString(await balasan.text(), "text/html").getElementById("hidup");
    const kini = bagian();
    if (!baru || !kini || (kini.contains(document.activeElement) && document.activeElement.matches("select, input"))) return;
    const buka = new Set([...kini.querySelectorAll("li[id] details[open]")].map((satu) => satu.closest("li").id));
    kini.replaceWith(document.adoptNode(baru));
    for (const id of buka) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
    segarkanLama(bagian());
  } catch {
    lagi = false; // no network: the stream comes back by itself, and with it the next look
  } finally {
    sedang = false;
    if (lagi) { lagi = false; setTimeout(segarkan, 500); }
  }
}

const ikuti = new Set((bagian()?.dataset.ikuti ?? "").split(" ").filter(Boolean));
const CARI = /^(pencarian\.|berkas\.(dilaporkan_hilang|ditemukan|temuan_diverifikasi|terlihat|gerak_diurungkan))/;
const aliran = new EventSource("/api/v1/aliran");
aliran.addEventListener("open", () => { document.documentElement.dataset.aliran = "tersambung"; });
aliran.addEventListener("message", (peristiwa) => {
  const satu = JSON.parse(peristiwa.data);
  if (ikuti.size ? ikuti.has(satu.subject) : CARI.test(satu.type)) segarkan();
});
addEventListener("pagehide", () => aliran.close());
