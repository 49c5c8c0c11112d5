import { fetchEarly } from "./early-answers.ts";

/** Whether this browser is signed in. The cookie itself is out of a script's reach. */
export async function hasSession(): Promise<boolean> {
  const response = await fetchEarly("/api/auth/get-session");
  if (!response.ok) throw new Error(`the session could not be read: ${response.status}`);
  return (await response.json()) !== null;
}
