import type { Product } from "../../e2e/src/product.ts";

const PATIENCE_MS = 180_000;

/** Signs in as the demo's owner does: the session's cookie, and the business with the most behind it. */
export async function signInAsDemo({ url, demo }: Product): Promise<{ cookie: string; business: string }> {
  if (demo === null) throw new Error("the product started without its demo");
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify(demo),
  });
  if (!answer.ok) throw new Error(`the sign-in answered ${answer.status}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((header) => header.split(";")[0])
    .join("; ");
  const me = await fetch(`${url}/api/trpc/account.me`, { headers: { cookie } });
  const { result } = (await me.json()) as { result: { data: { businesses: readonly { id: string; name: string }[] } } };
  const richest = result.data.businesses.find(({ name }) => name.startsWith("Harbor")) ?? result.data.businesses[0];
  if (richest === undefined) throw new Error("the demo's owner has no business");
  return { cookie, business: richest.id };
}

/** The demo's history is written while the product runs already, and takes the processor from what is measured. */
export async function untilFilled(product: Product): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!product.output().includes("It is complete.")) {
    if (Date.now() > deadline) throw new Error("the demo's history is not complete");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
