import { parseArgs } from "node:util";
import { openDatabase } from "@farebox/db";
import { acknowledgeInversions } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { EnvironmentError } from "../env.ts";
import { createLog } from "../log.ts";
import { describePlan } from "./catalogue/describe-plan.ts";
import { isOtherAccount } from "./catalogue/is-other-account.ts";
import { applyCatalogue, planCatalogue } from "./catalogue/sync-catalogue.ts";
import { readSyncSettings, type SyncSettings } from "./catalogue/sync-settings.ts";
import { createStripe, type StripeDoor } from "./client/create-stripe.ts";
import { toProviderError } from "./client/provider-call.ts";

// `npm run stripe:sync`: shows what the payment provider lacks of our catalogue, and with --apply makes it.
const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const { values } = parseArgs({
    options: {
      apply: { type: "boolean", default: false },
      "acknowledge-inversions": { type: "boolean", default: false },
      "replace-all": { type: "boolean", default: false },
    },
  });
  const settings = await readSyncSettings(process.env);
  const db = openDatabase({ url: settings.databaseUrl });
  try {
    const stripe = createStripe({ settings: settings.provider, log: createLog("silent") });
    const wanted = {
      // npm keeps a flag that is not behind `--` to itself, and tells it by a variable.
      isApplied: values.apply || process.env["npm_config_apply"] === "true",
      isAcknowledged: values["acknowledge-inversions"],
      mayReplaceAll: values["replace-all"],
    };
    process.exitCode = await sync({ db, stripe }, settings, wanted);
  } finally {
    await db.close();
  }
} catch (error) {
  for (const line of explain(error)) process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}

type Wanted = { readonly isApplied: boolean; readonly isAcknowledged: boolean; readonly mayReplaceAll: boolean };

async function sync(deps: Pick<Deps, "db" | "stripe">, settings: SyncSettings, wanted: Wanted): Promise<number> {
  say(`${nameOf(deps.stripe)} beside the catalogue of ${new URL(settings.databaseUrl).pathname.slice(1)}:`);
  if (!wanted.mayReplaceAll && (await isOtherAccount(deps))) {
    say("  ! it knows none of the prices we sell at. Is the key of another account, or of the other mode?");
    say("    --replace-all makes all of them anew.");
    return 1;
  }
  let plan = await planCatalogue(deps, settings.productUrl);
  if (wanted.isAcknowledged && wanted.isApplied) {
    await acknowledgeInversions(
      deps.db.service,
      plan.inversions.map(({ packageKey }) => packageKey),
    );
    plan = { ...plan, inversions: [] };
  }
  for (const line of describePlan(plan)) say(line);
  if (plan.steps.length === 0) return 0;
  if (!wanted.isApplied) {
    say("Nothing was changed. Make it so with: npm run stripe:sync -- --apply");
    return 0;
  }
  const secret = await applyCatalogue(deps, plan);
  say(`Done: ${plan.steps.length} steps.`);
  if (secret !== null) say(`The new endpoint signs with STRIPE_WEBHOOK_SECRET=${secret}; it is shown this once.`);
  return 0;
}

function nameOf({ standIn, isLive }: StripeDoor): string {
  if (standIn !== null) return `The stand-in for Stripe at ${standIn.url}`;
  return isLive ? "Stripe, live" : "Stripe, with a test key";
}

function explain(error: unknown): readonly string[] {
  if (error instanceof EnvironmentError) return error.lines;
  const provider = toProviderError(error);
  if (provider !== null)
    return [`Stripe: ${error instanceof Error ? error.message : provider.code}`, "What was done stays; run it again."];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}
