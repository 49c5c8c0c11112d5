import type { Ready } from "./ready-file.ts";
import type { LocalSettings } from "./settings.ts";

type Started = {
  readonly settings: LocalSettings;
  readonly ready: Ready;
  readonly operator: { readonly email: string; readonly password: string } | null;
  readonly isDemoFilling: boolean;
  readonly pageUrl: string;
  /** Which provider takes the payments. */
  readonly payments: readonly string[];
};

/** Everything a stranger needs next, and nothing else. */
export function describeStart({
  settings,
  ready,
  operator,
  isDemoFilling,
  pageUrl,
  payments,
}: Started): readonly string[] {
  const signIn =
    ready.demo === null
      ? [`Sign in      make an account on the page; mail arrives at ${ready.url}/dev/mail`]
      : [`Sign in      ${ready.demo.email}`, `             password ${ready.demo.password}`];
  return [
    "Farebox is running.",
    "",
    `Open         ${pageUrl}/dashboard/billing`,
    ...signIn,
    ...(operator === null ? [] : [`Operator     ${operator.email}`, `             password ${operator.password}`]),
    ...(isDemoFilling ? ["             (four weeks of demo history are still being filled in)"] : []),
    "",
    ...payments.map((line, index) => (index === 0 ? `Payments     ${line}` : `             ${line}`)),
    `API          ${ready.url}/api/billing/docs`,
    `Data         ${settings.isEmbedded ? settings.home : `the database of DATABASE_URL; keys and mail in ${settings.home}`}`,
    `Log          ${settings.home}/farebox.log`,
    "Check        npm run verify:ledger",
    `Stop         Ctrl-C${settings.isDevelopment ? "" : `, or kill ${ready.pid}`}`,
  ];
}
