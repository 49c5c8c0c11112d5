import { z } from "zod";
import { isOpenable } from "./address-rules.ts";
import { type Network, toNetwork } from "./ip-address.ts";

/** The variables of outgoing webhooks. */
export const WEBHOOK_SHAPE = {
  FAREBOX_WEBHOOK_ALLOW_PRIVATE: z
    .string()
    .transform((text, context) =>
      text.trim() === "none" ? [] : splitList(text).flatMap((part) => openOf(part, context)),
    )
    .optional(),
  FAREBOX_WEBHOOK_KEYS: z
    .string()
    .transform(splitList)
    .refine(
      (keys) => keys.every((key) => key.length >= 32),
      "must be keys of at least 32 characters, with commas between",
    )
    .optional(),
};

export type WebhookSettings = {
  /** Private networks that endpoints may be in. */
  readonly opened: readonly Network[];
  /** What secrets are sealed with: the first seals, every one opens. */
  readonly sealingKeys: readonly string[];
};

/**
 * A local start reaches endpoints on its own machine and nowhere else that is private; production none, unless it is said. Without
 * keys of their own secrets are sealed with what signs sessions.
 */
export function toWebhookSettings(
  values: Values,
  { isLocal, authSecret }: { readonly isLocal: boolean; readonly authSecret: string },
): WebhookSettings {
  return {
    opened: values.FAREBOX_WEBHOOK_ALLOW_PRIVATE ?? (isLocal ? OPEN_LOCALLY : []),
    sealingKeys: values.FAREBOX_WEBHOOK_KEYS ?? [authSecret],
  };
}

type Values = z.infer<z.ZodObject<typeof WEBHOOK_SHAPE>>;

const OPEN_LOCALLY = ["127.0.0.0/8", "::1/128"].map(toNetwork).filter((network) => network !== null);

function splitList(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function openOf(text: string, context: z.core.$RefinementCtx): Network[] {
  const network = toNetwork(text);
  if (network !== null && isOpenable(network)) return [network];
  const message =
    network === null
      ? "is not a network such as 10.1.0.0/16"
      : "is not a private network, or one that can never be opened";
  context.addIssue({ code: "custom", message: `"${text}" ${message}` });
  return [];
}
