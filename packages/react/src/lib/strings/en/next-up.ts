/** What comes next to the balance. */
export const nextUp = {
  nothingNext: "Nothing scheduled.",
  nothingNextHint: "Tokens that expire or start within 30 days, and the next payment of a plan, are shown here.",
  planBrings: (tokens: string) => `+${tokens} plan tokens when it is paid`,
  usedBefore: "Used before then at this pace",
  unspentThen: (tokens: string) => `About ${tokens} unspent at this pace`,
  grantExpires: (source: string) => `${source} tokens expire`,
  planRenews: (plan: string) => `${plan} renews`,
  planEnds: (plan: string) => `${plan} ends`,
  grantStarts: (source: string) => `${source} tokens start`,
};
