import { Hono } from "hono";
import { expect, test } from "vitest";
import type { AppBindings } from "./app-bindings.ts";
import { isFromThisMachine, readClientAddress } from "./client-address.ts";

async function ask(
  hops: number,
  remoteAddress: string,
  forwardedFor?: string,
): Promise<{ address: string; isHere: boolean }> {
  const app = new Hono<AppBindings>().get("/", (c) =>
    c.json({ address: readClientAddress(c.env.incoming, hops), isHere: isFromThisMachine(c) }),
  );
  const headers = forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor };
  const bindings = { incoming: { socket: { remoteAddress }, headers } } as AppBindings["Bindings"];
  return (await app.request("/", { headers }, bindings)).json() as Promise<{ address: string; isHere: boolean }>;
}

test("what a caller writes about its address is not believed (A31)", async () => {
  expect((await ask(0, "203.0.113.1", "198.51.100.7")).address).toBe("203.0.113.1");
  expect((await ask(1, "10.0.0.1", "198.51.100.7, 203.0.113.1")).address).toBe("203.0.113.1");
  expect((await ask(2, "10.0.0.1", "198.51.100.7, 203.0.113.1, 10.0.0.2")).address).toBe("203.0.113.1");
});

test("a proxy that says nothing leaves its own address", async () => {
  expect((await ask(1, "10.0.0.1")).address).toBe("10.0.0.1");
  expect((await ask(3, "10.0.0.1", "203.0.113.1")).address).toBe("10.0.0.1");
});

test("only this machine itself is this machine (A35)", async () => {
  expect((await ask(0, "127.0.0.1")).isHere).toBe(true);
  expect((await ask(0, "::ffff:127.0.0.1")).isHere).toBe(true);
  expect((await ask(0, "127.0.0.1", "203.0.113.1")).isHere).toBe(false);
  expect((await ask(0, "203.0.113.1")).isHere).toBe(false);
});
