import type { Database } from "@farebox/db";
import type { Logger } from "pino";
import { createLedger } from "../ledger/create-ledger.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { LiveFeed } from "../live/live-feed.ts";

export async function createParts({ db }: { db: Database; log: Logger }): Promise<{ ledger: Ledger; live: LiveFeed }> {
  const live: LiveFeed = {
    publish: () => undefined,
    async *follow() {
      yield { version: null };
    },
    close: async () => undefined,
  };
  return { ledger: createLedger(db, { onCommitted: (id, version) => live.publish(id, version) }), live };
}
