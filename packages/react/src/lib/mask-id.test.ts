import { expect, test } from "vitest";
import { maskCallId } from "./mask-id.ts";

test.each([
  ["+4915112328690", "+49 ··· 286 90"],
  ["4915112328690", "49 ··· 286 90"],
  ["CA7f3d0b6b1c0a4f5e9d21aa0c55e7e219", "CA7f3d…e219"],
  ["call-1", "call-1"],
])("%s is shown as %s", (callId, shown) => {
  expect(maskCallId(callId)).toBe(shown);
});
