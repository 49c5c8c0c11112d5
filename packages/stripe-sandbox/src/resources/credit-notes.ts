import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { type CreditNote, createCreditNote } from "../invoicing/create-credit-note.ts";
import { type CreditNoteGiven, creditNoteShape } from "../invoicing/credit-note-parameters.ts";
import { creditOpenInvoice } from "../invoicing/credit-open-invoice.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { string } from "../parameters/scalars.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageOfRows, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

export const creditNoteRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/credit_notes",
    parameters: creditNoteShape,
    handle: ({ world, parameters }) => createCreditNote(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/credit_notes",
    parameters: { ...pageParameters, created: range(), customer: string(), invoice: string() },
    handle: ({ world, parameters: asked }) =>
      pageOf(world.credit_notes, asked, {
        url: "/v1/credit_notes",
        matches: (note) =>
          isInRange(note.created, asked.created) &&
          (asked.customer === undefined || note.customer === asked.customer) &&
          (asked.invoice === undefined || note.invoice === asked.invoice),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/credit_notes/preview",
    parameters: creditNoteShape,
    handle: ({ world, parameters }) => preview(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/credit_notes/preview/lines",
    parameters: { ...creditNoteShape, ...pageParameters },
    handle: ({ world, parameters }) => {
      const { limit, starting_after, ending_before, ...given } = parameters;
      const { data } = preview(world, given).lines;
      return pageOfRows(data, { limit, starting_after, ending_before }, "/v1/credit_notes/preview/lines");
    },
  }),
  route({
    method: "GET",
    path: "/v1/credit_notes/:id",
    parameters: {},
    handle: ({ world, path }) => world.credit_notes.require(path.id),
  }),
  route({
    method: "GET",
    path: "/v1/credit_notes/:id/lines",
    parameters: pageParameters,
    handle: ({ world, path, parameters }) => {
      const { id, lines } = world.credit_notes.require(path.id);
      return pageOfRows(lines.data, parameters, `/v1/credit_notes/${id}/lines`);
    },
  }),
  route({
    method: "POST",
    path: "/v1/credit_notes/:id",
    parameters: { memo: string(), metadata: metadata() },
    handle: ({ world, path, parameters }) => {
      const before = world.credit_notes.require(path.id);
      const after = world.credit_notes.update(before.id, {
        metadata: mergeMetadata(before.metadata ?? {}, parameters.metadata),
        ...(parameters.memo === undefined ? {} : { memo: parameters.memo }),
      });
      emit(world, "credit_note.updated", after, before);
      return after;
    },
  }),
  route({
    method: "POST",
    path: "/v1/credit_notes/:id/void",
    parameters: {},
    handle: ({ world, path }) => voidCreditNote(world, path.id),
  }),
];

export const creditNoteExpandable: Expandable = {
  credit_note: {
    customer: byId("customers"),
    customer_balance_transaction: byId("customer_balance_transactions"),
    invoice: byId("invoices"),
    "refunds.refund": byId("refunds"),
  },
};

function preview(world: World, given: CreditNoteGiven): CreditNote {
  return world.journal.rehearse(() => createCreditNote(world, given));
}

/** Only of an invoice that is still open: money that was given back stays so. */
function voidCreditNote(world: World, id: string): CreditNote {
  const before = world.credit_notes.require(id);
  const invoice = world.invoices.require(before.invoice);
  if (before.status === "void" || invoice.status !== "open") {
    throw invalidRequest("You can only void a credit note that is issued, and whose invoice is open.", { param: "id" });
  }
  creditOpenInvoice(world, invoice, -before.total);
  const after = world.credit_notes.update(id, {
    status: "void",
    voided_at: nowOfCustomer(world, invoice.customer),
  });
  emit(world, "credit_note.voided", after);
  return after;
}
