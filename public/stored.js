/*
 * Owns: reading all that the program has stored in this browser, telling what is sound, and writing a workspace back beside
 * the others. Plain JavaScript for recover.html, so that it works when the program does not. It knows the stored form of
 * src/storage (envelope.rs, keys.rs, dense.rs, manifest.rs) and nothing of what records mean.
 *
 * INVARIANT: it never overwrites or deletes a key that it has not written itself in the same action.
 */
(() => {
  "use strict";

  const PREFIX = "ppmo/";
  const BOOT = "ppmo/boot";
  /** Asks the program to open that workspace at its next start: its id, a blank, its name. The program takes the key away. */
  const OPEN = "ppmo/open";
  const DATABASE = "ppmo";
  const RECORDS = "records";
  const FOLDER = "backups";
  const OPEN_MS = 5_000;
  const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  const OF_WORKSPACE = /^ppmo\/([0-9a-hjkmnp-tv-z]{13})\/(.+)$/s;
  /** Kinds of records by their numbers (src/domain/records; tests/it/recovery_page.rs compares the two); 0 is for those of a newer version. */
  const NAMES = [
    "", "settings", "person", "programme", "project", "gate_review", "gate_condition", "decision", "work_item", "saved_view",
    "import_mapping", "gate_criteria", "assessment", "response", "improvement_action", "maturity_model", "action", "phase_board", "waiver",
    "risk", "assumption", "issue", "dependency", "change_request", "baseline", "cost_entry", "benefit", "benefit_review", "status_report",
    "snapshot", "", "stakeholder", "communication", "raci_entry", "lesson", "project_charter",
    "pmo_service", "service_request", "health_check", "", "", "pmo_charter", "routine", "routine_mark", "body", "decision_right", "meeting",
    "holiday", "team_member", "training", "certification",
  ];
  const KINDS = new Map(NAMES.map((kind, number) => [kind, number]));
  const VERSION = 1;
  const IN_CHUNK = 64;

  /** What goes wrong, as a sentence for people. */
  class Refused extends Error {}

  // ---------------------------------------------------------------------------------------------- checksums

  const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1;
    return sum;
  });
  const utf8 = new TextEncoder();

  /** CRC-32C of these texts, one after the other, as 8 hexadecimal digits. */
  const checksum = (texts) => {
    let sum = 0xffffffff;
    for (const text of texts) for (const byte of utf8.encode(text)) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
    return (~sum >>> 0).toString(16).padStart(8, "0");
  };

  // ------------------------------------------------------------------------------------------- stored records

  const HEADER = /^(P(\d{1,9})([A-Za-z])(\d{1,9})([A-Za-z])(\d{1,9}))\.([0-9a-fA-F]{8}):/;

  const kindAt = (key) => (key === BOOT ? "B" : { "m": "M", "c": "C", "j": "J", "b": "X" }[OF_WORKSPACE.exec(key)?.[2][0]]);

  /** Opens a stored text. `fault` is a sentence, empty where it is sound. */
  const opened = (key, text) => {
    if (typeof text !== "string") return { fault: "It is not a text." };
    const header = HEADER.exec(text);
    if (!header) return { fault: "It was not written by this program." };
    const [whole, head, format, kind, version, codec, length, sum] = header;
    const body = text.slice(whole.length);
    if (body.length !== Number(length)) return { fault: "Its end is missing, or something was added to it." };
    if (checksum([head, body]) !== sum.toLowerCase()) return { fault: "It is not what was written: its checksum does not agree." };
    if (Number(format) > 1 || Number(version) > VERSION) return { fault: "", isNewer: true };
    if (kind !== kindAt(key)) return { fault: "It stands under a key it does not belong to." };
    return { fault: "", codec, body };
  };

  const seal = (kind, body) => {
    const head = `P1${kind}${VERSION}p${body.length}`;
    return `${head}.${checksum([head, body])}:${body}`;
  };

  /** 15 bits of each character, the lowest first. */
  const bytesOf = (text) => {
    const bytes = new Uint8Array(Math.floor((text.length * 15) / 8));
    let [held, count, at] = [0, 0, 0];
    for (let i = 0; i < text.length; i += 1) {
      held |= (text.charCodeAt(i) - 0x20) << count;
      count += 15;
      while (count >= 8) {
        bytes[at] = held & 255;
        at += 1;
        held >>>= 8;
        count -= 8;
      }
    }
    return bytes;
  };

  const unpacked = async (format, bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format))).arrayBuffer();

  /** Body of a sound record as text; null if it cannot be unpacked. */
  const bodyOf = async ({ codec, body }) => {
    if (codec === "p") return body;
    if (codec !== "z") return null;
    const bytes = bytesOf(body);
    // The last byte may be one too many: it is made of the bits that were left over.
    for (const end of [bytes.length, bytes.length - 1]) {
      try {
        return new TextDecoder("utf-8", { fatal: true }).decode(await unpacked("deflate-raw", bytes.subarray(0, end)));
      } catch {
        // The other length, or not at all.
      }
    }
    return null;
  };

  /** The members of a JSON object, as a Map: a key named __proto__ is one like any other. Null if it is none. */
  const members = (text) => {
    try {
      const value = JSON.parse(text);
      return value && typeof value === "object" && !Array.isArray(value) ? new Map(Object.entries(value)) : null;
    } catch {
      return null;
    }
  };

  // ------------------------------------------------------------------------------------------------- reading

  const done = (request) =>
    new Promise((then, failed) => {
      request.onsuccess = () => then(request.result);
      request.onerror = () => failed(request.error);
    });

  /** The database, or null if there is none. It is never made here: the program would find it without its stores. */
  const openDatabase = () =>
    new Promise((then, failed) => {
      const timer = setTimeout(() => failed(new Error("it does not answer")), OPEN_MS);
      const request = indexedDB.open(DATABASE);
      let isNew = false;
      request.onupgradeneeded = () => {
        isNew = true;
        request.transaction.abort();
      };
      request.onsuccess = () => {
        clearTimeout(timer);
        then(request.result);
      };
      request.onerror = (event) => {
        clearTimeout(timer);
        event.preventDefault();
        if (isNew) then(null);
        else failed(request.error);
      };
    });

  const readLocal = () => {
    const entries = [];
    for (let at = 0; at < localStorage.length; at += 1) {
      const key = localStorage.key(at);
      if (key?.startsWith(PREFIX)) entries.push([key, localStorage.getItem(key)]);
    }
    return entries.sort(([a], [b]) => (a < b ? -1 : 1));
  };

  const readDatabase = async () => {
    const database = await openDatabase();
    if (!database) return [];
    const stores = [];
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      stores.push([name, keys.map((key, at) => [String(key), values[at]])]);
    }
    database.close();
    return stores;
  };

  const filesUnder = async (folder, path) => {
    const files = [];
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") files.push(...(await filesUnder(handle, `${path}${name}/`)));
      else files.push({ name: `${path}${name}`, file: await handle.getFile() });
    }
    return files;
  };

  const readFiles = async () => {
    if (!navigator.storage?.getDirectory) return [];
    try {
      const root = await navigator.storage.getDirectory();
      const files = await filesUnder(await root.getDirectoryHandle(FOLDER), "");
      return files.sort((a, b) => b.file.lastModified - a.file.lastModified);
    } catch (error) {
      if (error.name === "NotFoundError") return [];
      throw error;
    }
  };

  /** Everything, and for each place that could not be read the reason. */
  const readAll = async () => {
    const faults = new Map();
    const attempt = async (place, read) => {
      try {
        return await read();
      } catch (error) {
        faults.set(place, error instanceof Error ? error.message : String(error));
        return [];
      }
    };
    return {
      local: await attempt("local", readLocal),
      stores: await attempt("database", readDatabase),
      files: await attempt("files", readFiles),
      faults,
    };
  };

  /** All that stands under keys with a checksum, with the place where it stands. */
  const records = ({ local, stores }) => [
    ...local.map(([key, value]) => ({ place: "Local storage", key, value })),
    ...stores.filter(([name]) => name === RECORDS).flatMap(([, entries]) => entries.map(([key, value]) => ({ place: "Database", key, value }))),
  ];
  const hasChecksum = (key) => key === BOOT || OF_WORKSPACE.test(key);

  /** What fails its check: where it stands, its key, its value, and the reason. */
  const broken = (all) =>
    records(all)
      .filter(({ key }) => hasChecksum(key))
      .map((record) => ({ ...record, fault: opened(record.key, record.value).fault }))
      .filter(({ fault }) => fault !== "");

  const sizeOf = (value) => (typeof value === "string" ? value.length : (value?.byteLength ?? value?.size ?? 0));

  /** The workspaces that are listed or have something stored. */
  const workspaces = (all) => {
    const found = new Map();
    const entry = (id) => {
      if (!found.has(id)) found.set(id, { id, name: "", isExample: false, isTrashed: false, isRemoved: false, isOpen: false, keys: new Map(), characters: 0 });
      return found.get(id);
    };
    for (const { key, value } of records(all)) {
      const id = OF_WORKSPACE.exec(key)?.[1];
      if (!id) continue;
      const own = entry(id);
      own.characters += key.length + sizeOf(value);
      // Of two copies the sound one.
      if (!own.keys.has(key) || opened(key, own.keys.get(key)).fault !== "") own.keys.set(key, value);
    }
    const lists = records(all)
      .filter(({ key }) => key === BOOT)
      .map(({ value }) => opened(BOOT, value))
      .map(({ codec, body }) => (codec === "p" ? members(body) : null))
      .filter((list) => list !== null)
      .sort((a, b) => Number(a.get("revision")) - Number(b.get("revision")));
    const removals = new Map();
    for (const list of lists) {
      for (const known of Array.isArray(list.get("workspaces")) ? list.get("workspaces") : []) {
        if (typeof known?.id !== "string" || (known.removed && !found.has(known.id))) continue;
        const own = entry(known.id);
        own.name = String(known.name ?? "") || own.name;
        own.isExample = known.example === true;
        own.isTrashed = Number(known.trashed ?? 0) > Number(known.restored ?? 0);
        removals.set(known.id, (removals.get(known.id) ?? 0) + (known.removed === true ? 1 : 0));
        // As for the program: nothing counts as removed that only one store calls so.
        own.isRemoved = removals.get(known.id) > 1;
        own.isOpen = list.get("active") === known.id;
      }
    }
    return [...found.values()];
  };

  // ------------------------------------------------------------------------------------------- files to save

  const base64 = async (blob) => {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };

  /** A value as JSON, so that the same value can be made of it. Unpaired surrogates come out escaped. */
  const written = async (value) => {
    if (typeof value === "string") return JSON.stringify(value);
    if (value instanceof Blob) return JSON.stringify({ base64: await base64(value) });
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return JSON.stringify({ base64: await base64(new Blob([value])) });
    return JSON.stringify({ json: value }) ?? "null";
  };

  const pairs = async (entries) => {
    const lines = [];
    for (const [key, value] of entries) lines.push(`[${JSON.stringify(key)},${await written(value)}]`);
    return `[\n${lines.join(",\n")}\n]`;
  };

  /** All raw bytes as one file: lists of pairs, because a key named __proto__ would be lost in an object. */
  const rescueFile = async (all) => {
    const parts = [`{"format":"pocket-pmo-rescue","version":2,"takenAt":${JSON.stringify(new Date().toISOString())},\n"entries":`, await pairs(all.local)];
    parts.push(',\n"database":[');
    for (const [at, [name, entries]] of all.stores.entries()) parts.push(`${at ? "," : ""}[${JSON.stringify(name)},`, await pairs(entries), "]");
    parts.push('],\n"backups":', await pairs(all.files.map(({ name, file }) => [name, file])), "}\n");
    return new Blob(parts, { type: "application/json" });
  };

  /** Everything that can be read, unpacked, for people and other programs: by workspace the newest list of chunks, the records
   * in the chunks and the changes. */
  const readableFile = async (all) => {
    const parts = [`{"format":"pocket-pmo-readable","version":1,"takenAt":${JSON.stringify(new Date().toISOString())},"workspaces":[`];
    let [read, unread] = [0, 0];
    for (const [at, own] of workspaces(all).entries()) {
      parts.push(`${at ? "," : ""}\n{"id":${JSON.stringify(own.id)},"name":${JSON.stringify(own.name)},"stored":{`);
      let comma = "";
      for (const [key, value] of [...own.keys].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const record = opened(key, value);
        const body = record.fault === "" && !record.isNewer ? await bodyOf(record) : null;
        if (body === null) unread += 1;
        else {
          read += 1;
          parts.push(`${comma}\n${JSON.stringify(key)}:${body}`);
          comma = ",";
        }
      }
      parts.push("}}");
    }
    parts.push("]}\n");
    return { file: new Blob(parts, { type: "application/json" }), read, unread };
  };

  // ------------------------------------------------------------------------------------------ files to restore

  const textOf = async (file) => {
    if (file.size > 200_000_000) throw new Refused("It is larger than 200 MB. Nothing was changed.");
    const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    const isPacked = start[0] === 0x1f && start[1] === 0x8b;
    const bytes = isPacked ? await unpacked("gzip", await file.arrayBuffer()).catch(() => null) : await file.arrayBuffer();
    if (!bytes) throw new Refused("It is cut short or damaged. Nothing was changed.");
    return new TextDecoder().decode(bytes).replace(/^\ufeff/, "").trimEnd();
  };

  /** The workspaces of a rescue file. */
  const inRescueFile = (file) => {
    const list = (value) => (Array.isArray(value) ? value.filter((pair) => Array.isArray(pair) && typeof pair[0] === "string") : []);
    const all = { local: list(file.get("entries")), stores: list(file.get("database")).map(([name, entries]) => [name, list(entries)]), files: [] };
    const found = workspaces(all).filter((own) => !own.isRemoved && own.keys.size > 0);
    if (found.length === 0) throw new Refused("There is no workspace in this rescue file. Nothing was changed.");
    return found.map((own) => ({ name: own.name, entries: [...own.keys].map(([key, value]) => [OF_WORKSPACE.exec(key)[2], value]) }));
  };

  /** A backup as a workspace: its lines as they stand, in the form in which the program stores them. */
  const inBackup = (text, head) => {
    const [, ...lines] = text.split(/\r?\n/);
    if (!(Number(head.get("version")) <= 1)) throw new Refused("A newer version of Pocket PMO has made this backup. Nothing was changed.");
    const isWhole = lines.at(-1) === "]}" && checksum(lines.map((line) => `${line}\n`)) === head.get("checksum");
    if (!isWhole) {
      throw new Refused("This backup is damaged or cut short. Nothing was changed. Data > Restore in the program can read what is left of it.");
    }
    const writers = lines[0].replace(/,$/, "");
    const [begin, middle] = [lines.indexOf('"records":['), lines.indexOf('],"history":[')];
    const bare = (line) => line.replace(/,$/, "");
    const kinds = new Map();
    for (const line of lines.slice(begin + 1, middle).map(bare)) {
      const { kind, id } = JSON.parse(line);
      const number = KINDS.get(kind) ?? 0;
      if (!kinds.has(number)) kinds.set(number, []);
      kinds.get(number).push({ id, line });
    }
    const [entries, chunks] = [[], []];
    for (const [number, found] of [...kinds].sort(([a], [b]) => a - b)) {
      found.sort((a, b) => (a.id < b.id ? -1 : 1));
      for (let at = 0; at < found.length; at += IN_CHUNK) {
        const own = found.slice(at, at + IN_CHUNK);
        const body = `{"v":1,${writers},"records":[\n${own.map(({ line }) => line).join(",\n")}\n]}`;
        const sealed = seal("C", body);
        const name = `${number}-${at / IN_CHUNK}`;
        entries.push([`c/${name}.1`, sealed]);
        chunks.push([name, own[0].id, 1, Number.parseInt(HEADER.exec(sealed)[7], 16), own.length]);
      }
    }
    // A backup holds all that its history has done: the history is kept, and not done once more.
    const floors = new Map();
    for (const line of lines.slice(middle + 1, -1).map(bare)) {
      const [writer, seq] = JSON.parse(line).id;
      floors.set(writer, Math.max(seq, floors.get(writer) ?? 0));
      entries.push([`j/${writer}/${seq}`, seal("J", `{"v":1,${writers},${line.slice(1)}`)]);
    }
    const manifest = { generation: 1, clock: 0, chunks, counts: {}, writers: [...floors], waiting: [] };
    entries.push(["m.1", seal("M", JSON.stringify(manifest))]);
    return [{ name: String(head.get("workspace") ?? ""), entries }];
  };

  /** The workspaces in a backup or rescue file. */
  const workspacesIn = async (file) => {
    const text = await textOf(file);
    const first = text.slice(0, Math.max(text.indexOf("\n"), 0)).trimEnd();
    const head = members(first.endsWith(",") ? `${first.slice(0, -1)}}` : first);
    try {
      if (head?.get("format") === "pocket-pmo-backup") return inBackup(text, head);
      const whole = members(text);
      if (whole?.get("format") === "pocket-pmo-rescue") return inRescueFile(whole);
      if (text.startsWith('{"format":"pocket-pmo-')) throw new Refused("This file is damaged or cut short. Nothing was changed.");
    } catch (error) {
      throw error instanceof Refused ? error : new Refused("This file is damaged. Nothing was changed.");
    }
    throw new Refused("This is neither a backup nor a rescue file of Pocket PMO. Nothing was changed.");
  };

  // ------------------------------------------------------------------------------------------------ writing

  /** A new random identity, as the program makes them. */
  const freshId = () => {
    let number = crypto.getRandomValues(new BigUint64Array(1))[0];
    let id = "";
    for (let place = 0; place < 13; place += 1) {
      id = ALPHABET[Number(number & 31n)] + id;
      number >>= 5n;
    }
    return id;
  };

  /** The program's database, made with its stores where there is none. */
  const databaseToWrite = async () => {
    const database = await openDatabase();
    if (database) return database;
    const request = indexedDB.open(DATABASE);
    request.onupgradeneeded = () => {
      for (const name of [RECORDS, "quarantine"]) request.result.createObjectStore(name);
    };
    return done(request);
  };

  const putIntoDatabase = async (entries) => {
    const database = await databaseToWrite();
    try {
      await new Promise((then, failed) => {
        const transaction = database.transaction(RECORDS, "readwrite", { durability: "strict" });
        // add, not put: a key that is taken fails everything.
        for (const [key, value] of entries) transaction.objectStore(RECORDS).add(value, key);
        transaction.oncomplete = then;
        transaction.onabort = () => failed(transaction.error ?? new Error("it was refused"));
      });
    } finally {
      database.close();
    }
  };

  const putIntoLocal = (entries) => {
    const put = [];
    try {
      for (const [key, value] of entries) {
        if (localStorage.getItem(key) !== null) throw new Error("the key is taken");
        localStorage.setItem(key, value);
        put.push(key);
      }
    } catch (error) {
      // Nothing of it stays: these are the keys written here just now.
      for (const key of put) localStorage.removeItem(key);
      throw error;
    }
  };

  /** Has the program open that workspace at its next start. An id that is new makes an empty one. */
  const openNext = (id, name) => localStorage.setItem(OPEN, name ? `${id} ${name}` : id);

  /** Writes a workspace beside the others, under an identity of its own, and has the program open it. */
  const restore = async ({ name, entries }) => {
    const id = freshId();
    const sound = entries.map(([rest, value]) => [`${PREFIX}${id}/${rest}`, value]).filter(([key, value]) => opened(key, value).fault === "");
    if (sound.length === 0) throw new Refused("Nothing in it passes its check. Nothing was changed.");
    const manifests = sound.filter(([key]) => /\/m\.[01]$/.test(key));
    try {
      await putIntoDatabase(sound);
      // Local storage may be full: the database has all of it, and openNext names it.
      try {
        putIntoLocal(manifests);
      } catch {
        // The program makes good what local storage lacks.
      }
    } catch (error) {
      try {
        putIntoLocal(sound);
      } catch {
        throw new Refused(`The browser does not take it: ${error.message}. Nothing was changed.`);
      }
    }
    openNext(id, name);
    return { id, left: entries.length - sound.length };
  };

  window.ppmoStored = Object.freeze({ Refused, broken, freshId, openNext, readAll, readableFile, rescueFile, restore, sizeOf, workspaces, workspacesIn });
})();
