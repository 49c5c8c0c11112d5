import { type Account, type Business, createClient } from "@farebox/react";

/**
 * Who looks, and at which business. A real product signs its people in itself and sends their token
 * (`connection={{ headers }}`); this one signs in as the demo's owner, whose e-mail and password are in its address.
 */
export async function signIn(): Promise<{ account: Account; business: Business }> {
  const { searchParams } = new URL(window.location.href);
  const [email, password] = [searchParams.get("email"), searchParams.get("password")];
  if (email !== null && password !== null) {
    const answer = await fetch("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    if (!answer.ok) throw new Error(`The sign-in was answered with ${answer.status}.`);
    window.history.replaceState(null, "", window.location.pathname);
  }
  const account = await createClient(null).account.me.query();
  const [business] = account.businesses;
  if (business === undefined) throw new Error("This person has no business.");
  return { account, business };
}
