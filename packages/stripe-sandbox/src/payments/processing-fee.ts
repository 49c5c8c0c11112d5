/**
 * What the provider keeps of a charge: 2.9 % and 30 of the smallest unit, the standard price of a United States account
 * (https://stripe.com/pricing). A refund does not give it back; a dispute adds `DISPUTE_FEE`.
 */
export function processingFee(amount: number): number {
  return Math.round((amount * 29) / 1000) + 30;
}

/** Taken when a dispute withdraws the money, given back when it is won: https://docs.stripe.com/disputes/how-disputes-work */
export const DISPUTE_FEE = 1500;
