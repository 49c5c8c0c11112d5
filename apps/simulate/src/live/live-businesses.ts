import { RICH } from "../fleet/fleet.ts";
import type { Door } from "../product/door.ts";
import type { Product } from "../product/run-product.ts";
import { signUp } from "../product/sign-up.ts";

/** A business that never runs out, and the session of the person whose it is. */
export type LiveBusiness = { readonly id: string; readonly cookie: string };

export async function openBusinesses(product: Product, door: Door, count: number): Promise<readonly LiveBusiness[]> {
  const businesses: LiveBusiness[] = [];
  for (let index = 1; index <= count; index += 1) {
    const cookie = await signUp(product, `owner-${index}@example.com`);
    const { id } = await door.must<{ id: string }>("POST", "/businesses", { body: { name: `Live ${index}` }, cookie });
    await door.must("POST", "/grants", {
      business: id,
      body: { key: "rich", tokens: RICH, source: "promotion", reason: "for the simulation" },
    });
    businesses.push({ id, cookie });
  }
  return businesses;
}
