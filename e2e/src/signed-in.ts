import { randomUUID } from "node:crypto";
import { inDatabase } from "./in-database.ts";
import type { Product } from "./product.ts";

/** A person with a proven address, signed in without a page. */
export async function signUp(product: Product, email: string): Promise<SignedIn> {
  const answer = await fetch(`${product.url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: product.url },
    body: JSON.stringify({ email, name: "Ada", password: "correct horse battery" }),
  });
  if (!answer.ok) throw new Error(`sign-up answered ${answer.status}: ${await answer.text()}`);
  const { user } = (await answer.json()) as { user: { id: string } };
  await inDatabase(product, "update users set email_verified = true where id = $1", [user.id]);
  const cookies = answer.headers.getSetCookie().map((header) => header.split(";")[0]);
  return {
    async put(path, { business, body }) {
      const put = await fetch(`${product.url}/api/billing${path}`, {
        method: "PUT",
        headers: {
          cookie: cookies.join("; "),
          origin: product.url,
          "content-type": "application/json",
          "farebox-business": business,
        },
        body: JSON.stringify(body),
      });
      if (!put.ok) throw new Error(`PUT ${path} answered ${put.status}: ${await put.text()}`);
    },
    own: (businessId) =>
      inDatabase(product, "insert into members (business_id, id, user_id, role) values ($1, $2, $3, 'owner')", [
        businessId,
        randomUUID(),
        user.id,
      ]),
  };
}

export type SignedIn = {
  readonly put: (path: string, asked: { readonly business: string; readonly body: object }) => Promise<void>;
  /** Makes the person an owner of a business. */
  readonly own: (businessId: string) => Promise<unknown>;
};
