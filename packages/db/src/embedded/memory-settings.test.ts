import { expect, test } from "vitest";
import { memorySettings } from "./memory-settings.ts";

const GIGABYTE = 2 ** 30;

test.each([
  [0.5, "128MB"],
  [2, "128MB"],
  [8, "512MB"],
  [24, "1536MB"],
  [256, "4096MB"],
])("on a machine of %d GB the buffers are %s", (gigabytes, buffers) => {
  expect(memorySettings(gigabytes * GIGABYTE)["shared_buffers"]).toBe(buffers);
});
