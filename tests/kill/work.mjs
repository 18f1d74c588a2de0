// Owns: what a person does in a browser that is about to come to grief, and what the next one finds. Projects are made one after
// the other and are numbered, so that every state that existed is a beginning of what was made.

const STATUS = "header [role=status], nav[aria-label=Main] [role=status]";

/** The word for how saving stands. */
export const status = async (page) => (await page.locator(STATUS).first().textContent())?.trim();

/** What the page says above everything else: nothing, or sentences. */
export const said = async (page) => (await page.locator(".banner[role=alert], .banner[role=status]").allInnerTexts()).join(" ").replace(/\s+/g, " ");

/** Makes one project by keyboard and mouse. */
export async function makeProject(page, name) {
  await page.getByRole("button", { name: "New project" }).or(page.getByRole("button", { name: /^Start empty/ })).first().click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
}

/** Names of the projects that are there, in the order in which they were made. At least so many are waited for. */
export async function shown(page, least) {
  const names = () => page.evaluate(() => [...document.querySelectorAll("[data-card]")].map((card) => /Kill \d+/.exec(card.textContent ?? "")?.[0] ?? "?"));
  // A card or two may be drawn a moment later.
  for (let tries = 0; tries < 20 && (await names()).length < least; tries += 1) await page.waitForTimeout(100);
  return (await names()).sort((a, b) => Number(a.slice(5)) - Number(b.slice(5)));
}

/** What was made in one profile, how much of it was shown as Saved, and what became of that. */
export class Work {
  made = [];
  saved = 0;

  constructor(figures) {
    this.figures = figures;
  }

  /** Makes the next project, and takes note if the page then says Saved. Gives what it says. */
  async makeNext(page) {
    const name = `Kill ${this.made.length + 1}`;
    // It may be stored before the next line is reached.
    this.made.push(name);
    this.figures.made += 1;
    await makeProject(page, name);
    return this.look(page);
  }

  /** Takes note if the page says Saved, of all that was made before it was asked. Gives what it says. */
  async look(page) {
    const count = this.made.length;
    const words = await status(page);
    if (words === "Saved" && count > this.saved) {
      this.figures.saved += count - this.saved;
      this.saved = count;
    }
    return words;
  }

  /** Goes on making projects until the browser is gone. */
  async goOn(page) {
    try {
      for (;;) await this.makeNext(page);
    } catch {
      // It is gone.
    }
  }

  /** Compares what a new browser found with what the one before had made and shown as Saved; goes on from there. */
  compare(found) {
    const { figures, made, saved } = this;
    const isBeginning = JSON.stringify(found) === JSON.stringify(made.slice(0, found.length));
    const lost = made.slice(0, saved).filter((name) => !found.includes(name));
    if (!isBeginning) {
      figures.neverWas += 1;
      console.log(`A STATE THAT NEVER WAS: of ${made.length}, ${saved} of them Saved: ${found.join(", ")}`);
    }
    if (lost.length > 0) console.log(`LOST: ${saved} were shown as Saved, ${found.length} are there; missing: ${lost.join(", ")}`);
    figures.savedLost += lost.length;
    figures.unconfirmedKept += Math.max(0, found.length - (saved - lost.length));
    figures.unconfirmedLost += made.slice(saved).filter((name) => !found.includes(name)).length;
    this.made = found;
    this.saved = found.length;
    return isBeginning && lost.length === 0;
  }
}

/** The figures of a run. */
export const newFigures = () => ({ rounds: 0, made: 0, saved: 0, unconfirmedKept: 0, unconfirmedLost: 0, savedLost: 0, neverWas: 0 });

/** The figures in words. */
export const inWords = (figures, end) =>
  `${figures.rounds} rounds, ${figures.made} projects made, ${figures.saved} of them shown as Saved before ${end}: ${figures.savedLost} of those lost. ` +
  `Of those not yet confirmed ${figures.unconfirmedKept} were there all the same and ${figures.unconfirmedLost} were not. States that never were: ${figures.neverWas}.`;

/** Whether the figures show a fault, or nothing at all. */
export const isBad = (figures) => figures.savedLost + figures.neverWas > 0 || figures.saved === 0;
