/**
 * The seed's prices written down a second time, on purpose: what a customer would check an invoice with.
 * Micro-tokens, rounded up once per event.
 */
const PRICES: Readonly<Record<string, { readonly micro: bigint; readonly per: bigint }>> = {
  outbound_call: { micro: 2_000_000n, per: 60n },
  inbound_call: { micro: 1_500_000n, per: 60n },
  sms: { micro: 500_000n, per: 1n },
  transcription: { micro: 100_000n, per: 60n },
  ai_agent_request: { micro: 1_000_000n, per: 1n },
};

export function exactCharge(service: string, quantity: number): bigint {
  const price = PRICES[service];
  if (price === undefined) throw new Error(`no price for ${service}`);
  return (BigInt(quantity) * price.micro + price.per - 1n) / price.per;
}

/** A JSON number of tokens as an integer of micro-tokens, by its decimal text. */
export function toMicro(tokens: number): bigint {
  const [whole = "0", fraction = ""] = Math.abs(tokens).toFixed(6).split(".");
  const micro = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
  return tokens < 0 ? -micro : micro;
}
