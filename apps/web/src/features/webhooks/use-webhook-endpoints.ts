import { type Inputs, type Outputs, trpc } from "@farebox/react/lib/trpc.ts";

export type Endpoint = Outputs["webhookEndpoints"]["list"]["items"][number];
export type EndpointFields = Pick<Inputs["webhookEndpoints"]["create"], "url" | "description" | "events">;
export type EventType = NonNullable<Endpoint["events"]>[number];
export type TestResult = Outputs["webhookEndpoints"]["test"];

/** The endpoints of the business, and all that can be done to them. */
export function useWebhookEndpoints() {
  const utils = trpc.useUtils();
  const onSuccess = () => utils.webhookEndpoints.list.invalidate();
  const list = trpc.webhookEndpoints.list.useQuery();
  return {
    endpoints: list.data?.items ?? null,
    error: list.isError && list.data === undefined ? list.error : null,
    retry: () => void list.refetch(),
    create: trpc.webhookEndpoints.create.useMutation({ onSuccess }),
    update: trpc.webhookEndpoints.update.useMutation({ onSuccess }),
    remove: trpc.webhookEndpoints.remove.useMutation({ onSuccess }),
    rotate: trpc.webhookEndpoints.rotateSecret.useMutation({ onSuccess }),
  };
}

/** Sends a test to one endpoint and says what came of it. */
export function useTestEndpoint() {
  return trpc.webhookEndpoints.test.useMutation();
}
