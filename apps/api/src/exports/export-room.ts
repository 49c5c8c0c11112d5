/**
 * How many files are written at once. They take turns at few connections of their own, so more of them would make all of them
 * slower; and one business cannot take all the turns.
 */
export function createExportRoom({ most = MOST, mostOfBusiness = MOST_OF_BUSINESS }: RoomSize = {}): ExportRoom {
  const open = new Map<string, number>();
  let total = 0;
  return {
    enter(businessId) {
      const ofBusiness = open.get(businessId) ?? 0;
      if (ofBusiness >= mostOfBusiness) return "business_full";
      if (total >= most) return "full";
      open.set(businessId, ofBusiness + 1);
      total += 1;
      let isInside = true;
      return () => {
        if (!isInside) return;
        isInside = false;
        total -= 1;
        const left = (open.get(businessId) ?? 1) - 1;
        if (left === 0) open.delete(businessId);
        else open.set(businessId, left);
      };
    },
    count: () => total,
  };
}

export type ExportRoom = {
  /** Answers how to leave again, which may be called more than once, or why there is no room. */
  readonly enter: (businessId: string) => (() => void) | "business_full" | "full";
  readonly count: () => number;
};

type RoomSize = { readonly most?: number; readonly mostOfBusiness?: number };

const MOST = 16;
const MOST_OF_BUSINESS = 3;
