import type { Command } from "./commands.ts";
import { pageStrings } from "./page-strings.ts";
import { strings } from "./strings.ts";

const words = pageStrings.frame;

/** What the billing page can do, each a place on it: `go` brings one into view and puts the focus there. */
export function listPageCommands(go: (placeId: string) => void): readonly Command[] {
  const to = (placeId: string, title: string, key?: string): Command => ({
    id: placeId,
    title,
    group: words.groups.page,
    ...(key !== undefined && { key }),
    run: () => go(placeId),
  });
  return [
    to("tokens", strings.shell.addTokens, "A"),
    to("usage", strings.shell.usage, "U"),
    to("plan", strings.shell.plan, "P"),
    to("history", strings.shell.history, "H"),
    to("export", words.export, "E"),
    to("history-search", words.search, "/"),
    to("auto", strings.shell.automatic),
    to("alerts", pageStrings.alerts.title),
    to("caps", strings.shell.caps),
    to("payment", strings.shell.payment),
  ];
}
