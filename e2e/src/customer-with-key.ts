import type { Product } from "./product.ts";

/** A business whose owner has signed up and made a key for it, with what a call handler needs. */
export async function customerWithKey(
  { url }: Pick<Product, "url">,
  name: string,
): Promise<{ readonly businessId: string; readonly key: string }> {
  const headers = { "content-type": "application/json", origin: url };
  const email = `${name.replaceAll(/[^a-z0-9]/gu, "-")}@example.com`;
  const signedUp = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers,
    body: JSON.stringify({ email, password: "correct horse battery", name }),
  });
  const cookie = signedUp.headers.getSetCookie().map((header) => header.split(";")[0]);

  async function must<Answer>(path: string, body: object): Promise<Answer> {
    const answer = await fetch(`${url}/api/billing${path}`, {
      method: "POST",
      headers: { ...headers, cookie: cookie.join("; ") },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as Answer;
  }

  const { id: businessId } = await must<{ id: string }>("/businesses", { name });
  const scopes = ["read", "usage:write", "holds:write"];
  const { key } = await must<{ key: string }>("/api-keys", { businessId, name: "handler", scopes });
  return { businessId, key };
}
