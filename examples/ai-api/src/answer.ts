import { type Farebox, FareboxError, type UsageAuthorizeAnswer } from "@farebox/sdk";
import { countModelTokens, runModel } from "./model.ts";

/** The service of the rate card whose quantity counts model tokens. */
export const SERVICE = "model_tokens";

/** One AI request: asks whether it can be paid, runs the model, and records what it really used. */
export async function answer(farebox: Farebox, request: AiRequest, onText: (text: string) => void): Promise<Answer> {
  const { id, prompt, maxModelTokens, signal } = request;
  const promptModelTokens = countModelTokens(prompt);

  // Asked for the most it can cost, so that nobody begins what cannot be paid.
  const most = promptModelTokens + maxModelTokens;
  const permit = await farebox.usage.authorize({ service: SERVICE, quantity: most });
  if (!permit.allowed) return { outcome: "refused", permit, modelTokensLeft: permit.affordable };

  let produced = 0;
  for await (const text of runModel(prompt, { maxModelTokens, signal })) {
    produced += 1;
    onText(text);
  }

  // The key was made before the model ran: whatever happens while this is sent, it is charged once. Who went away in the
  // middle pays for what was produced by then.
  const quantity = promptModelTokens + produced;
  const event = { key: `answer-${id}`, service: SERVICE, quantity, ref: id };
  try {
    const { outcome, charged, balanceAfter } = await farebox.usage.record(event);
    return { outcome: "answered", modelTokens: quantity, isCharged: outcome !== "refused", charged, balanceAfter };
  } catch (error) {
    if (!(error instanceof FareboxError && error.retryable)) throw error;
    // The answer was given, so it is charged later instead of never.
    await farebox.usage.enqueue(event);
    return { outcome: "answered", modelTokens: quantity, isCharged: false };
  }
}

export type AiRequest = {
  /** Of this run of the model: a run that is repeated is another one. */
  readonly id: string;
  readonly prompt: string;
  readonly maxModelTokens: number;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
};

export type Answer =
  | { readonly outcome: "refused"; readonly permit: UsageAuthorizeAnswer; readonly modelTokensLeft: number }
  | {
      readonly outcome: "answered";
      readonly modelTokens: number;
      /** False: it is queued, or other work spent the tokens in between. */
      readonly isCharged: boolean;
      readonly charged?: number;
      readonly balanceAfter?: number | undefined;
    };
