/** How far the demo's history is filled in. The page shows it while `isFilling`. */
export type DemoProgress = {
  readonly isFilling: boolean;
  /** Grants and events written so far, of `total`. */
  readonly done: number;
  readonly total: number;
};
