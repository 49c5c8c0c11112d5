import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderMetricDocs } from "../src/telemetry/metric-docs.ts";

// Writes docs/operate/metrics.md; with --check it only says whether the file is what the metrics say of themselves.
const path = join(import.meta.dirname, "../../../docs/operate/metrics.md");
const wanted = renderMetricDocs();

if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== wanted) {
    process.stderr.write("docs/operate/metrics.md is not what the metrics say of themselves. Run: npm run generate\n");
    process.exit(1);
  }
} else {
  writeFileSync(path, wanted);
}
