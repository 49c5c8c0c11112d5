import { playground } from "./strings/en/playground.ts";

/** Words of the sandbox's playground: they come with its page. */
export const playgroundStrings: typeof playground = playground;
