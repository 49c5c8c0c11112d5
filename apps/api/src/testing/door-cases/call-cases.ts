import { type DoorCase, get, mutate, one, post, query, type Side } from "./door-case.ts";

const open = (callId: string) => ({ callId, service: "outbound_call" });
const holdOf = (side: Side, callId: string) => side.holdIds.get(callId) ?? "none";
const NO_HOLD = "0199aaaa-0000-7000-8000-00000000beef";

/** A call from its beginning to its end, in this order. */
export const CALL_CASES: readonly DoorCase[] = [
  ["REST: open", post("/holds", open("call-r")), "hot"],
  ["REST: open again", post("/holds", open("call-r")), "hot"],
  ["REST: open with another service", post("/holds", { ...open("call-r"), service: "inbound_call" }), "hot"],
  ["REST: open what is no call", post("/holds", { callId: "x", service: "sms" }), "hot"],
  ["tRPC: open", mutate("holds.open", open("call-t")), "hot"],
  ["REST: get", (side) => get(`/holds/${holdOf(side, "call-r")}`)(side), "hot"],
  ["REST: get in capitals", (side) => get(`/holds/${holdOf(side, "call-r").toUpperCase()}`)(side), "hot"],
  ["REST: get what is not there", get(`/holds/${NO_HOLD}`), "hot"],
  ["REST: get what is no id", get("/holds/abc"), "hot"],
  ["REST: get an encoded id", get("/holds/%61bc")],
  ["REST: get nothing", get("/holds/")],
  ["tRPC: get", (side) => query("holds.get", { id: holdOf(side, "call-t") })(side), "hot"],
  [
    "REST: extend",
    (side) => post(`/holds/${holdOf(side, "call-r")}/extend`, { seq: 1, elapsedSeconds: 0 })(side),
    "hot",
  ],
  [
    "REST: extend again",
    (side) => post(`/holds/${holdOf(side, "call-r")}/extend`, { seq: 1, elapsedSeconds: 0 })(side),
    "hot",
  ],
  [
    "REST: extend, the id twice",
    (side) => post(`/holds/${holdOf(side, "call-r")}/extend`, { id: "x", seq: 2 })(side),
    "hot",
  ],
  [
    "REST: extend far beyond",
    (side) => post(`/holds/${holdOf(side, "call-r")}/extend`, { seq: 2, elapsedSeconds: 900_000 })(side),
    "hot",
  ],
  [
    "tRPC: extend",
    (side) => mutate("holds.extend", { id: holdOf(side, "call-t"), seq: 1, elapsedSeconds: 0 })(side),
    "hot",
  ],
  ["REST: void", (side) => post(`/holds/${holdOf(side, "call-r")}/void`, {})(side), "hot"],
  [
    "REST: capture what is void",
    (side) => post(`/holds/${holdOf(side, "call-r")}/capture`, { elapsedSeconds: 0 })(side),
    "hot",
  ],
  ["tRPC: capture", (side) => mutate("holds.capture", { id: holdOf(side, "call-t"), elapsedSeconds: 0 })(side), "hot"],
  [
    "tRPC: capture again",
    (side) => mutate("holds.capture", { id: holdOf(side, "call-t"), elapsedSeconds: 0 })(side),
    "hot",
  ],
  ["tRPC: void what is captured", (side) => mutate("holds.void", { id: holdOf(side, "call-t") })(side), "hot"],
  ["REST: a word that is no action", (side) => post(`/holds/${holdOf(side, "call-r")}/forget`, {})(side)],
];

/** Several calls in one request. */
export const BATCH_CASES: readonly DoorCase[] = [
  ["tRPC: a batch of two", query("balance.get,balance.get?batch=1", { 0: {}, 1: {} }), "hot"],
  ["tRPC: a batch with a wrong one", query("balance.get,usage.authorize?batch=1", { 1: { service: 1 } }), "hot"],
  ["tRPC: a batch of wrong ones", query("usage.authorize,usage.authorize?batch=1", { 0: {}, 1: {} }), "hot"],
  ["tRPC: a batch of one", query("balance.get?batch=1", { 0: null }), "hot"],
  ["tRPC: a batch without input", query("balance.get,balance.get?batch=1"), "hot"],
  ["tRPC: a batch whose input is a list", query("balance.get,balance.get?batch=1", []), "hot"],
  ["tRPC: a batch whose input is a word", query("balance.get?batch=1", '"x"'), "hot"],
  ["tRPC: a batch that says 0", query("balance.get?batch=0", {}), "hot"],
  ["tRPC: a batch that does not say so", query("balance.get,balance.get", {})],
  ["tRPC: a batch of commands", mutate("usage.record,usage.record?batch=1", { 0: one("ba"), 1: one("bb") }), "hot"],
  ["tRPC: the same batch again", mutate("usage.record,usage.record?batch=1", { 0: one("ba"), 1: one("bb") }), "hot"],
  ["tRPC: a batch of different commands", mutate("usage.record,holds.open?batch=1", { 0: one("bc"), 1: {} }), "hot"],
  ["tRPC: a batch of a command and a question", mutate("usage.record,balance.get?batch=1", { 0: one("bd") })],
  ["tRPC: a batch with nobody's procedure", query("balance.get,balance.nope?batch=1", {})],
  ["tRPC: a batch of twenty", query(`${Array(20).fill("balance.get").join(",")}?batch=1`), "hot"],
  ["tRPC: a batch of twenty-one", query(`${Array(21).fill("balance.get").join(",")}?batch=1`)],
  ["tRPC: a batch by nobody", () => ({ path: "/api/trpc/balance.get,holds.list?batch=1" }), "hot"],
  [
    "tRPC: a batch as a stream of lines",
    query("balance.get?batch=1", {}, { headers: { "trpc-accept": "application/jsonl" } }),
  ],
  ["tRPC: lines without a batch", query("balance.get", {}, { headers: { accept: "application/jsonl" } })],
];
