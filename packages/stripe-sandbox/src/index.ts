export { type StripeSandbox, type StripeSandboxOptions, startStripeSandbox } from "./start.ts";
