/*
 * Owns: loading the chapters of the program, each file with its digest. The glue imports from here what the program calls to
 * load one; boot.js hands over the program itself.
 * scripts/finish-dist.mjs puts the chapters in at the end.
 */
let begin;
const program = new Promise((resolve) => (begin = resolve));

/** Called once with the exports of the program. */
export { begin };

// Several modules may stand in one file, one after the other: then their lengths are given.
async function load([name, integrity, lengths]) {
  const response = await fetch(new URL(name, import.meta.url), { integrity });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  // Not streamed: that would refuse what a host serves under another type.
  const [exports, bytes] = await Promise.all([program, response.arrayBuffer()]);
  const modules = [];
  let at = 0;
  for (const length of lengths ?? [bytes.byteLength]) {
    modules.push(new Uint8Array(bytes, at, length));
    at += length;
  }
  // All at once: they know the program alone, not each other.
  await Promise.all(modules.map((module) => WebAssembly.instantiate(module, { __wasm_split: exports })));
}

// A file is loaded once. One that failed is tried again when somebody asks again.
const files = new Map();
function once(file) {
  const [name] = file;
  if (!files.has(name)) {
    const loading = load(file);
    files.set(name, loading);
    loading.catch(() => files.delete(name));
  }
  return files.get(name);
}

/** Loads what the chapter shares with others, then what is its own, and tells the program. */
function chapter(shared, own) {
  return async (callback, data) => {
    let success = true;
    try {
      await Promise.all(shared.map(once));
      await Promise.all(own.map(once));
    } catch (error) {
      console.error(error);
      success = false;
    }
    (await program).__indirect_function_table.get(callback)(data, success);
  };
}

/* chapters */
