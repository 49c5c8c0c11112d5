import { enumeration } from "../parameters/scalars.ts";
import { openDispute } from "../resources/open-dispute.ts";
import { invalidRequest } from "../wire/errors.ts";
import { type Door, door } from "./door.ts";

/** A cardholder who disagrees later, whatever card was used. */
export const disputeDoors: Door[] = [
  door({
    method: "POST",
    path: "/_sandbox/charges/:charge/dispute",
    parameters: { kind: enumeration(["fraudulent", "inquiry", "product_not_received"]) },
    handle: ({ world, path, parameters }) =>
      world.transaction(null, () => {
        const charge = world.charges.require(path["charge"] ?? "", "charge");
        if (charge.status !== "succeeded" || !charge.captured || charge.disputed || charge.refunded) {
          throw invalidRequest("Only a paid charge that was neither refunded nor disputed can be disputed.", {
            param: "charge",
          });
        }
        return openDispute(world, charge.id, `dispute_${parameters.kind ?? "fraudulent"}`);
      }),
  }),
];
