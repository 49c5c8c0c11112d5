import { type Account, BillingPage, type Business, FareboxProvider, useBrowserAddress } from "@farebox/react";
import { useEffect, useState } from "react";
import { signIn } from "./sign-in.ts";

/** A product with a look and a frame of its own, and the billing page inside of it. */
export function Console() {
  const [person, setPerson] = useState<{ account: Account; business: Business } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    signIn().then(setPerson, (error: unknown) => setProblem(String(error)));
  }, []);
  return (
    <div className="console">
      <nav className="console-side" aria-label="Console">
        <strong>Harbour Console</strong>
        <a href="/">Agents</a>
        <a href="/billing" aria-current="page">
          Billing
        </a>
      </nav>
      <main>
        {problem !== null && <p role="alert">{problem}</p>}
        {person !== null && (
          <FareboxProvider business={person.business} account={person.account}>
            <Billing />
          </FareboxProvider>
        )}
      </main>
    </div>
  );
}

function Billing() {
  return <BillingPage address={useBrowserAddress("/billing")} />;
}
