import type { Product } from "./run-product.ts";

/** A person by the front door: some things only people may agree to. Answers the session's cookie. */
export async function signUp({ ready }: Pick<Product, "ready">, email = "fleet@example.com"): Promise<string> {
  const { url } = ready();
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email, password: "correct horse battery", name: "Fleet Owner" }),
  });
  if (!answer.ok) throw new Error(`sign-up answered ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((header) => header.split(";")[0])
    .join("; ");
}
