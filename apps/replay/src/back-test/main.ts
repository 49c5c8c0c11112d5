import { readTrace } from "../trace/read-trace.ts";
import { backTest } from "./back-test.ts";
import { tellCases } from "./tell-cases.ts";

const [path] = process.argv.slice(2);
if (path === undefined) {
  process.stderr.write("name the file of the trace: node apps/replay/src/back-test/main.ts FILE\n");
  process.exitCode = 2;
} else {
  const { events, problemCount } = await readTrace(path);
  if (problemCount > 0) process.stderr.write(`${problemCount} lines of the trace were left out: they cannot be read\n`);
  process.stdout.write(`${tellCases(backTest(events))}\n`);
}
