/** "1 × Pro (at $29.00 / month)" as the provider writes it, without the count that says nothing. */
export function nameLine(description: string): string {
  return description.replace(/^1 × /, "");
}
