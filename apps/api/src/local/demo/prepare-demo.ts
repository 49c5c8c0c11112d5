import { createHash } from "node:crypto";
import { readHomeSecret } from "@farebox/db/embedded";
import type { SignIn } from "../../auth/sign-in.ts";
import type { Deps } from "../../deps.ts";
import type { LocalSettings } from "../settings.ts";
import { buyForDemo } from "./buy-for-demo.ts";
import { chooseDemo } from "./choose-demo.ts";
import { ensurePerson } from "./demo-people.ts";
import type { DemoProgress } from "./demo-progress.ts";
import { fillDemo } from "./fill-demo.ts";

export type Login = { readonly email: string; readonly password: string };

export type Demo = {
  readonly owner: Login;
  readonly operator: Login;
  /** Null: its history is complete. */
  readonly fill: ((hooks: FillHooks) => Promise<void>) | null;
};

export type FillHooks = { readonly signal: AbortSignal; readonly onProgress: (progress: DemoProgress) => void };

type Parts = Deps & { readonly signIn: SignIn };

/** Makes the people of the demo, so that signing in works from the first moment; the history follows by `fill`. */
export async function prepareDemo({ signIn, ...deps }: Parts, settings: LocalSettings): Promise<Demo | null> {
  const demo = await chooseDemo(deps.db, settings);
  if (demo === null) return null;
  const owner = { email: "demo@farebox.test", password: await passwordOf(settings, "demoOwner") };
  const operator = { email: "operator@farebox.test", password: await passwordOf(settings, "demoOperator") };
  const [ownerUserId] = await Promise.all([
    ensurePerson(signIn, { ...owner, name: "Dana Demo", isOperator: false }),
    ensurePerson(signIn, { ...operator, name: "Olive Operator", isOperator: true }),
  ]);
  if (!demo.isToBeFilled) return { owner, operator, fill: null };
  return {
    owner,
    operator,
    async fill({ signal, onProgress }) {
      const businesses = demo.makeBusinesses();
      const total = businesses.reduce((sum, { entries }) => sum + entries.length, 0);
      await fillDemo(deps, { businesses, ownerUserId, signal, onProgress });
      if (signal.aborted) return;
      await buyForDemo(deps, { businesses, email: owner.email });
      await demo.markFilled();
      onProgress({ isFilling: false, done: total, total });
    },
  };
}

/** Different in every home: a product that can be reached from elsewhere must not have a password that everybody knows. */
async function passwordOf(settings: LocalSettings, name: string): Promise<string> {
  const secret = await readHomeSecret(settings.home, `${name}Password`);
  const digest = createHash("sha256").update(secret).digest("hex");
  return [digest.slice(0, 5), digest.slice(5, 10), digest.slice(10, 15)].join("-");
}
