/** Where a file of a business is fetched from. The link of a file cannot carry a header: it names the business itself. */
export function fileAddress(path: string, businessId: string, input: FileInput = {}): string {
  const query = new URLSearchParams({ businessId });
  for (const [name, value] of Object.entries(input)) if (value !== undefined) query.set(name, String(value));
  return `/api/billing${path}?${query}`;
}

type FileInput = Readonly<Record<string, string | number | undefined>>;

/** Saves what an address answers, without leaving the page. */
export function saveFile(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
