// Owns: the package for those who host the page and do not build it: a zip of dist/ with the check sum of each file and a page on
// how to install it. The same input gives the same bytes. What was written is read back and compared before it is called done.
//
//   node scripts/package.mjs --dist dist --out target/package
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync, inflateRawSync } from "node:zlib";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const CRC = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
function crc32(bytes) {
  let value = -1;
  for (const byte of bytes) value = (value >>> 8) ^ CRC[(value ^ byte) & 255];
  return (value ^ -1) >>> 0;
}

/** 1 January 1980, the first day that a zip knows: what is packed twice is the same twice. */
const DAY = 0x0021;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** A plain file that everybody may read, as Unix has it. */
const MODE = 0o100644 * 0x10000;

/** A zip of these files: `[name, bytes]`. */
function zip(files) {
  const parts = [];
  const entries = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const [method, data] = packed.length < bytes.length ? [8, packed] : [0, bytes];
    const path = Buffer.from(name, "utf8");
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(FLAGS, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt16LE(0, 6);
    common.writeUInt16LE(DAY, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.alloc(4);
    local.writeUInt32LE(LOCAL);
    parts.push(local, common, path, data);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(CENTRAL, 0);
    entry.writeUInt16LE(0x0314, 4);
    common.copy(entry, 6);
    entry.writeUInt32LE(MODE >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    entries.push(entry, path);
    offset += 4 + common.length + path.length + data.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

/** The files of a zip as this script writes it, by name; throws where one is not as it should be. */
export function unzip(bytes) {
  const end = bytes.length - 22;
  if (bytes.readUInt32LE(end) !== END) throw new Error("package: the zip has no end");
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, crc, size, whole] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    const length = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + length);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + size);
    const file = method === 8 ? inflateRawSync(data) : Buffer.from(data);
    if (file.length !== whole || crc32(file) !== crc) throw new Error(`package: ${name} is damaged`);
    files.set(name, file);
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

function filesOf(folder) {
  const names = readdirSync(folder, { recursive: true }).map(String);
  return names.filter((name) => statSync(join(folder, name)).isFile()).map((name) => relative(folder, join(folder, name)).split(sep).join("/")).sort();
}

function install(version) {
  return `Pocket PMO ${version}: how to install it

It is a folder of static files. It needs no server program, no database and no account, and sends nothing anywhere.

1. Check the files (optional): in this folder run
     sha256sum -c SHA256SUMS          (Linux)
     shasum -a 256 -c SHA256SUMS      (macOS)
2. Copy the content of the folder "site" to a web server that serves static files over https: at the root of a host name of
   its own, such as https://pmo.example.org/. A sub-path works too, but every other page on the same host name can read what
   the browser keeps for this one.
3. Open the address. That is all. After the first visit it also opens without a network.

To try it on your own computer, serve the folder "site" on localhost, for example:
     python3 -m http.server 8080 --bind 127.0.0.1 --directory site
and open http://127.0.0.1:8080/. Opening index.html as a file does not work: browsers do not let files load a program.

Settings that make it better: ".wasm" served as application/wasm; compression on; files with a hash in their name cached for
ever, "index.html", "sw.js" and "version.json" always asked for again. A host that reads a "_headers" file (Netlify, Cloudflare
Pages) finds it in "site". Do not let the host change the files: the page refuses to start with one that is not as published.

A new version: copy the new "site" over the old one. Browsers offer it and take it when everything is saved; data stay.

Where the data are: in the browser of each person, on their device, nowhere else. Whoever uses it should save a backup file
regularly (page "Data"). Two people share a portfolio by passing that file on; there is no server that joins their changes.

If the page ever fails: recover.html, beside index.html, shows, saves and restores what a browser has stored.
`;
}

/** Writes the package; gives its path and the files in it by name. */
export function pack({ dist, out, version }) {
  if (!existsSync(join(dist, "index.html"))) throw new Error(`package: ${dist} holds no page; run \`make build\` first`);
  const top = `pocket-pmo-${version}`;
  const site = filesOf(dist).map((name) => [`site/${name}`, readFileSync(join(dist, name))]);
  const files = [["INSTALL.txt", Buffer.from(install(version))], ...["LICENSE-MIT", "LICENSE-APACHE", "NOTICE"].map((name) => [name, readFileSync(join(root, name))]), ...site];
  const sums = files.map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).join("");
  files.push(["SHA256SUMS", Buffer.from(sums)]);
  mkdirSync(out, { recursive: true });
  const path = join(out, `${top}.zip`);
  writeFileSync(path, zip(files.map(([name, bytes]) => [`${top}/${name}`, bytes])));
  const back = unzip(readFileSync(path));
  for (const [name, bytes] of files) {
    if (!back.get(`${top}/${name}`)?.equals(bytes)) throw new Error(`package: ${name} does not read back`);
  }
  if (back.size !== files.length) throw new Error("package: the zip holds what it should not");
  writeFileSync(`${path}.sha256`, `${sha256(readFileSync(path))}  ${top}.zip\n`);
  return { path, files: back };
}

/** The version of the program. */
export const versionOf = () => /^version = "([^"]+)"/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))?.[1] ?? "0";

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const option = (name, usual) => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? usual : process.argv[at + 1];
  };
  const { path, files } = pack({ dist: option("dist", join(root, "dist")), out: option("out", join(root, "target/package")), version: versionOf() });
  console.log(`${relative(process.cwd(), path)}: ${files.size} files, ${Math.round(statSync(path).size / 1000)} kB`);
}
