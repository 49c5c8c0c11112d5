import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Timekeeper } from "./clock/timekeeper.ts";
import { RequestLog } from "./control/request-log.ts";
import type { DeliveryOptions } from "./events/send-delivery.ts";
import { RESOURCES } from "./resources/registry.ts";
import { type EndpointGiven, ensureEndpoint } from "./resources/webhook-endpoints.ts";
import { serve } from "./serve.ts";
import { openWorld } from "./store/open-world.ts";
import { createRouter } from "./wire/router.ts";

export interface StripeSandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Where the state lives; none keeps it in memory. */
  readonly file?: string;
  /** Keys that are accepted; none accepts every `sk_test_…` and `rk_test_…`. */
  readonly secretKeys?: readonly string[];
  /** Endpoints that are there from the beginning; one whose address the state already has is brought up to this. */
  readonly webhooks?: readonly EndpointGiven[];
  readonly deliveries?: Partial<DeliveryOptions>;
  /** Told of the sandbox's own bugs; the default writes them to the error output. */
  readonly onBug?: (cause: unknown) => void;
}

export interface StripeSandbox {
  readonly url: string;
  readonly port: number;
  readonly secretKey: string;
  /** Settles when every answered request is on the disk and nothing runs any more. */
  readonly close: () => Promise<void>;
}

export async function startStripeSandbox(options: StripeSandboxOptions = {}): Promise<StripeSandbox> {
  const onBug = options.onBug ?? ((cause) => console.error("stripe-sandbox:", cause));
  const host = options.host ?? "127.0.0.1";
  const { world, file } = openWorld(options.file ?? null);
  const requestLog = new RequestLog();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  world.baseUrl = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  world.transaction(null, () => {
    for (const given of options.webhooks ?? []) ensureEndpoint(world, given);
  });
  const timekeeper = new Timekeeper(world, {
    handlers: Object.assign({}, ...RESOURCES.map((resource) => resource.dueWork ?? {})),
    deliveries: { ...DEFAULT_DELIVERIES, ...options.deliveries },
    onFailure: onBug,
  });
  const api = {
    world,
    router: createRouter(RESOURCES.flatMap((resource) => resource.routes)),
    expandable: Object.assign({}, ...RESOURCES.map((resource) => resource.expandable ?? {})),
    allowedKeys: options.secretKeys ?? null,
    keysInFlight: new Set<string>(),
    onBug,
  };
  server.on("request", serve({ api, timekeeper, requestLog, flushed: async () => file?.flushed() }));
  return {
    url: world.baseUrl,
    port,
    secretKey: options.secretKeys?.[0] ?? "sk_test_sandbox",
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await timekeeper.close();
      await file?.close();
    },
  };
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Stripe tries for up to three days, waiting longer each time. */
const DEFAULT_DELIVERIES: DeliveryOptions = {
  timeoutMilliseconds: 20_000,
  retryAfterSeconds: [10, MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 24 * HOUR],
};
