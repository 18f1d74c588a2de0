// Owns: optimising the chapters that scripts/bind cut out of the program as Trunk optimises the program itself. All of
// them in one process, with a thread for each processor: a wasm-opt for each of two hundred files begins slower than it works.
// Must not know what a chapter is.
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

/** What a flag of wasm-opt is called in its library; some it has split in two since. */
const FEATURES = {
  "--enable-bulk-memory": ["BulkMemory", "BulkMemoryOpt"],
  "--enable-nontrapping-float-to-int": ["NontrappingFPToInt"],
  "--enable-sign-ext": ["SignExt"],
  "--enable-mutable-globals": ["MutableGlobals"],
  "--enable-reference-types": ["ReferenceTypes", "CallIndirectOverlong"],
  "--enable-multivalue": ["Multivalue"],
};
/** How much to optimise and how much to shrink, by the letter or digit after -O. */
const LEVELS = { 0: [0, 0], 1: [1, 0], 2: [2, 0], 3: [3, 0], 4: [4, 0], s: [2, 1], z: [2, 2] };

/** Optimises each of `jobs` ([from, to]) with a level and flags as wasm-opt takes them. */
export async function optimise(jobs, { level, flags }) {
  const unknown = flags.find((flag) => !FEATURES[flag]);
  if (!LEVELS[level] || unknown) throw new Error(`optimise: ${unknown ?? `-O${level}`} is not known here`);
  const features = flags.flatMap((flag) => FEATURES[flag]);
  const waiting = [...jobs];
  const thread = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { levels: LEVELS[level], features } });
      const next = () => worker.postMessage(waiting.shift() ?? null);
      worker.on("message", next);
      worker.on("error", reject);
      worker.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`optimise: a thread ended with ${code}`))));
      next();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, thread));
}

if (!isMainThread && workerData?.features) {
  // It warns of a part of the names that it does not know, once for each file; the names are dropped anyway.
  console.error = () => {};
  const { default: binaryen } = await import("binaryen");
  const { levels, features } = workerData;
  const flags = features.reduce((sum, name) => {
    if (binaryen.Features[name] === undefined) throw new Error(`optimise: this binaryen has no ${name}`);
    return sum | binaryen.Features[name];
  }, 0);
  parentPort.on("message", (job) => {
    if (!job) return parentPort.close();
    const [from, to] = job;
    const module = binaryen.readBinary(readFileSync(from));
    module.setFeatures(flags);
    binaryen.setOptimizeLevel(levels[0]);
    binaryen.setShrinkLevel(levels[1]);
    binaryen.setDebugInfo(false);
    module.optimize();
    writeFileSync(to, module.emitBinary());
    module.dispose();
    parentPort.postMessage("done");
  });
}
