import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sign, verifySignature } from "./verify-signature.ts";

const NOW = 1_800_000_000;
const OLD = "whsec_old";
const NEW = "whsec_new";
const body = Buffer.from('{ "id": "evt_1", "text": "\\u0041" }\n');
const hex = (secret: string, at: number, of: Buffer = body) => sign(secret, String(at), of).toString("hex");
const verify = (header: string | undefined, secrets: readonly string[] = [NEW], of: Buffer = body) =>
  verifySignature({ header, body: of, secrets, nowSeconds: NOW });

test.each([
  ["W12 no header", undefined, "missing"],
  ["W12 an empty header", "  ", "missing"],
  ["W12 garbage", "hello", "malformed"],
  ["W12 v0 only", `t=${NOW},v0=${hex(NEW, NOW)}`, "malformed"],
  ["a time that is none", `t=now,v1=${hex(NEW, NOW)}`, "malformed"],
  ["two times", `t=${NOW},t=${NOW - 1},v1=${hex(NEW, NOW)}`, "malformed"],
  ["a signature that is cut", `t=${NOW},v1=${hex(NEW, NOW).slice(0, 63)}`, "malformed"],
  ["W14 a wrong secret", `t=${NOW},v1=${hex("whsec_other", NOW)}`, "not_ours"],
  ["W14 a header for another time", `t=${NOW},v1=${hex(NEW, NOW - 1)}`, "not_ours"],
  ["W15 301 s old", `t=${NOW - 301},v1=${hex(NEW, NOW - 301)}`, "too_old"],
  ["300 s old", `t=${NOW - 300},v1=${hex(NEW, NOW - 300)}`, null],
  ["W16 301 s ahead", `t=${NOW + 301},v1=${hex(NEW, NOW + 301)}`, "from_the_future"],
  ["300 s ahead", `t=${NOW + 300},v1=${hex(NEW, NOW + 300)}`, null],
])("%s", (_, header, problem) => {
  expect(verify(header)).toBe(problem);
});

test("W13 the empty key signs nothing, whether it is configured or not", () => {
  const header = `t=${NOW},v1=${hex("", NOW)}`;
  expect([verify(header), verify(header, [""]), verify(header, [])]).toEqual(["not_ours", "not_ours", "not_ours"]);
});

describe("W18 a secret that is exchanged", () => {
  const both = `t=${NOW},v1=${hex(OLD, NOW)},v1=${hex(NEW, NOW)},v0=${"0".repeat(64)}`;
  test("is taken with either, in either place", () => {
    expect([verify(both, [OLD]), verify(both, [NEW]), verify(both, [NEW, OLD])]).toEqual([null, null, null]);
  });
  test("is refused once it is removed", () => {
    expect(verify(`t=${NOW},v1=${hex(OLD, NOW)}`, [NEW])).toBe("not_ours");
  });
});

test("W14 W23 any other bytes are refused, also the same JSON written anew", () => {
  const header = `t=${NOW},v1=${hex(NEW, NOW)}`;
  expect(verify(header, [NEW], Buffer.from(JSON.stringify(JSON.parse(body.toString()))))).toBe("not_ours");
  fc.assert(
    fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const other = Buffer.from(body);
      other[at] = (other[at] ?? 0) ^ change;
      expect(verify(header, [NEW], other)).toBe("not_ours");
    }),
  );
});
