import { expect, test } from "vitest";
import { mailLink } from "./mail-link.ts";

test("what stands in a message cannot add to its head", () => {
  const link = mailLink({ to: "help@example.com", subject: "a&cc=b@c.d\r\nBcc: x", lines: ["one", "two & three"] });
  expect(link).toBe("mailto:help@example.com?subject=a%26cc%3Db%40c.d%0D%0ABcc%3A%20x&body=one%0D%0Atwo%20%26%20three");
});
