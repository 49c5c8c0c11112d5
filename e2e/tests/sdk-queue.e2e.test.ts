import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createFarebox } from "@farebox/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { seededRandom } from "../src/seeded-random.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const KILLS = Number(process.env["FAREBOX_QUEUE_KILLS"] ?? 10);
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);
const WRITER = fileURLToPath(new URL("../src/sdk-queue-writer.ts", import.meta.url));

const home = newHome();
const file = join(home, "usage.queue");
const random = seededRandom(SEED);
let product: Product;
let businessId: string;

beforeAll(async () => {
  product = await startProduct(home);
  businessId = (await client().createBusiness("Queued")).id;
  await client().grant(businessId, { key: "given", tokens: 1_000_000 });
});

afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const client = () => billingClient({ url: product.url, key: product.operatorKey });

test(`${KILLS} times kill -9: what was acknowledged is in the ledger, once`, async () => {
  const acknowledged = new Set<string>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (const key of await writeUntilKilled(kill, {
      acknowledged: random.integer(1, 80),
      moreMs: random.integer(0, 5),
    }))
      acknowledged.add(key);
  }
  expect(acknowledged.size, `seed ${SEED}`).toBeGreaterThan(KILLS * 10);

  const farebox = connect();
  await farebox.usage.flush();
  await farebox.close();
  const lines = (await client().allTransactions(businessId)).filter(({ type }) => type === "usage");
  const keys = lines.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(
    [...acknowledged].filter((key) => !keys.includes(key)),
    `seed ${SEED}`,
  ).toEqual([]);
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
}, 600_000);

test("a file belongs to one process at a time, and to the next one when that has ended", async () => {
  const first = connect();
  await first.usage.enqueue({ key: "first", service: "sms", quantity: 1 });
  const second = connect();
  await expect(second.usage.enqueue({ key: "second", service: "sms", quantity: 1 })).rejects.toMatchObject({
    code: "queue_locked",
  });
  await first.close();
  await second.usage.enqueue({ key: "second", service: "sms", quantity: 1 });
  await second.usage.flush();
  await second.close();
  await expect(second.usage.enqueue({ key: "third", service: "sms", quantity: 1 })).rejects.toMatchObject({
    code: "closed",
  });
});

/** What a writer said was safe until it was killed: so many milliseconds after so many records were acknowledged. */
async function writeUntilKilled(
  run: number,
  after: { readonly acknowledged: number; readonly moreMs: number },
): Promise<readonly string[]> {
  const child = spawn(
    process.execPath,
    [WRITER, product.url, product.operatorKey, businessId, file, String(run * 1_000_000)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  while (said.split("\n").length <= after.acknowledged) await once(child.stdout, "data");
  await new Promise((resolve) => setTimeout(resolve, after.moreMs));
  child.kill("SIGKILL");
  await once(child, "close");
  const lines = said.split("\n").slice(0, -1);
  expect(lines.filter((line) => line.startsWith("failed"))).toEqual([]);
  return lines.map((line) => line.split(" ")[1] ?? "");
}

function connect() {
  return createFarebox({ url: product.url, key: product.operatorKey, businessId, queue: { file } });
}
