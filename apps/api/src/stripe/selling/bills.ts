import type Stripe from "stripe";
import type { Bill, PaymentProvider } from "../../use-cases/payment-provider.ts";
import type { StripeDoor } from "../client/create-stripe.ts";
import { toInstant, toSeconds } from "./subscriptions.ts";

/** Invoices of plans and receipts of packages in one list, the newest first. */
export function createBills({ call }: Pick<StripeDoor, "call">): Pick<PaymentProvider, "listBills"> {
  return {
    listBills: ({ customerId, before, limit }) =>
      call(async (api) => {
        const asked = {
          customer: customerId,
          limit: Math.min(limit + 1, 100),
          ...(before !== null && { created: { lte: toSeconds(before) } }),
        };
        const [invoices, charges] = await Promise.all([api.invoices.list(asked), api.charges.list(asked)]);
        return [...invoices.data.map(toInvoice), ...charges.data.flatMap(toReceipt)].sort(
          (left, right) => right.createdAt - left.createdAt || (left.id < right.id ? 1 : -1),
        );
      }),
  };
}

function toInvoice(invoice: Stripe.Invoice): Bill {
  return {
    id: invoice.id ?? "",
    kind: "invoice",
    number: invoice.number,
    purchaseId: null,
    description: invoice.description ?? invoice.lines.data.at(-1)?.description ?? "",
    createdAt: toInstant(invoice.created),
    amount: invoice.total,
    amountDue: invoice.amount_remaining,
    refunded: invoice.post_payment_credit_notes_amount,
    currency: invoice.currency,
    status: STATUSES.find((known) => known === invoice.status) ?? "draft",
    url: invoice.hosted_invoice_url ?? null,
    pdfUrl: invoice.invoice_pdf ?? null,
  };
}

const STATUSES = ["draft", "open", "paid", "void", "uncollectible"] as const;

/** Charges of packages; those of invoices are in the list as invoices. */
function toReceipt(charge: Stripe.Charge): Bill[] {
  const purchaseId = charge.metadata["purchase_id"];
  if (purchaseId === undefined || charge.status === "pending") return [];
  const isRefunded = charge.refunded;
  return [
    {
      id: charge.id,
      kind: "receipt",
      number: charge.receipt_number,
      purchaseId,
      description: charge.description ?? "",
      createdAt: toInstant(charge.created),
      amount: charge.amount,
      amountDue: 0,
      refunded: charge.amount_refunded,
      currency: charge.currency,
      status: charge.status === "failed" ? "failed" : isRefunded ? "refunded" : "paid",
      url: charge.receipt_url,
      pdfUrl: null,
    },
  ];
}
