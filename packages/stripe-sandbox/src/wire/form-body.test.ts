import fc from "fast-check";
import { expect, test } from "vitest";
import { parseForm } from "./form-body.ts";

const plain = (text: string) => JSON.parse(JSON.stringify(parseForm(text)));

test("brackets nest, empty brackets list, numbered brackets keep their numbers, the last of two wins", () => {
  expect(plain("a=1&b[c]=2&b[d][e]=3")).toEqual({ a: "1", b: { c: "2", d: { e: "3" } } });
  expect(plain("a[]=1&a[]=2")).toEqual({ a: ["1", "2"] });
  expect(plain("a[0]=1&a[1][b]=2")).toEqual({ a: { 0: "1", 1: { b: "2" } } });
  expect(plain("a=1&a=2&%62%5Bc%5D=x+y%26")).toEqual({ a: "2", b: { c: "x y&" } });
});

test("a list of hashes begins the next hash where a name comes again", () => {
  expect(plain("a[][b]=1&a[][c]=2&a[][b]=3")).toEqual({ a: [{ b: "1", c: "2" }, { b: "3" }] });
});

test("names every object has are names like others", () => {
  expect(Object.keys(parseForm("__proto__[a]=1&constructor=2"))).toEqual(["__proto__", "constructor"]);
});

test("one name as text and as hash, and nesting without end, are refused", () => {
  for (const text of ["a=1&a[b]=2", "a[b]=1&a[]=2", `a${"[b]".repeat(50)}=1`]) {
    expect(() => parseForm(text)).toThrow();
  }
});

const name = fc.stringMatching(/^[a-z_]{1,8}$/u);
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof({ depthSize: "small", maxDepth: 5 }, fc.string(), fc.dictionary(name, tie("node"), { minKeys: 1 })),
})).node;

test("whatever the official client would send is read back as it was meant", () => {
  fc.assert(
    fc.property(fc.dictionary(name, tree), (sent) => {
      const form = new URLSearchParams();
      const put = (key: string, value: unknown): void => {
        if (typeof value === "string") form.append(key, value);
        else for (const [inner, each] of Object.entries(value as object)) put(`${key}[${inner}]`, each);
      };
      for (const [key, value] of Object.entries(sent)) put(key, value);
      expect(plain(form.toString())).toEqual(JSON.parse(JSON.stringify(sent)));
    }),
  );
});

test("no text makes it fail in any way but a refusal", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab[\]=&%0-9]*$/u), (text) => {
      try {
        parseForm(text);
      } catch (refusal) {
        expect(refusal).toMatchObject({ status: 400 });
      }
    }),
    { numRuns: 1000 },
  );
});
