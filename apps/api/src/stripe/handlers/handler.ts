import type { Deps } from "../../deps.ts";
import type { Verdict } from "../verdict.ts";

export type HandlerDeps = Pick<Deps, "db" | "ledger" | "log" | "stripe">;

/** Does what an event asks for, by the object it is about as the provider has it now. May run any number of times. */
export type Handler = (deps: HandlerDeps, objectId: string) => Promise<Verdict>;
