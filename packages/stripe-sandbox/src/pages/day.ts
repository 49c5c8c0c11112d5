/** Unix seconds as a person reads a date: `31 January 2026`, in UTC as all of Stripe's periods are. */
export function day(at: number): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(at * 1000));
}

export function moment(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 19).replace("T", " ");
}
