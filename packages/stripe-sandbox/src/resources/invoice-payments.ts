import { enumeration, string } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { object } from "../parameters/structures.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

export const invoicePaymentRoutes: Route[] = [
  route({
    method: "GET",
    path: "/v1/invoice_payments",
    parameters: {
      ...pageParameters,
      created: range(),
      invoice: string(),
      payment: object({ payment_intent: string(), type: required(enumeration(["payment_intent"])) }),
      status: enumeration(["canceled", "open", "paid"]),
    },
    handle: ({ world, parameters: asked }) =>
      pageOf(world.invoice_payments, asked, {
        url: "/v1/invoice_payments",
        matches: (each) =>
          isInRange(each.created, asked.created) &&
          (asked.invoice === undefined || each.invoice === asked.invoice) &&
          (asked.payment?.payment_intent === undefined ||
            each.payment.payment_intent === asked.payment.payment_intent) &&
          (asked.status === undefined || each.status === asked.status),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/invoice_payments/:id",
    parameters: {},
    handle: ({ world, path }) => world.invoice_payments.require(path.id),
  }),
];

export const invoicePaymentExpandable: Expandable = {
  invoice_payment: {
    invoice: byId("invoices"),
    "payment.charge": byId("charges"),
    "payment.payment_intent": byId("payment_intents"),
  },
};
