// A scanner does not wait for a page to be ready: what it types before pindai.js listens is kept, not lost.
// A classic script, so that it runs before the box exists; pindai.js takes over what waited and ends the waiting.
(() => {
  const utuh = [];
  let teks = "";
  let ketukan = [];
  const dengar = (peristiwa) => {
    if (peristiwa.ctrlKey || peristiwa.altKey || peristiwa.metaKey) return;
    if (peristiwa.key === "Enter") {
      utuh.push({ teks, ketukan });
      [teks, ketukan] = ["", []];
    } else if (peristiwa.key.length === 1) {
      teks += peristiwa.key;
      ketukan.push(peristiwa.timeStamp);
    } else {
      return;
    }
    peristiwa.preventDefault();
  };
  addEventListener("keydown", dengar, true);
  globalThis.pindaianAwal = () => {
    removeEventListener("keydown", dengar, true);
    return { utuh, teks, ketukan };
  };
})();
