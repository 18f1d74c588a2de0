// Owns: the package for those who host the page: what it holds, that its sums are right, and that what comes out of it works.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pack, unzip, versionOf } from "../../scripts/package.mjs";
import { serve } from "../../scripts/serve.mjs";
import { DIST } from "./dist.ts";
import { Complaints, expect, test, watch } from "./fixtures.ts";

test("the package unpacks to a page that works, with right sums and a way to install it", async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), "pocket-pmo-package-"));
  try {
    const { path } = pack({ dist: DIST, out: folder, version: versionOf() });
    const [sum, name] = readFileSync(`${path}.sha256`, "utf8").trim().split("  ");
    expect(name).toBe(`pocket-pmo-${versionOf()}.zip`);
    expect(sum).toBe(createHash("sha256").update(readFileSync(path)).digest("hex"));

    const unpacked = join(folder, "unpacked");
    const top = `pocket-pmo-${versionOf()}/`;
    const files = unzip(readFileSync(path));
    for (const [file, bytes] of files) {
      expect(file.startsWith(top), "all in one folder").toBe(true);
      mkdirSync(dirname(join(unpacked, file)), { recursive: true });
      writeFileSync(join(unpacked, file), bytes);
    }
    const at = (file: string) => readFileSync(join(unpacked, top, file));
    const listed = at("SHA256SUMS").toString().trim().split("\n").map((line) => line.split("  "));
    expect(listed, "every file but the list itself").toHaveLength(files.size - 1);
    for (const [sum, file = ""] of listed) expect(createHash("sha256").update(at(file)).digest("hex"), file).toBe(sum);
    const published = readdirSync(DIST, { recursive: true }).map(String).filter((file) => statSync(join(DIST, file)).isFile());
    for (const file of published) expect(at(`site/${file}`).equals(readFileSync(join(DIST, file))), file).toBe(true);
    expect(at("INSTALL.txt").toString()).toContain("static files");

    // In a sub-path, as the instructions allow.
    const server = await serve({ dir: join(unpacked, top, "site"), base: "/pmo/" });
    try {
      const context = await browser.newContext();
      const complaints = new Complaints();
      await watch(context, new URL(server.url).origin, complaints);
      const page = await context.newPage();
      await page.goto(server.url);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Every project. Every gate.");
      await page.getByRole("button", { name: /^Start empty/ }).click();
      await expect(page.getByRole("dialog", { name: "New project" })).toBeVisible();
      expect(complaints.unexpected).toEqual([]);
      await context.close();
    } finally {
      await server.close();
    }

    // One byte more or less is noticed.
    const damaged = readFileSync(path);
    damaged[200] = (damaged[200] ?? 0) ^ 1;
    expect(() => unzip(damaged)).toThrow();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
