import {
  addDeliverySwitch,
  addRequestFault,
  clearFaults,
  deliverySwitchShape,
  requestFaultShape,
} from "../control/set-faults.ts";
import { sendAgain } from "../events/enqueue-deliveries.ts";
import { parseShape } from "../parameters/structures.ts";
import { noSuch } from "../wire/errors.ts";
import { textOf } from "./card-form.ts";
import { deliveriesView } from "./operator-deliveries-view.ts";
import { eventsView } from "./operator-events-view.ts";
import { faultsView } from "./operator-faults-view.ts";
import { isShown, objectsView, overviewView } from "./operator-objects-view.ts";
import type { Page } from "./page.ts";

const ROOT = "/_sandbox/pages";

/** The sandbox seen by whoever runs it: objects, events, deliveries, and the switches for what should go wrong. */
export const operatorPages: Page[] = [
  { method: "GET", path: "/_sandbox", answer: ({ world }) => ({ status: 200, html: overviewView(world) }) },
  {
    method: "GET",
    path: `${ROOT}/objects/:collection`,
    answer: ({ world, path }) => {
      const name = path["collection"] ?? "";
      if (!isShown(name)) throw noSuch("collection", name);
      return { status: 200, html: objectsView(world, name) };
    },
  },
  {
    method: "GET",
    path: `${ROOT}/events`,
    answer: ({ world, query }) => ({
      status: 200,
      html: eventsView(world, { type: textOf(query, "type"), sent: textOf(query, "sent") }),
    }),
  },
  { method: "GET", path: `${ROOT}/deliveries`, answer: ({ world }) => ({ status: 200, html: deliveriesView(world) }) },
  { method: "GET", path: `${ROOT}/faults`, answer: ({ world }) => ({ status: 200, html: faultsView(world) }) },
  {
    method: "POST",
    path: `${ROOT}/events/:event/send`,
    answer: ({ world, path, form }) => {
      const event = world.events.require(path["event"] ?? "", "event");
      const one = textOf(form, "endpoint");
      const endpoints = world.webhook_endpoints.where((each) =>
        one === "" ? each.status === "enabled" : each.id === one,
      );
      for (const endpoint of endpoints) sendAgain(world, event, endpoint.id);
      return { location: one === "" ? `${ROOT}/events?sent=${event.id}` : `${ROOT}/deliveries` };
    },
  },
  {
    method: "POST",
    path: `${ROOT}/faults/requests`,
    answer: ({ world, form }) => {
      addRequestFault(world, parseShape(requestFaultShape, form, ""));
      return { location: `${ROOT}/faults` };
    },
  },
  {
    method: "POST",
    path: `${ROOT}/faults/deliveries`,
    answer: ({ world, form }) => {
      addDeliverySwitch(world, parseShape(deliverySwitchShape, form, ""));
      return { location: `${ROOT}/faults` };
    },
  },
  {
    method: "POST",
    path: `${ROOT}/faults/clear`,
    answer: ({ world }) => {
      clearFaults(world);
      return { location: `${ROOT}/faults` };
    },
  },
];
