import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { procedureOf, restDoor } from "../testing/doors.ts";
import { startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";
import { appRouter } from "../trpc/router.ts";

let product: TestProduct;
let person: TestPerson;
let count = 0;
beforeAll(async () => {
  product = await startTestProduct();
});
beforeEach(async () => {
  count += 1;
  person = await product.createPerson(`reader-${count}@example.com`);
});
afterAll(() => product.stop());

const setLanguage = (input: Record<string, unknown>) => ask("account.setLanguage", input);

async function ask(name: string, input?: Record<string, unknown>) {
  const { data, error } = await restDoor.call(product.url, procedureOf(appRouter, name), {
    headers: { ...person.headers },
    ...(input && { input }),
  });
  return error ? { refused: error.code, fields: error.fields?.map(({ path }) => path) } : data;
}

test("a note of what is shown that arrives late takes no choice back", async () => {
  expect(await setLanguage({ language: "de", shownLanguage: "de" })).toEqual({ language: "de", shownLanguage: "de" });
  expect(await setLanguage({ shownLanguage: "en" })).toEqual({ language: "de", shownLanguage: "en" });
  expect(await ask("account.me")).toMatchObject({ language: "de", shownLanguage: "en" });
});

test("whoever never chose has none, whatever is shown to them", async () => {
  expect(await setLanguage({ shownLanguage: "ar" })).toEqual({ language: null, shownLanguage: "ar" });
});

test("a choice is taken back by choosing none", async () => {
  await setLanguage({ language: "de", shownLanguage: "de" });
  expect(await setLanguage({ language: null, shownLanguage: "en" })).toEqual({ language: null, shownLanguage: "en" });
  expect(await ask("account.me")).toMatchObject({ language: null, shownLanguage: "en" });
});

test.each([
  ["a language that is not built in", { language: "fr", shownLanguage: "de" }, "language"],
  ["nothing said of what is shown", { language: "de" }, "shownLanguage"],
])("%s is refused by its field", async (_case, input, field) => {
  expect(await setLanguage(input)).toEqual({ refused: "validation_failed", fields: [field] });
});
