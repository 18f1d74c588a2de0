/*
 * Owns: starting the program. A module: it imports the wasm-bindgen glue and hands it the wasm, fetched with its
 * digest. A browser ignores a wrong digest on a preload, but not on a fetch.
 * scripts/finish-dist.mjs puts the hashed file names and the digest in.
 */
import { begin } from "./chapters.js";
import init from "./pocket-pmo.js";

const WASM = "pocket-pmo_bg.wasm";
const WASM_INTEGRITY = "sha384-of-the-wasm";

async function boot() {
  // Without its guard the page has no policy and no way to say what went wrong, so it does not start.
  if (!window.ppmoLoadFailed) {
    document.getElementById("app").hidden = true;
    document.getElementById("failure-rescue").hidden = true;
    document.getElementById("failure-reload").onclick = () => location.reload();
    document.getElementById("failure").showModal();
    return;
  }
  // Framed, or a part already failed.
  if (document.documentElement.dataset.failed) return;

  let response;
  try {
    response = await fetch(new URL(WASM, import.meta.url), { integrity: WASM_INTEGRITY });
    if (!response.ok) throw new Error(`${response.status}`);
  } catch {
    window.ppmoLoadFailed(WASM);
    return;
  }
  // From here on it is not the line that is slow.
  document.documentElement.dataset.fetched = "1";
  try {
    begin(await init({ module_or_path: response }));
  } catch (error) {
    window.ppmoFail(error instanceof Error ? error.message : error);
  }
}

boot();
