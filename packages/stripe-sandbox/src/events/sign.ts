import { createHmac } from "node:crypto";

/** The `Stripe-Signature` header: one `v1` for each secret that is valid now. */
export function sign(body: string, secrets: readonly string[], atSeconds: number): string {
  const signatures = secrets.map((secret) => createHmac("sha256", secret).update(`${atSeconds}.${body}`).digest("hex"));
  return [`t=${atSeconds}`, ...signatures.map((signature) => `v1=${signature}`)].join(",");
}
