import { runStorm } from "./run-storm.ts";
import { type StormPathName, stormPaths } from "./storm-paths.ts";
import { startStormServer } from "./storm-server.ts";

/**
 * `pnpm --filter @farebox/db measure:driver [kills] [crashes] [path…]` prints the table of docs/adr/0001. Paths
 * that lose their hold on the process are measured too, so this is a program and not a test.
 */
const [kills = "300", crashes = "1", ...chosen] = process.argv.slice(2);
const names = (Object.keys(stormPaths) as StormPathName[]).filter(
  (name) => chosen.length === 0 || chosen.includes(name),
);
const server = await startStormServer();
for (const path of names) {
  const report = await runStorm(server, { path, kills: Number(kills), crashes: Number(crashes) });
  console.log(JSON.stringify(report));
}
await server.stop();
