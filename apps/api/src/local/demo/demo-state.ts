import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Which history belongs to this home. Kept, because a filling that was interrupted has to go on with the same one. */
export type DemoState = {
  readonly seed: string;
  /** The minute the history leads up to: the one of the first start. */
  readonly endAt: number;
  readonly isFilled: boolean;
};

export async function readDemoState(home: string): Promise<DemoState | null> {
  try {
    const parsed = JSON.parse(await readFile(pathOf(home), "utf8")) as Partial<DemoState>;
    const { seed, endAt, isFilled } = parsed;
    return typeof seed === "string" && typeof endAt === "number" ? { seed, endAt, isFilled: isFilled === true } : null;
  } catch {
    return null;
  }
}

export async function writeDemoState(home: string, state: DemoState): Promise<void> {
  await writeFile(`${pathOf(home)}.${process.pid}`, JSON.stringify(state));
  await rename(`${pathOf(home)}.${process.pid}`, pathOf(home));
}

function pathOf(home: string): string {
  return join(home, "demo.json");
}
