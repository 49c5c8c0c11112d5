/**
 * `npm run soak` runs the same tests with these sizes. A test reads its own variable, has the size for `npm test` as
 * default, and prints its seed. A variable that is set already is left as it is.
 */
export const SOAK_SIZES: Readonly<Record<string, string>> = {
  /** Random operations played into billing-core and its reference model. */
  FAREBOX_MODEL_OPERATIONS: "5000000",
  /** Usage events sent while the product is killed, and how often it is. */
  FAREBOX_KILL_EVENTS: "51679",
  FAREBOX_KILLS: "25",
  /** Sessions ended and servers killed under each way to Postgres, and turns of tenants on one connection. */
  FAREBOX_STORM_KILLS: "1000",
  FAREBOX_STORM_CRASHES: "5",
  FAREBOX_TENANT_ALTERNATIONS: "10000",
  /** Random histories played through Postgres by two writers, and batches that conflict. */
  FAREBOX_SIMULATED_HISTORIES: "300",
  FAREBOX_CONFLICTING_BATCHES: "12000",
  /** What sixteen clients say about calls, and calls whose every step is killed around. */
  FAREBOX_CALL_OPERATIONS: "20000",
  FAREBOX_KILLED_CALLS: "500",
  /** Calls whose ends race at their deadline. */
  FAREBOX_RACED_CALLS: "500",
  /** Orders in which a subscription's eight events reach the database (all there are), and random lives told badly. */
  FAREBOX_EVENT_ORDERS: "40320",
  FAREBOX_SALES_HISTORIES: "10000",
  /** Lives whose signed deliveries come in any order, and sequences of changes of plans within a month. */
  FAREBOX_DELIVERED_LIVES: "200",
  FAREBOX_PLAN_SEQUENCES: "100",
  /** Months of renewals. */
  FAREBOX_RENEWED_MONTHS: "25",
  /** How often API and worker are killed while the events of so many buyers arrive: ten each, and as many again. */
  FAREBOX_SELLING_KILLS: "50",
  FAREBOX_KILLED_BUYERS: "120",
  /** Businesses that live through a year, and how many events each has of it: as many as the real trace has in all. */
  FAREBOX_YEAR_BUSINESSES: "200",
  FAREBOX_YEAR_EVENTS: "51679",
  /** Calls of the fleet that is lived through, in so many minutes of money time, with so many kills. */
  FAREBOX_FLEET_CALLS: "20000",
  FAREBOX_FLEET_MINUTES: "240",
  FAREBOX_FLEET_KILLS: "25",
  /** Live calls with as many pages that watch them, for so many minutes; promises about time are judged then. */
  FAREBOX_LIVE_CALLS: "200",
  FAREBOX_LIVE_MINUTES: "10",
  /** Usage lines of the history that is exported in every format. */
  FAREBOX_EXPORTED_LINES: "1000000",
};
