import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { openState } from "./open-state.ts";
import { serveGallery } from "./serve-gallery.ts";
import { STATES } from "./states.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const SHOTS = join(ROOT, "shots");
const LOOKS = [
  { name: "light", width: 1280, colorScheme: "light" },
  { name: "dark", width: 1280, colorScheme: "dark" },
  { name: "phone-light", width: 360, colorScheme: "light" },
  { name: "phone-dark", width: 360, colorScheme: "dark" },
] as const;

/** Renews a picture of every state in every look under `shots/`, and a sheet that lays them side by side. */
const only = process.argv[2];
const executablePath = process.env["FAREBOX_CHROMIUM"] ?? "/usr/bin/chromium";
const gallery = await serveGallery();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  if (only === undefined) await rm(SHOTS, { recursive: true, force: true });
  await mkdir(SHOTS, { recursive: true });
  // Ten thousand rows are for the test of speed: no picture is that high.
  const states = STATES.filter((state) => state !== "usage-much" && (only === undefined || state.includes(only)));
  for (const { name, width, colorScheme } of LOOKS) {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme,
      reducedMotion: "reduce",
      locale: "en",
      timezoneId: "Europe/Berlin",
    });
    const page = await context.newPage();
    for (const state of states) {
      await openState(page, gallery.url, state);
      await page.screenshot({ path: join(SHOTS, `${state}.${name}.png`), fullPage: true });
    }
    await context.close();
  }
  await writeFile(join(SHOTS, "index.html"), sheet(states));
  console.log(`${states.length * LOOKS.length} pictures, side by side in ${join(SHOTS, "index.html")}`);
} finally {
  await browser.close();
  await gallery.stop();
}

function sheet(states: readonly string[]): string {
  const rows = states.map((state) => {
    const pictures = LOOKS.map(
      ({ name, width }) => `<img src="${state}.${name}.png" width="${width / 2}" alt="${name}" />`,
    );
    return `<h2 id="${state}">${state}</h2><div>${pictures.join("")}</div>`;
  });
  const style = "body{font:13px system-ui;margin:24px;background:#888}div{display:flex;gap:16px;align-items:start}";
  return `<!doctype html><meta charset="utf-8" /><title>States</title><style>${style}</style>${rows.join("\n")}\n`;
}
