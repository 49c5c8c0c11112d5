/** Three digits that matter: 21,300, 8.52, 0.413. */
export function toNumberText(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const rounded = Number(value.toPrecision(3));
  return rounded.toLocaleString("en", { maximumFractionDigits: 3 });
}
