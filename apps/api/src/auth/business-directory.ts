import type { SqlRunner } from "@farebox/db";
import { readBusinessAccess } from "@farebox/db/access";

/** Whether a business exists. Businesses never go away, so one that was seen is not asked for again. */
export function createBusinessDirectory(sql: SqlRunner): BusinessDirectory {
  const seen = new Set<string>();
  return {
    async exists(businessId) {
      if (seen.has(businessId)) return true;
      const access = await readBusinessAccess(sql, { businessId, userId: null });
      if (access === null) return false;
      if (seen.size >= MOST_SEEN) seen.clear();
      seen.add(businessId);
      return true;
    },
  };
}

export type BusinessDirectory = { readonly exists: (businessId: string) => Promise<boolean> };

const MOST_SEEN = 100_000;
