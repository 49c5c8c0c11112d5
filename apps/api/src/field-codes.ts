/**
 * What can be wrong with one value of a request, so that a page can say it in its reader's words. `params` has the numbers
 * that belong to it. The message beside it is for developers and may change.
 */
export const FIELD_CODES = {
  required: "It is missing.",
  wrong_type: "It is of another kind: a text instead of a number.",
  wrong_format: "It does not look like what it should be: an address, an id, a time, a number of decimals.",
  not_an_option: "It is none of the known ones.",
  unknown_field: "There is no such field.",
  too_small: "It is below `least`.",
  too_big: "It is above `most`.",
  too_short: "It has fewer than `least` characters or entries.",
  too_long: "It has more than `most` characters or entries.",
  in_past: "It must be in the future.",
  in_future: "It must not be in the future.",
  not_after: "It must be later than the other time.",
  range_too_long: "The two times are too far apart.",
  too_old: "It was shown too long ago; ask for it again.",
  too_many: "There are `most` already.",
  already_member: "Somebody with this address is a member already.",
  private_address: "It leads to a private or reserved address.",
  below_price: "It must be at least `least`, what the package costs, in the units of its currency.",
  consent_needed: "A person has to agree to it.",
  card_needed: "It takes a saved card.",
  choice_needed: "The balance is below already: it takes a choice.",
  turned_off: "It is turned off.",
  invalid: "Something else; the message says what.",
} as const;

export type FieldCode = keyof typeof FIELD_CODES;

/** A value of the request, by its path: `events.3.quantity`. */
export type FieldProblem = {
  readonly path: string;
  readonly code: FieldCode;
  readonly message: string;
  readonly params?: Readonly<Record<string, number | string>>;
};
