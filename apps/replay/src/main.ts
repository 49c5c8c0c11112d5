import { replay } from "./replay.ts";

// A reader that went away (`| head`) must not look like a failure of the replay.
process.stdout.on("error", () => undefined);
process.exitCode = await replay(process.argv.slice(2), { env: process.env, output: process.stdout });
