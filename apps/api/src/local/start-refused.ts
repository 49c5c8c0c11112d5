/** Why the product does not start here, in words for the person who tried. Nothing is broken. */
export class StartRefused extends Error {}

/** Why a port could not be taken. */
export function explainListenFailure(
  error: unknown,
  { port, host }: { readonly port: number; readonly host: string },
): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") {
    return new StartRefused(
      `Port ${port} is taken by another program. Choose another one, PORT=${port + 1} npm start, or PORT=0 for any free one.`,
    );
  }
  if (code === "EACCES")
    return new StartRefused(`Port ${port} needs more rights than this account has. Choose one from 1024 on.`);
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new StartRefused(`HOST=${host} is not an address of this machine.`);
  return error;
}
