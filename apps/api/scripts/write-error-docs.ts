import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderErrorDocs } from "../src/http/docs/error-docs.ts";

// Writes docs/errors.md; with --check it only says whether the file is what the table would write.
const path = join(import.meta.dirname, "../../../docs/errors.md");
const wanted = renderErrorDocs();

if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== wanted) {
    process.stderr.write(
      "docs/errors.md is not what the error table says. Run: pnpm --filter @farebox/api docs:errors\n",
    );
    process.exit(1);
  }
} else {
  writeFileSync(path, wanted);
}
