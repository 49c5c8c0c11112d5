import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LiveProcedure, listProcedures } from "../http/rest/routes.ts";
import { newId } from "../new-id.ts";
import { bearer, type Door, doors } from "../testing/doors.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import type { Rights } from "./rights.ts";
import { appRouter } from "./router.ts";

/**
 * Who may call what, written down by hand and apart from the code that decides it. An operator is in none of these businesses:
 * where the row does not name them they look on, and may not do it in the business's name.
 */
const MAY: Readonly<Record<string, readonly CallerName[]>> = {
  "account.me": ["member", "billing", "owner", "foreign owner", "operator"],
  "account.setLanguage": ["member", "billing", "owner", "foreign owner", "operator"],
  "admin.providerEvents.get": ["operator", "admin key"],
  "admin.providerEvents.list": ["operator", "admin key"],
  "admin.providerEvents.replay": ["operator", "admin key"],
  "admin.refund": ["operator", "admin key"],
  "admin.reconcile": ["operator", "admin key"],
  "admin.businessPlans.agree": ["operator", "admin key"],
  "admin.businessPlans.end": ["operator", "admin key"],
  "admin.businessPlans.list": ["operator", "admin key"],
  "admin.catalogue.acknowledgeInversions": ["operator", "admin key"],
  "admin.catalogue.plan": ["operator", "admin key"],
  "admin.catalogue.sync": ["operator", "admin key"],
  "alerts.get": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "alerts.set": ["billing", "owner", "admin key"],
  "admin.jobs.discard": ["operator", "admin key"],
  "admin.jobs.list": ["operator", "admin key"],
  "admin.jobs.retry": ["operator", "admin key"],
  "apiKeys.list": ["owner", "operator"],
  "apiKeys.create": ["owner"],
  "apiKeys.revoke": ["owner"],
  "autoTopUp.get": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "autoTopUp.set": ["billing", "owner", "admin key"],
  "balance.forecast": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "balance.get": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "balance.history": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "balance.watch": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "billingDetails.get": ["billing", "owner", "operator", "admin key"],
  "billingDetails.set": ["billing", "owner", "admin key"],
  "businesses.create": [
    "member",
    "billing",
    "owner",
    "foreign owner",
    "operator",
    "installation usage key",
    "installation holds key",
    "admin key",
  ],
  "businesses.get": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "caps.get": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "caps.set": ["billing", "owner", "admin key"],
  "estimates.calculate": [
    "member",
    "billing",
    "owner",
    "foreign owner",
    "operator",
    "read key",
    "installation read key",
    "admin key",
  ],
  "estimates.hint": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "grants.create": ["operator", "admin key"],
  "holds.capture": ["holds key", "installation holds key", "admin key"],
  "holds.extend": ["holds key", "installation holds key", "admin key"],
  "holds.get": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "holds.list": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "holds.open": ["holds key", "installation holds key", "admin key"],
  "holds.void": ["holds key", "installation holds key", "admin key"],
  "members.list": ["owner", "operator"],
  "members.setRole": ["owner"],
  "members.remove": ["owner"],
  "members.invite": ["owner"],
  "members.invitations": ["owner", "operator"],
  "members.withdraw": ["owner"],
  "members.invitation": ["member", "billing", "owner", "foreign owner", "operator"],
  "members.accept": ["member", "billing", "owner", "foreign owner", "operator"],
  "members.decline": ["member", "billing", "owner", "foreign owner", "operator"],
  "notices.list": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "notices.read": ["member", "billing", "owner"],
  "notices.preferences": ["member", "billing", "owner", "operator"],
  "notices.setPreferences": ["member", "billing", "owner"],
  "packages.list": [
    "member",
    "billing",
    "owner",
    "foreign owner",
    "operator",
    "read key",
    "installation read key",
    "admin key",
  ],
  "plans.list": [
    "member",
    "billing",
    "owner",
    "foreign owner",
    "operator",
    "read key",
    "installation read key",
    "admin key",
  ],
  "invoices.list": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "paymentMethods.list": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "paymentMethods.remove": ["billing", "owner", "admin key"],
  "paymentMethods.setDefault": ["billing", "owner", "admin key"],
  "paymentMethods.setUp": ["billing", "owner", "admin key"],
  "playground.drain": ["billing", "owner"],
  "playground.end": ["billing", "owner"],
  "playground.crash": ["billing", "owner"],
  "playground.moveClock": ["billing", "owner"],
  "playground.read": ["billing", "owner", "operator"],
  "playground.record": ["billing", "owner"],
  "playground.start": ["billing", "owner"],
  "portal.create": ["billing", "owner", "admin key"],
  "purchases.create": ["billing", "owner", "admin key"],
  "purchases.get": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "purchases.list": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "rates.list": [
    "member",
    "billing",
    "owner",
    "foreign owner",
    "operator",
    "read key",
    "installation read key",
    "admin key",
  ],
  "sandbox.clock.advance": ["operator", "admin key"],
  "sandbox.clock.get": [
    "member",
    "billing",
    "owner",
    "foreign owner",
    "operator",
    "read key",
    "installation read key",
    "admin key",
  ],
  "statements.get": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "statements.list": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "subscription.cancel": ["billing", "owner", "admin key"],
  "subscription.preview": ["billing", "owner", "operator", "admin key"],
  "subscription.resume": ["billing", "owner", "admin key"],
  "subscription.subscribe": ["billing", "owner", "admin key"],
  "subscription.get": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "transactions.export": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "transactions.list": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "transactions.get": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "usage.agents": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "usage.authorize": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "usage.correct": ["operator", "admin key"],
  "usage.find": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "usage.lines": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "usage.record": ["usage key", "installation usage key", "admin key"],
  "usage.review.accept": ["operator", "admin key"],
  "usage.review.list": ["operator", "admin key"],
  "usage.review.reject": ["operator", "admin key"],
  "usage.review.resolve": ["operator", "admin key"],
  "usage.refs": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "usage.summary": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "usage.timeseries": ["member", "billing", "owner", "operator", "read key", "installation read key", "admin key"],
  "webhookEndpoints.create": ["owner", "admin key"],
  "webhookEndpoints.deliveries": ["owner", "operator", "admin key"],
  "webhookEndpoints.get": ["owner", "operator", "admin key"],
  "webhookEndpoints.list": ["owner", "operator", "admin key"],
  "webhookEndpoints.remove": ["owner", "admin key"],
  "webhookEndpoints.replay": ["owner", "admin key"],
  "webhookEndpoints.rotateSecret": ["owner", "admin key"],
  "webhookEndpoints.test": ["owner", "admin key"],
  "webhookEndpoints.update": ["owner", "admin key"],
};

const CALLERS = [
  "nobody",
  "revoked key",
  "unknown key",
  "member",
  "billing",
  "owner",
  "foreign owner",
  "removed member",
  "operator",
  "read key",
  "usage key",
  "holds key",
  "foreign key",
  "installation read key",
  "installation usage key",
  "installation holds key",
  "admin key",
] as const;
type CallerName = (typeof CALLERS)[number];

const NAMED = ["own", "foreign", "random", "missing"] as const;
type Named = (typeof NAMED)[number];

let product: TestProduct;
const headersOf: Partial<Record<CallerName, Record<string, string>>> = {};
const ids: Record<Exclude<Named, "missing">, string> = { own: "", foreign: "", random: newId() };

beforeAll(async () => {
  product = await startTestProduct();
  const people: Partial<Record<CallerName, Awaited<ReturnType<TestProduct["createPerson"]>>>> = {};
  for (const name of ["member", "billing", "owner", "foreign owner", "removed member"] as const) {
    people[name] = await product.createPerson(`${name.replace(" ", ".")}@example.com`);
  }
  people["operator"] = await product.createPerson("operator@example.com", { isOperator: true });
  const { member, billing, owner } = people;
  if (member === undefined || billing === undefined || owner === undefined) throw new Error("nobody signed up");
  ids.own = await product.createBusiness({ name: "Own", members: { member, billing, owner } });
  const foreignOwner = people["foreign owner"];
  ids.foreign = await product.createBusiness({ name: "Foreign", members: foreignOwner ? { owner: foreignOwner } : {} });
  for (const [name, person] of Object.entries(people)) headersOf[name as CallerName] = { ...person.headers };

  const all = ["read", "usage:write", "holds:write"] as const;
  const keys: Partial<Record<CallerName, string>> = {
    "read key": await product.createKey(ids.own, ["read"]),
    "usage key": await product.createKey(ids.own, ["usage:write"]),
    "holds key": await product.createKey(ids.own, ["holds:write"]),
    "foreign key": await product.createKey(ids.foreign, all),
    "installation read key": await product.createKey(null, ["read"]),
    "installation usage key": await product.createKey(null, ["usage:write"]),
    "installation holds key": await product.createKey(null, ["holds:write"]),
    "admin key": await product.createKey(null, [...all, "admin"]),
    "revoked key": await product.createKey(ids.own, all),
    "unknown key": `fb_test_${"x".repeat(43)}`,
  };
  await product.owner("update api_keys set revoked_at = now() where right(last4, 4) = $1 and business_id = $2", [
    keys["revoked key"]?.slice(-4),
    ids.own,
  ]);
  for (const [name, key] of Object.entries(keys)) headersOf[name as CallerName] = bearer(key);
  headersOf["nobody"] = {};
});
afterAll(() => product.stop());

const procedures = listProcedures(appRouter);

test("every procedure has a row in the matrix, and every row a procedure (A01)", () => {
  expect(procedures.map(({ name }) => name).sort()).toEqual(Object.keys(MAY).sort());
});

test("what an operator may do in a business of others is reading and operators' work, nothing else (A04)", () => {
  const wanted = procedures
    .filter(({ type, meta }) => type !== "mutation" || meta.rights?.business === "none" || meta.rights?.isOperatorsWork)
    .map(({ name }) => name);
  const mayInOthers = Object.keys(MAY).filter((name) => MAY[name]?.includes("operator"));
  expect(mayInOthers.sort()).toEqual(wanted.sort());
});

test("every procedure says what it asks of its caller", () => {
  expect(procedures.filter(({ meta }) => meta.rights === undefined).map(({ name }) => name)).toEqual([]);
});

describe.each(procedures)("$name", (procedure) => {
  test.each(doors)("answers each caller as the matrix says, by $name (A01, A02, A04, A05)", async (door) => {
    if (door.name === "REST" && procedure.meta.rest === undefined) return;
    const seen: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const caller of CALLERS) {
      for (const named of NAMED) {
        seen[`${caller} / ${named}`] = await ask(door, procedure, { caller, named });
        wanted[`${caller} / ${named}`] = expected(procedure, { caller, named });
      }
    }
    expect(seen).toEqual(wanted);
  });
});

type Case = { readonly caller: CallerName; readonly named: Named };

/** An input that no procedure takes: whoever is let in hears of the field, whoever is not never gets that far. */
async function ask(door: Door, procedure: LiveProcedure, { caller, named }: Case): Promise<string> {
  const headers = { ...headersOf[caller], ...(named !== "missing" && { "farebox-business": ids[named] }) };
  const pathFields = [...(procedure.meta.rest?.path ?? "").matchAll(/\{(\w+)\}/g)].map((match) => [
    match[1] ?? "",
    ids.random,
  ]);
  const { error } = await door.call(product.url, procedure, {
    headers,
    input: { ...Object.fromEntries(pathFields), nonsense: 1 },
  });
  if (error?.code !== "validation_failed") return error?.code ?? "answered";
  const paths = error.fields?.map(({ path }) => path) ?? [];
  return paths.includes("nonsense") ? "let in" : `asked for ${paths.join(", ")}`;
}

function expected({ name, meta }: LiveProcedure, { caller, named }: Case): string {
  if (caller === "nobody" || caller === "revoked key" || caller === "unknown key") return "unauthenticated";
  const allowed = MAY[name] ?? [];
  if (caller === "operator" && !allowed.includes("operator")) return expectedOfOnlooker(meta.rights, named);
  const isKey = caller.endsWith("key");
  const kindMay = isKey
    ? caller === "foreign key"
      ? allowed.some(isBusinessKey)
      : allowed.includes(caller)
    : mayAnyPerson(allowed, caller);
  if (!kindMay) return "forbidden";
  if (meta.rights?.business === "none") return "let in";
  return expectedForBusiness({ allowed, business: meta.rights?.business ?? "required" }, { caller, named });
}

/** Whoever could be a member hears first whether there is such a business; work of keys is no person's, wherever. */
function expectedOfOnlooker(rights: Rights | undefined, named: Named): string {
  if (rights?.person === null) return "forbidden";
  if (named === "random") return "not_found";
  if (named !== "missing") return "forbidden";
  return rights?.business === "required" ? "asked for businessId" : "let in";
}

type Row = { readonly allowed: readonly CallerName[]; readonly business: "required" | "optional" | "each" };

function expectedForBusiness({ allowed, business }: Row, { caller, named }: Case): string {
  const isPlaceless = caller === "operator" || caller.startsWith("installation") || caller === "admin key";
  if (isPlaceless) {
    if (named === "random") return "not_found";
    return named === "missing" && business === "required" ? "asked for businessId" : "let in";
  }
  const home: Named = caller.startsWith("foreign") ? "foreign" : "own";
  const isHomeless = caller === "removed member";
  if (named !== "missing" && (named !== home || isHomeless)) return "not_found";
  if (isHomeless)
    return business === "required" || !allowed.includes("foreign owner") ? "asked for businessId" : "let in";
  // Foreign owners and keys are owners and keys like any other, in their own business.
  if (caller === "foreign owner") return allowed.includes("owner") ? "let in" : "forbidden";
  return caller === "foreign key" || allowed.includes(caller) ? "let in" : "forbidden";
}

function isBusinessKey(caller: CallerName): boolean {
  return caller === "read key" || caller === "usage key" || caller === "holds key";
}

/** Before it is known which business: whether any person who is not an operator could. */
function mayAnyPerson(allowed: readonly CallerName[], caller: CallerName): boolean {
  return caller === "operator" || allowed.includes("owner");
}
