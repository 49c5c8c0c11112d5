import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderSdkContract } from "../src/http/docs/render-sdk-contract.ts";
import { appRouter } from "../src/trpc/router.ts";

// Writes what the SDK knows of the API; with --check it only says whether the file is what the procedures say.
const path = join(import.meta.dirname, "../../../packages/sdk/src/contract.gen.ts");
const wanted = renderSdkContract(appRouter);

if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== wanted) {
    process.stderr.write("packages/sdk/src/contract.gen.ts is not what the procedures say. Run: npm run generate\n");
    process.exit(1);
  }
} else {
  writeFileSync(path, wanted);
}
