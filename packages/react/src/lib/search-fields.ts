/** A part of an address that names an id; left out when it is not written like one. */
export function readUuid<Name extends string>(name: Name, raw: unknown): { readonly [Key in Name]?: string } {
  if (typeof raw !== "string" || !UUID.test(raw)) return {};
  return { [name]: raw.toLowerCase() } as { readonly [Key in Name]?: string };
}

/** A part of an address that says where to go on: a path of ours, never another site. */
export function readPath<Name extends string>(name: Name, raw: unknown): { readonly [Key in Name]?: string } {
  if (typeof raw !== "string" || !isOwnPath(raw)) return {};
  return { [name]: raw } as { readonly [Key in Name]?: string };
}

/** `//host` and `/\host` are other sites to a browser, whatever they look like. */
export function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/.test(path) && !/[\s\\]/.test(path);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
