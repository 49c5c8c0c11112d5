import { type DoorCase, event, get, JSON_TYPE, mutate, NAMED, one, post, query } from "./door-case.ts";

const SECRETS = ["key", "readKey", "usageKey", "installationKey", "expiredKey", "foreignKey"] as const;

/** Everybody who may call, and who may not. */
export const CALLER_CASES: readonly DoorCase[] = [...byKeys(), ...byPeople()];

function byKeys(): DoorCase[] {
  return SECRETS.flatMap((who): DoorCase[] => [
    [`REST: usage by ${who}`, (side) => post("/usage", one(`by-${who}`), { secret: side[who] })(side), "hot"],
    [`tRPC: usage by ${who}`, (side) => mutate("usage.record", one(`by-${who}`), { secret: side[who] })(side), "hot"],
    [
      `REST: usage by ${who} for the business`,
      (side) => post("/usage", one(`for-${who}`), { secret: side[who], ...NAMED(side.businessId) })(side),
      "hot",
    ],
    [
      `tRPC: usage by ${who} for the foreign business`,
      (side) => mutate("usage.record", one(`foreign-${who}`), { secret: side[who], ...NAMED(side.foreignId) })(side),
      "hot",
    ],
    [
      `REST: a batch of both businesses by ${who}`,
      (side) => {
        const events = [
          event(`b-${who}`, { businessId: side.businessId }),
          event(`b-${who}`, { businessId: side.foreignId }),
        ];
        return post("/usage", { events }, { secret: side[who] })(side);
      },
      "hot",
    ],
    [`REST: balance by ${who}`, (side) => get("/balance", { secret: side[who] })(side), "hot"],
    [`tRPC: balance by ${who}`, (side) => query("balance.get", undefined, { secret: side[who] })(side), "hot"],
    [
      `REST: balance of the foreign business by ${who}`,
      (side) => get(`/balance?businessId=${side.foreignId}`, { secret: side[who] })(side),
      "hot",
    ],
    [
      `REST: a call by ${who}`,
      (side) => post("/holds", { callId: `by-${who}`, service: "outbound_call" }, { secret: side[who] })(side),
      "hot",
    ],
  ]);
}

function byPeople(): DoorCase[] {
  return [
    [
      "REST: balance by a person",
      (side) => ({ path: "/api/billing/balance", headers: { cookie: side.cookie } }),
      "hot",
    ],
    [
      "tRPC: balance by a person",
      (side) => ({ path: "/api/trpc/balance.get", headers: { cookie: side.cookie } }),
      "hot",
    ],
    [
      "REST: usage by a person of a foreign page",
      (side) => ({
        ...post("/usage", one("p"))(side),
        headers: { ...JSON_TYPE, cookie: side.cookie, origin: "https://evil.example" },
      }),
      "hot",
    ],
    [
      "tRPC: usage by a person",
      (side) => ({
        ...mutate("usage.record", one("p"))(side),
        headers: { ...JSON_TYPE, cookie: side.cookie, "sec-fetch-site": "same-origin" },
      }),
      "hot",
    ],
    ["REST: usage by nobody", (side) => ({ ...post("/usage", one("p"))(side), headers: JSON_TYPE }), "hot"],
    ["tRPC: usage by nobody", (side) => ({ ...mutate("usage.record", "{")(side), headers: JSON_TYPE }), "hot"],
    ["REST: balance by nobody", () => ({ path: "/api/billing/balance" }), "hot"],
    ["tRPC: balance by nobody", () => ({ path: "/api/trpc/balance.get?input=%7B" }), "hot"],
  ];
}
