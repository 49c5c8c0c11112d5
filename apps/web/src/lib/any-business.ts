/** An address without the business that links otherwise stay in: the one used last, or the first. */
export const anyBusiness = (current: object): object => ({ ...current, business: undefined });
