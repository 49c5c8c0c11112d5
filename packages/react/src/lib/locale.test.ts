import { expect, test } from "vitest";
import { languageOf, pickLocale } from "./locale.ts";

test("dates follow the reader's own region of a language that is built in", () => {
  expect(pickLocale(["fr-FR", "en-GB", "en-US"])).toBe("en-GB");
  expect(pickLocale(["de-AT", "en-GB"])).toBe("de-AT");
});

test("a reader whose language is not built in gets plain English", () => {
  expect(pickLocale(["fr-FR", "engaging"])).toBe("en");
  expect(pickLocale([])).toBe("en");
});

test("a tag belongs to a language by its first part", () => {
  expect(languageOf("ar-EG")).toBe("ar");
  expect(languageOf("arn")).toBeNull();
});
