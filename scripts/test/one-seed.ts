import fc from "fast-check";

/**
 * Every random test of a run draws from one seed. `npm test` has always the same, so that two runs of one tree agree;
 * `npm run soak` draws its own and prints it.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env["FAREBOX_SEED"] ?? 20_250_922) });
