import { z } from "zod";
import { businessIdField } from "../trpc/fields.ts";
import { billingEndProcedure, billingProcedure, router } from "../trpc/procedures.ts";
import { getBillingDetails, setBillingDetails } from "../use-cases/billing-details.ts";
import { orThrow } from "./or-throw.ts";

const path = "/billing-details";
const tag = "Payment";

const getInput = z.strictObject({ businessId: businessIdField }).optional();

/** A line of a letter; nothing but blanks is nothing. */
const line = (most: number) => z.string().trim().max(most).nullable();

const setInput = z.strictObject({
  businessId: businessIdField,
  name: line(150).describe("Whom invoices are made out to"),
  email: z.email().max(254).nullable().describe("Where invoices are sent"),
  address: z
    .strictObject({
      line1: z.string().trim().min(1).max(200),
      line2: line(200).default(null),
      postalCode: line(20).default(null),
      city: line(100).default(null),
      state: line(100).default(null),
      country: z.string().length(2).describe("ISO 3166-1, two capital letters"),
    })
    .nullable(),
  taxId: line(50).describe("As it is written in the country of the address"),
});

const answer = z.strictObject({
  name: z.string().nullable(),
  email: z.string().nullable(),
  address: z
    .strictObject({
      line1: z.string(),
      line2: z.string().nullable(),
      postalCode: z.string().nullable(),
      city: z.string().nullable(),
      state: z.string().nullable(),
      country: z.string(),
    })
    .nullable(),
  taxId: z
    .strictObject({ value: z.string(), status: z.enum(["pending", "verified", "unverified", "unavailable"]) })
    .nullable(),
});

export const billingDetailsRouter = router({
  get: billingEndProcedure
    .meta({ rest: { method: "GET", path, tag, summary: "What is written on invoices" } })
    .input(getInput)
    .output(answer)
    .query(async ({ ctx }) => orThrow(await getBillingDetails(ctx.deps, { businessId: ctx.businessId }))),

  set: billingProcedure
    .meta({
      rest: {
        method: "PUT",
        path,
        tag,
        summary: "Write something else on invoices from now on",
        description: "All of it at once. The payment provider keeps it; invoices that are out keep what they say.",
      },
    })
    .input(setInput)
    .output(answer)
    .mutation(async ({ ctx, input: { name, email, address, taxId } }) => {
      const details = {
        name: orNull(name),
        email,
        address: address === null ? null : toAddress(address),
        taxId: orNull(taxId),
      };
      return orThrow(await setBillingDetails(ctx.deps, { businessId: ctx.businessId, details }));
    }),
});

function toAddress({
  line1,
  line2,
  postalCode,
  city,
  state,
  country,
}: z.infer<typeof setInput.shape.address> & object) {
  return {
    line1,
    line2: orNull(line2),
    postalCode: orNull(postalCode),
    city: orNull(city),
    state: orNull(state),
    country,
  };
}

function orNull(text: string | null): string | null {
  return text === "" ? null : text;
}
