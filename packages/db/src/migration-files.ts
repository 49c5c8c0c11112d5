import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A numbered file of `supabase/migrations`, which are the truth about the schema. */
export type MigrationFile = { readonly name: string; readonly text: string; readonly checksum: string };

/** In the order they are applied, which is the order of their names. */
export async function listMigrationFiles(directory: string = MIGRATIONS): Promise<readonly MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(directory, name), "utf8");
      return { name, text, checksum: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

const MIGRATIONS = join(import.meta.dirname, "../../../supabase/migrations");
