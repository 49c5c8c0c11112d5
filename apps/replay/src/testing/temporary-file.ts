import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A directory that is gone when the test is over. */
export async function makeTemporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "farebox-replay-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export async function writeTemporaryFile(content: string | Uint8Array): Promise<string> {
  const path = join(await makeTemporaryDirectory(), "trace.csv");
  await writeFile(path, content);
  return path;
}
