import { once } from "node:events";
import { parseArgs } from "node:util";
import { createFarebox } from "@farebox/sdk";
import { businessToCharge, Complaint, findFarebox, runExample } from "example-local-product";
import { priceModelTokens } from "./price-model-tokens.ts";
import { startServer } from "./server.ts";
import { visit } from "./visit.ts";

const HELP = `An HTTP API that answers prompts and is paid from Farebox by the model token, and somebody who asks it.

  --listen      nobody asks: waits for your requests until Ctrl-C
  --port N      of the server (any free one)
`;

await runExample(async () => {
  const { port, isListening } = readOptions(process.argv.slice(2));
  const found = await findFarebox(process.env);
  const access = { url: found.url, key: found.key };
  await using operator = createFarebox(access);
  const businessId = await businessToCharge(operator, found, "AI API example");
  await using farebox = createFarebox({ ...access, businessId });

  const rate = await priceModelTokens(farebox, found, businessId);
  const { available } = await farebox.balance.get();
  console.log(
    `Farebox at ${found.url}, ${available} tokens available, ${rate.tokens} tokens for ${rate.per} model tokens`,
  );
  const server = await startServer(farebox, port);
  try {
    console.log(`AI API at ${server.url}`);
    if (isListening) await once(process, "SIGINT");
    else await visit(server.url);
  } finally {
    await server.close();
  }
  console.log(`\n${(await farebox.balance.get()).available} tokens left`);
});

function readOptions(given: string[]): { readonly port: number; readonly isListening: boolean } {
  try {
    const { values } = parseArgs({ args: given, options: { listen: { type: "boolean" }, port: { type: "string" } } });
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("--port must be from 0 to 65535.");
    return { port, isListening: values.listen ?? false };
  } catch (error) {
    throw new Complaint(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}
