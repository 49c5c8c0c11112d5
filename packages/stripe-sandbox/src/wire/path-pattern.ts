/** The named segments of a path that fits a pattern such as `/v1/customers/:customer`; null where it does not fit. */
export function matchPath(pattern: readonly string[], asked: readonly string[]): { [name: string]: string } | null {
  if (pattern.length !== asked.length) return null;
  const path: { [name: string]: string } = {};
  for (const [index, segment] of pattern.entries()) {
    const value = asked[index] ?? "";
    if (segment.startsWith(":")) {
      // `/v1/charges/search` is a door of its own at Stripe, which the sandbox does not have, and never an id.
      if (value === "" || value === "search") return null;
      path[segment.slice(1)] = value;
    } else if (segment !== value) return null;
  }
  return path;
}

export function segmentsOfPath(pathname: string): string[] {
  return pathname.split("/").map(decode);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
