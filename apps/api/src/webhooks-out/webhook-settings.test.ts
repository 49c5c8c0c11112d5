import { expect, test } from "vitest";
import { z } from "zod";
import { judgeAddress } from "./address-rules.ts";
import { toWebhookSettings, WEBHOOK_SHAPE } from "./webhook-settings.ts";

const local = { isLocal: true, authSecret: "a".repeat(32) };
const production = { ...local, isLocal: false };
const read = (variables: object) => z.object(WEBHOOK_SHAPE).safeParse(variables);
const settingsOf = (variables: object, mode: typeof local) => toWebhookSettings(read(variables).data ?? {}, mode);

test("production opens nothing that it was not told to, a local start its own machine", () => {
  expect(settingsOf({}, production).opened).toEqual([]);
  expect(judgeAddress("127.0.0.1", settingsOf({}, local).opened)).toBe("opened");
  expect(judgeAddress("10.0.0.1", settingsOf({}, local).opened)).toBe("refused");
  expect(settingsOf({ FAREBOX_WEBHOOK_ALLOW_PRIVATE: "none" }, local).opened).toEqual([]);
  const told = settingsOf({ FAREBOX_WEBHOOK_ALLOW_PRIVATE: "10.1.0.0/16, fd12::/48" }, production);
  expect(["10.1.2.3", "10.2.0.1", "fd12::1", "127.0.0.1"].map((address) => judgeAddress(address, told.opened))).toEqual(
    ["opened", "refused", "opened", "refused"],
  );
});

test.each(["0.0.0.0/0", "::/0", "169.254.169.254", "8.8.8.8", "10.0.0", "10.0.0.0/8,nonsense"])(
  "the setting %s stops the start with a word about it",
  (networks) => {
    const [issue] = read({ FAREBOX_WEBHOOK_ALLOW_PRIVATE: networks }).error?.issues ?? [];
    expect(issue?.message).toMatch(/^".+" is not a /);
  },
);

test("secrets are sealed with the keys of their own, or with what signs sessions", () => {
  expect(settingsOf({}, local).sealingKeys).toEqual(["a".repeat(32)]);
  const keys = ["b".repeat(32), "c".repeat(32)];
  expect(settingsOf({ FAREBOX_WEBHOOK_KEYS: keys.join(", ") }, local).sealingKeys).toEqual(keys);
  expect(read({ FAREBOX_WEBHOOK_KEYS: "short" }).success).toBe(false);
});
