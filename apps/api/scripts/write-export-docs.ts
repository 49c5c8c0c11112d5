import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderExportDocs } from "../src/exports/render-export-docs.ts";

// Writes docs/exports.md; with --check it only says whether the file is what the columns say.
const path = join(import.meta.dirname, "../../../docs/exports.md");
const wanted = renderExportDocs();

if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== wanted) {
    process.stderr.write("docs/exports.md is not what the columns say. Run: pnpm --filter @farebox/api docs:exports\n");
    process.exit(1);
  }
} else {
  writeFileSync(path, wanted);
}
