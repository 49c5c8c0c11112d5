import { expect, test } from "vitest";
import { nameInvoice } from "./invoice-name.ts";

const bill = { kind: "receipt" as const, purchaseId: null, description: "", number: null };

test("a package is called by its name, and says when it was bought by itself", () => {
  const purchases = [
    { purchaseId: "one", package: "growth_pack", kind: "package" as const },
    { purchaseId: "two", package: "growth_pack", kind: "top_up" as const },
  ];
  expect(nameInvoice({ ...bill, purchaseId: "one" }, purchases)).toBe("Growth package");
  expect(nameInvoice({ ...bill, purchaseId: "two" }, purchases)).toBe("Growth package, automatic");
});

test("a payment always has a name, and a single thing is not counted", () => {
  expect(nameInvoice(bill, [])).toBe("Package");
  expect(nameInvoice({ ...bill, kind: "invoice", number: "FB-1042" }, [])).toBe("FB-1042");
  expect(nameInvoice({ ...bill, kind: "invoice", description: "1 × Pro (at $29.00 / month)" }, [])).toBe(
    "Pro (at $29.00 / month)",
  );
});
