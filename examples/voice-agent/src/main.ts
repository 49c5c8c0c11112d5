import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createFarebox, type Farebox } from "@farebox/sdk";
import { businessToCharge, Complaint, findFarebox, runExample } from "example-local-product";
import { fastClock, hurrySandbox } from "./fast-time.ts";
import { startMediaServer } from "./media-server.ts";
import { HELP, type Options, readOptions } from "./options.ts";
import { Terminal } from "./terminal.ts";

const CALLER = join(import.meta.dirname, "caller", "main.ts");
/** Enough to let a call in, and little enough that one uses it up: 8 minutes of an inbound call. */
const TOKENS_TO_RUN_OUT = 12;

await runExample(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options === null) return console.log(HELP);
  const terminal = new Terminal(process.stdout);
  const found = await findFarebox(process.env);
  const access = { url: found.url, key: found.key };
  await using operator = createFarebox(access);
  const businessId = await businessToCharge(operator, found, "Voice agent example");
  await using farebox = createFarebox({ ...access, businessId, clock: fastClock(options.speed) });

  const { available } = await farebox.balance.get();
  terminal.say(`Farebox at ${found.url}, ${available} tokens available`);
  if (options.isRunningOut && !found.isOwnStart)
    throw new Complaint(
      "--run-out spends tokens, so it only does so in a business it made itself: leave FAREBOX_KEY out.",
    );
  if (options.isRunningOut) await spendDownTo(farebox, TOKENS_TO_RUN_OUT, available);
  const stopHurrying = options.speed === 1 ? null : await hurrySandbox(operator, options.speed);
  const server = await startMediaServer(farebox, { port: options.port, speed: options.speed, terminal });
  try {
    terminal.say(`media server at ${server.url}`);
    if (options.isListening) await once(process, "SIGINT");
    else {
      await dial(server.url, options, terminal);
      await server.handled;
    }
  } finally {
    terminal.rest();
    await server.close();
    await stopHurrying?.();
  }
  terminal.say(`${(await farebox.balance.get()).available} tokens left`);
});

/** The scripted caller, a process of its own as a provider's would be. */
async function dial(url: string, { speed, talkSeconds }: Options, terminal: Terminal): Promise<void> {
  const caller = spawn(process.execPath, [CALLER, url, String(talkSeconds), String(speed)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  createInterface({ input: caller.stdout }).on("line", (line) => terminal.say(`caller: ${line}`));
  const [code] = await once(caller, "exit");
  if (code !== 0) throw new Complaint("The scripted caller did not get through.");
}

async function spendDownTo(farebox: Farebox, tokens: number, available: number): Promise<void> {
  const { rates } = await farebox.rates.list();
  const sms = rates.find(({ service }) => service === "sms");
  if (sms === undefined)
    throw new Complaint("--run-out sends text messages first, and this Farebox has no price for them.");
  const quantity = Math.floor((available - tokens) / sms.tokens);
  if (quantity > 0) await farebox.usage.record({ key: `run-out-${crypto.randomUUID()}`, service: "sms", quantity });
}
