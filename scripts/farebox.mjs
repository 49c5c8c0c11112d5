#!/usr/bin/env node
// `npx farebox …` from the repository root. Like every npm script it comes through the bootstrap, which brings the Node
// and the packages it needs.
process.argv.splice(2, 0, "farebox");
await import("./bootstrap.mjs");
