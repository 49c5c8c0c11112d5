import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createServiceSql, type ServiceSql } from "../connections/service-sql.ts";
import { type StormServer, startStormServer } from "./storm-server.ts";

let server: StormServer;
let sql: ServiceSql;
beforeAll(async () => {
  server = await startStormServer();
  sql = createServiceSql(server.url, { settings: { applicationName: "listener" } });
}, 60_000);
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await server.stop();
});

test("hints are heard again after the listening session or the server was killed, each once", async () => {
  const heard: string[] = [];
  let timesListening = 0;
  await sql.listen(
    "hint",
    (payload) => heard.push(payload),
    () => {
      timesListening += 1;
    },
  );
  const notify = (payload: string) => server.operate("select pg_notify('hint', $1)", [payload]);
  const losses = [
    () =>
      server.operate(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'listener'",
        [],
      ),
    () => server.crash(),
    async () => server.gate.cut(),
  ];
  for (const [index, lose] of losses.entries()) {
    await lose();
    // Whoever listens is told when it listens again, so that it can look for what it missed.
    await vi.waitUntil(() => timesListening === index + 2, { timeout: 5_000 });
    await notify(`after ${index}`);
    await vi.waitUntil(() => heard.includes(`after ${index}`), { timeout: 5_000 });
  }
  expect(heard).toEqual(["after 0", "after 1", "after 2"]);
});
