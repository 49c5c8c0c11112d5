import { expect, test } from "vitest";
import { pickLocale } from "./locale.ts";

test("dates follow the reader's own English", () => {
  expect(pickLocale(["de-DE", "en-GB", "en-US"])).toBe("en-GB");
});

test("a reader whose language is not built in gets plain English", () => {
  expect(pickLocale(["de-DE", "engaging"])).toBe("en");
  expect(pickLocale([])).toBe("en");
});
