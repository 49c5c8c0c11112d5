#!/usr/bin/env node
import { enableCompileCache, flushCompileCache } from "node:module";
import { parseArgs } from "node:util";

// Most of a start is reading two hundred files of TypeScript; from the second start on they are kept compiled.
enableCompileCache();

const USAGE = `stripe-sandbox [options]
  --port NUMBER            where to listen (12111)
  --host NAME              on which address (127.0.0.1)
  --file PATH              where the state lives; without it, in memory
  --secret-key KEY         a key to accept, may be given again; without it, every test key
  --webhook URL            an endpoint for all events, may be given again
  --webhook-secret SECRET  what signs the deliveries to those endpoints
`;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "12111" },
    host: { type: "string", default: "127.0.0.1" },
    file: { type: "string" },
    "secret-key": { type: "string", multiple: true },
    webhook: { type: "string", multiple: true, default: [] },
    "webhook-secret": { type: "string" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  const { startStripeSandbox } = await import("./start.ts");
  const secret = values["webhook-secret"];
  const sandbox = await startStripeSandbox({
    port: Number(values.port),
    host: values.host,
    ...(values.file === undefined ? {} : { file: values.file }),
    ...(values["secret-key"] === undefined ? {} : { secretKeys: values["secret-key"] }),
    webhooks: values.webhook.map((url) => (secret === undefined ? { url } : { url, secret })),
  });
  process.stdout.write(`stripe-sandbox answers at ${sandbox.url} (key ${sandbox.secretKey})\n`);
  flushCompileCache();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
}
