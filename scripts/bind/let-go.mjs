// Owns: emptying exported functions of the linked program that nobody calls, so that nothing stays that only they reach. Leptos
// brings classes for streams between Rust and JavaScript, which are exported whether or not anybody makes one.
//
//   node scripts/bind/let-go.mjs PROGRAM.wasm EMPTIED.wasm
//
// A function keeps its length, so that all else stays where the relocations say it is. Its own relocations go: they are what
// the splitter finds out by who reaches whom.
import { readFileSync, writeFileSync } from "node:fs";

const UNCALLED = /^(__wbg_)?intounderlying(bytesource|source|sink)_/;
const [CUSTOM, IMPORTS, EXPORTS, CODE] = [0, 2, 7, 10];
const [FUNCTION, TABLE, MEMORY, GLOBAL] = [0, 1, 2, 3];
const [UNREACHABLE, NOP, END] = [0x00, 0x01, 0x0b];
/** Kinds of relocations that add a number of their own. */
const ADDS = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 22, 23]);

const [from, to] = process.argv.slice(2);
const bytes = readFileSync(from);
let at = 8;

function number() {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return value;
  }
}
function text() {
  const length = number();
  return bytes.toString("utf8", at, (at += length));
}
function written(value) {
  const out = [];
  do out.push((value & 127) | (value > 127 ? 128 : 0));
  while ((value = Math.floor(value / 128)) > 0);
  return Buffer.from(out);
}

const sections = [];
while (at < bytes.length) {
  const start = at;
  const id = bytes[at++];
  const length = number();
  const end = at + length;
  const name = id === CUSTOM ? text() : "";
  sections.push({ id, name, start, body: at, end });
  at = end;
}
const section = (id, name = "") => sections.find((own) => own.id === id && own.name === name);

let imported = 0;
at = section(IMPORTS).body;
for (let count = number(); count > 0; count--) {
  text();
  text();
  const limits = () => [bytes[at++], number()][0] & 1 && number();
  switch (bytes[at++]) {
    case FUNCTION: number(); imported++; break;
    case TABLE: at++; limits(); break;
    case MEMORY: limits(); break;
    case GLOBAL: at += 2; break;
    default: at++; number();
  }
}

const uncalled = new Set();
at = section(EXPORTS).body;
for (let count = number(); count > 0; count--) {
  const name = text();
  const kind = bytes[at++];
  const index = number();
  if (kind === FUNCTION && UNCALLED.test(name)) uncalled.add(index - imported);
}
if (uncalled.size === 0) throw new Error("let-go: no function is one of those that nobody calls; the rule is out of date");

const emptied = [];
const code = section(CODE);
at = code.body;
for (let [index, count] = [0, number()]; index < count; index++) {
  const length = number();
  if (uncalled.has(index)) {
    bytes.fill(NOP, at, at + length);
    bytes.set([0, UNREACHABLE], at);
    bytes[at + length - 1] = END;
    emptied.push([at - code.body, at - code.body + length]);
  }
  at += length;
}

const relocations = section(CUSTOM, "reloc.CODE");
at = relocations.body;
const target = number();
const kept = [];
for (let count = number(); count > 0; count--) {
  const start = at;
  const kind = bytes[at++];
  const offset = number();
  number();
  if (ADDS.has(kind)) number();
  if (!emptied.some(([first, last]) => offset >= first && offset < last)) kept.push(bytes.subarray(start, at));
}
const name = Buffer.from(relocations.name);
const body = Buffer.concat([written(name.length), name, written(target), written(kept.length), ...kept]);
const head = Buffer.concat([Buffer.from([CUSTOM]), written(body.length), body]);
writeFileSync(to, Buffer.concat([bytes.subarray(0, relocations.start), head, bytes.subarray(relocations.end)]));
