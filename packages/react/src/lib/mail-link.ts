/** A link that opens a message which is written already, but for what only its sender knows. */
export function mailLink({ to, subject, lines }: { to: string; subject: string; lines: readonly string[] }): string {
  const body = lines.join("\r\n");
  return `mailto:${encodeURIComponent(to).replace("%40", "@")}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}
