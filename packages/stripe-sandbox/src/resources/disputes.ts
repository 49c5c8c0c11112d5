import { emit } from "../events/emit.ts";
import { mergeMetadata, metadata } from "../parameters/metadata.ts";
import { boolean, enumeration, string } from "../parameters/scalars.ts";
import { emptyable } from "../parameters/schema.ts";
import { object, type Parsed } from "../parameters/structures.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import { decideEvidence } from "../payments/dispute-terms.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import { closeDispute } from "./close-dispute.ts";
import type { Dispute } from "./open-dispute.ts";

const text = () => emptyable(string({ maximumLength: 20_000 }));

const evidenceShape = {
  access_activity_log: text(),
  billing_address: text(),
  cancellation_policy_disclosure: text(),
  cancellation_rebuttal: text(),
  customer_email_address: text(),
  customer_name: text(),
  customer_purchase_ip: text(),
  duplicate_charge_explanation: text(),
  duplicate_charge_id: text(),
  product_description: text(),
  refund_policy_disclosure: text(),
  refund_refusal_explanation: text(),
  service_date: text(),
  shipping_address: text(),
  shipping_carrier: text(),
  shipping_date: text(),
  shipping_tracking_number: text(),
  uncategorized_text: text(),
};

const updateShape = {
  evidence: object(evidenceShape),
  intended_submission_method: enumeration(["manual", "prefer_manual", "prefer_smart_disputes", "smart_disputes"]),
  metadata: metadata(),
  submit: boolean(),
};

export const disputeRoutes: Route[] = [
  route({
    method: "GET",
    path: "/v1/disputes",
    parameters: { ...pageParameters, charge: string(), created: range(), payment_intent: string() },
    handle: ({ world, parameters }) =>
      pageOf(world.disputes, parameters, {
        url: "/v1/disputes",
        matches: (dispute) =>
          isInRange(dispute.created, parameters.created) &&
          (parameters.charge === undefined || dispute.charge === parameters.charge) &&
          (parameters.payment_intent === undefined || dispute.payment_intent === parameters.payment_intent),
      }),
  }),
  route({
    method: "GET",
    path: "/v1/disputes/:dispute",
    parameters: {},
    handle: ({ world, path }) => world.disputes.require(path.dispute, "dispute"),
  }),
  route({
    method: "POST",
    path: "/v1/disputes/:dispute",
    parameters: updateShape,
    handle: ({ world, path, parameters }) => answerDispute(world, path.dispute, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/disputes/:dispute/close",
    parameters: {},
    handle: ({ world, path }) => {
      const dispute = requireOpen(world, path.dispute);
      return closeDispute(world, dispute.id, isInquiry(dispute) ? "warning_closed" : "lost");
    },
  }),
];

export const disputeExpandable: Expandable = {
  dispute: { charge: byId("charges"), payment_intent: byId("payment_intents") },
};

/** Evidence is staged, or given for good with `submit`, which it is by default when there is any. */
function answerDispute(world: World, id: string, given: Parsed<typeof updateShape>): Dispute {
  const before = world.disputes.require(id, "dispute");
  const described = {
    intended_submission_method: given.intended_submission_method ?? before.intended_submission_method,
    metadata: mergeMetadata(before.metadata, given.metadata),
  };
  if (given.evidence === undefined && given.submit === undefined) {
    const dispute = world.disputes.update(id, described);
    emit(world, "charge.dispute.updated", dispute, before);
    return dispute;
  }
  requireOpen(world, id);
  const evidence = { ...before.evidence, ...withoutUndefined(given.evidence ?? {}) };
  const isSubmitted = given.submit ?? given.evidence !== undefined;
  const verdict = isSubmitted ? decideEvidence(evidence.uncategorized_text, isInquiry(before)) : null;
  const isClosing = verdict === "won" || verdict === "lost" || verdict === "warning_closed";
  const dispute = world.disputes.update(id, {
    ...described,
    evidence,
    evidence_details: {
      ...before.evidence_details,
      has_evidence: true,
      submission_count: before.evidence_details.submission_count + (isSubmitted ? 1 : 0),
      submission_method: isSubmitted ? "manual" : before.evidence_details.submission_method,
    },
    ...(verdict === null ? {} : { status: isInquiry(before) ? "warning_under_review" : "under_review" }),
  });
  emit(world, "charge.dispute.updated", dispute, before);
  return isClosing ? closeDispute(world, id, verdict) : dispute;
}

function requireOpen(world: World, id: string): Dispute {
  const dispute = world.disputes.require(id, "dispute");
  if (["needs_response", "warning_needs_response"].includes(dispute.status)) return dispute;
  throw invalidRequest(
    dispute.status.endsWith("under_review")
      ? "This dispute is already under review and its evidence can no longer be changed."
      : "This dispute is already closed.",
    { code: "dispute_already_closed" },
  );
}

function isInquiry(dispute: Dispute): boolean {
  return dispute.status.startsWith("warning_");
}
