import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** Asks DuckDB about a file, `FILE` in the question standing for its path: what somebody else's tool makes of it. */
export async function askDuck<Answer>(
  file: { readonly bytes: Uint8Array; readonly extension: string },
  question: string,
): Promise<Answer[]> {
  const directory = await mkdtemp(join(tmpdir(), "farebox-duck-"));
  const path = join(directory, `file.${file.extension}`);
  await writeFile(path, file.bytes);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(question.replaceAll("FILE", `'${path}'`));
    return reader.getRowObjectsJson() as Answer[];
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(directory, { recursive: true });
  }
}
