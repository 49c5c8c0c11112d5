import type { PageStrings } from "../../page-strings.ts";

export const nextUp: PageStrings["nextUp"] = {
  nothingNext: "Nichts geplant.",
  nothingNextHint:
    "Token, die in den nächsten 30 Tagen verfallen oder beginnen, und die nächste Zahlung eines Tarifs stehen hier.",
  planBrings: (tokens) => `+${tokens} Tarif-Token, wenn bezahlt ist`,
  usedBefore: "Bei diesem Verbrauch vorher aufgebraucht",
  unspentThen: (tokens) => `Bei diesem Verbrauch etwa ${tokens} ungenutzt`,
  grantExpires: (source) => `Token verfallen: ${source}`,
  planRenews: (plan) => `${plan} verlängert sich`,
  planEnds: (plan) => `${plan} endet`,
  grantStarts: (source) => `Token beginnen: ${source}`,
};
