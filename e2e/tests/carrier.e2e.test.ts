import { once } from "node:events";
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BillingClient, billingClient } from "../src/billing-client.ts";
import { book, csvOf, makeTruth, plant, worth } from "../src/carrier-books.ts";
import { exactCharge, toMicro } from "../src/exact-arithmetic.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { startFarebox } from "../src/run-farebox.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const home = newHome();
const files = mkdtempSync(join(tmpdir(), "farebox-carrier-"));
let product: Product;
let client: BillingClient;
beforeAll(async () => {
  product = await startProduct(home);
  client = billingClient({ url: product.url, key: product.operatorKey });
});
afterAll(async () => {
  await product?.stop();
  removeHome(home);
  rmSync(files, { recursive: true, force: true });
});

async function newBusiness(): Promise<string> {
  const { id } = await client.createBusiness("Harbour Dental");
  await client.grant(id, { key: "opening", tokens: 1_000_000 });
  return id;
}

const OPENING = toMicro(1_000_100);
const spent = async (business: string) => OPENING - toMicro((await client.balance(business)).total);

function run(business: string, file: string, ...more: readonly string[]) {
  return startFarebox([
    "reconcile-usage",
    file,
    ...["--business", business, "--url", product.url, "--key", product.operatorKey],
    ...more,
  ]);
}

type Row = { readonly difference: string; readonly ref: string; readonly tokens: number; readonly outcome: string };
const rowsOf = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Row[];

test("every planted difference is found, corrected to the token, and a second run finds none", async () => {
  const business = await newBusiness();
  const { truth, planted } = await plant(client, business, { seed: 7, count: 1_000 });
  const file = join(files, "calls.csv");
  writeFileSync(file, csvOf(truth));
  const before = await spent(business);

  const proposed = await run(business, file, "--report", join(files, "proposed.json")).ended;
  expect(proposed.code, proposed.output + proposed.progress).toBe(1);
  const found = rowsOf(join(files, "proposed.json"));
  expect(Object.fromEntries(found.map(({ difference, ref }) => [`${difference} ${ref}`, difference]))).toEqual(planted);
  expect(await spent(business)).toBe(before);

  const applied = await run(
    business,
    file,
    "--apply",
    "--limit-tokens",
    "1000000",
    "--report",
    join(files, "applied.json"),
  ).ended;
  expect(applied.code, applied.output + applied.progress).toBe(0);
  // Independent arithmetic: the ledger is what the carrier says, and each correction moved its own difference.
  expect(await spent(business)).toBe(worth(truth));
  const moved = rowsOf(join(files, "applied.json"));
  expect(moved.every(({ outcome }) => outcome === "applied")).toBe(true);
  expect(moved.reduce((sum, { tokens }) => sum + toMicro(tokens), 0n)).toBe(worth(truth) - before);
  expect(moved.map(({ ref, tokens }) => [ref, tokens])).toEqual(found.map(({ ref, tokens }) => [ref, tokens]));

  const again = await run(business, file, "--apply").ended;
  expect([again.code, again.output]).toEqual([0, expect.stringContaining("The books agree")]);
  expect(verifyLedger(product)).toMatchObject({ status: 0 });
});

test("a call that fell silent is settled with the carrier's duration", async () => {
  const business = await newBusiness();
  const hold = await client.must<{ holdId: string; openedAt: string }>("POST", "/holds", {
    business,
    body: { callId: "CA-silent", service: "outbound_call" },
  });
  await client.must("POST", "/sandbox/clock", { body: { advanceSeconds: 3_600 } });
  const file = join(files, "silent.csv");
  writeFileSync(
    file,
    csvOf([{ ref: "CA-silent", service: "outbound_call", quantity: 95, at: Date.parse(hold.openedAt) }]),
  );
  const applied = await run(business, file, "--apply", "--report", join(files, "silent.json")).ended;
  expect(applied.code, applied.output).toBe(0);
  expect(rowsOf(join(files, "silent.json")).map(({ difference }) => difference)).toEqual(["abandoned"]);
  expect(await client.must("GET", `/holds/${hold.holdId}`, { business })).toMatchObject({
    status: "settled",
    bookedSeconds: 95,
  });
  expect(await spent(business)).toBe(exactCharge("outbound_call", 95));
  expect((await run(business, file).ended).code).toBe(0);
});

test("what goes beyond the limit waits in a review file, and later runs go on with it", async () => {
  const business = await newBusiness();
  const { truth, planted } = await plant(client, business, { seed: 9, count: 300 });
  const file = join(files, "limited.csv");
  writeFileSync(file, csvOf(truth));
  const review = join(files, "limited.review.csv");
  const first = await run(
    business,
    file,
    "--apply",
    "--limit-count",
    "5",
    "--limit-tokens",
    "1000000",
    "--review",
    review,
  ).ended;
  expect(first.code, first.output).toBe(1);
  const left = readFileSync(review, "utf8").trim().split("\r\n").slice(1);
  expect(left).toHaveLength(Object.keys(planted).length - 5);
  expect(left.every((row) => row.includes("beyond the limit"))).toBe(true);

  const rest = await run(business, file, "--apply", "--limit-tokens", "1000000").ended;
  expect(rest.code, rest.output).toBe(0);
  expect(await spent(business)).toBe(worth(truth));
});

test("runs that were killed again and again end in the same books, nothing corrected twice", async () => {
  const business = await newBusiness();
  const { truth } = await plant(client, business, { seed: 11, count: 600 });
  const file = join(files, "killed.csv");
  writeFileSync(file, csvOf(truth));
  const corrections = async () => (await client.allTransactions(business, "&type=correction")).length;
  for (let least = 1; least <= 9; least += 4) {
    const running = run(business, file, "--apply", "--limit-tokens", "1000000");
    while ((await corrections()) < least) await new Promise((resume) => setTimeout(resume, 5));
    running.kill();
    await running.ended;
  }
  const [one, other] = [
    run(business, file, "--apply", "--limit-tokens", "1000000"),
    run(business, file, "--apply", "--limit-tokens", "1000000"),
  ];
  await Promise.all([one.ended, other.ended]);
  const last = await run(business, file, "--apply").ended;
  expect([last.code, last.output]).toEqual([0, expect.stringContaining("The books agree")]);
  expect(await spent(business)).toBe(worth(truth));
  expect(verifyLedger(product)).toMatchObject({ status: 0 });
});

test("a broken file changes nothing and leaves nothing behind", async () => {
  const business = await newBusiness();
  const good = csvOf(makeTruth(3, 13));
  const broken: Readonly<Record<string, readonly [string | Buffer, RegExp]>> = {
    "empty.csv": ["", /line 1: the file is empty/],
    "header.csv": ["ref,start,duration,service\r\n", /not one record/],
    "columns.csv": [good.replace("duration", "seconds"), /lacks the column "duration"; it has "ref"/],
    "fields.csv": [`${good}\r\nCA1,2026-01-01T00:00:00Z`, /line 5: 2 fields where the first line has 4/],
    "duration.csv": [`${good}\r\nCA1,2026-01-01T00:00:00Z,-3,sms`, /line 5: duration "-3" is none/],
    "day.csv": [`${good}\r\nCA1,2026-02-30T00:00:00Z,3,sms`, /line 5: start "2026-02-30T00:00:00Z" is no time/],
    "service.csv": [`${good}\r\nCA1,2026-01-01T00:00:00Z,3,fax`, /line 5: "fax"/],
    "quote.csv": [`${good}\r\n"CA1,2026-01-01T00:00:00Z,3,sms`, /line 5: a quote is opened here and never closed/],
    "latin1.csv": [
      Buffer.from(`${good}\r\nCA\u00e9,2026-01-01T00:00:00Z,3,sms`, "latin1"),
      /line 5: .*"encoding": "latin1"/,
    ],
    "binary.csv": [Buffer.from([0x1f, 0x8b, 8, 0, ...Array(300).keys()]), /control character|no text/],
  };
  for (const [name, [content, wanted]] of Object.entries(broken)) {
    writeFileSync(join(files, name), content);
    const ran = await run(business, join(files, name), "--apply", "--report", join(files, `${name}.json`)).ended;
    expect([ran.code, ran.output], name).toEqual([2, expect.stringMatching(wanted)]);
    expect(
      readdirSync(files).filter((each) => each.startsWith(`${name}.`)),
      name,
    ).toEqual([]);
  }
  expect(await spent(business)).toBe(0n);
});

/** A million with FAREBOX_CARRIER_ROWS=1000000. */
const ROWS = Number(process.env["FAREBOX_CARRIER_ROWS"] ?? 200_000);

test("a very long file is compared in a small, constant memory", async () => {
  const business = await newBusiness();
  const [known] = makeTruth(1, 17);
  if (known === undefined) throw new Error("there is one");
  await book(client, business, [known]);
  const file = join(files, "long.csv");
  const at = new Date(known.at).toISOString();
  const lines = createWriteStream(file);
  lines.write("ref,start,duration,service\r\n");
  for (let index = 0; index < ROWS; index += 1) {
    // In no order, as carriers write them, and each row twice.
    const ref = `CA-long-${((index >> 1) * 7_919) % ROWS}`;
    if (!lines.write(`${ref},${at},${60 + ((index >> 1) % 60)},outbound_call\r\n`)) await once(lines, "drain");
  }
  lines.end(`${known.ref},${at},${known.quantity},${known.service}\r\n`);
  await once(lines, "close");
  const ran = await startFarebox(
    ["reconcile-usage", file, ...["--business", business, "--url", product.url, "--key", product.operatorKey]],
    { heapMegabytes: 96 },
  ).ended;
  expect(ran.code, ran.output + ran.progress).toBe(1);
  expect(ran.output).toMatch(new RegExp(`missing +${(ROWS / 2).toLocaleString("en-US")} `));
  expect(ran.output).not.toContain(known.ref);
  expect(ran.progress).toMatch(/records read|differences found/);
});
