import { farebox } from "./farebox.ts";

// A reader that went away (`| head`) must not look like a failure.
process.stdout.on("error", () => undefined);
process.exitCode = await farebox(process.argv.slice(2), {
  env: process.env,
  output: process.stdout,
  progress: process.stderr,
});
