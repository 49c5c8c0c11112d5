import { invalidRequest } from "../wire/errors.ts";
import type { RawValue } from "../wire/raw-parameters.ts";
import type { Schema } from "./schema.ts";

const DEFAULT_MAXIMUM_LENGTH = 5000;

export function string(limits: { maximumLength?: number } = {}): Schema<string> {
  const maximumLength = limits.maximumLength ?? DEFAULT_MAXIMUM_LENGTH;
  return {
    parse(raw, param) {
      const text = readText(raw, param, "string");
      if (text.length > maximumLength) {
        throw invalidRequest(`Invalid string: ${shorten(text)}; must be at most ${maximumLength} characters`, {
          param,
        });
      }
      return text;
    },
  };
}

export function email(): Schema<string> {
  const text = string({ maximumLength: 512 });
  return {
    about: { kind: "email" },
    parse(raw, param) {
      const address = text.parse(raw, param);
      if (/^[^\s@]+@[^\s@]+$/u.test(address)) return address;
      throw invalidRequest(`Invalid email address: ${address}`, { code: "email_invalid", param });
    },
  };
}

export function url(): Schema<string> {
  const text = string();
  return {
    about: { kind: "url" },
    parse(raw, param) {
      const address = text.parse(raw, param);
      if (/^https?:\/\/[^\s/]+/u.test(address) && URL.canParse(address)) return address;
      throw invalidRequest("Not a valid URL", { code: "url_invalid", param });
    },
  };
}

export function enumeration<const Choice extends string>(choices: readonly Choice[]): Schema<Choice> {
  return {
    about: { kind: "choice", choices },
    parse(raw, param) {
      const text = readText(raw, param, "string");
      const choice = choices.find((candidate) => candidate === text);
      if (choice !== undefined) return choice;
      throw invalidRequest(`Invalid ${param}: must be one of ${joinWithOr(choices)}`, { param });
    },
  };
}

export function boolean(): Schema<boolean> {
  return {
    about: { kind: "boolean" },
    parse(raw, param) {
      const text = readText(raw, param, "boolean");
      if (text === "true") return true;
      if (text === "false") return false;
      throw invalidRequest(`Invalid boolean: ${shorten(text)}`, { param });
    },
  };
}

export function integer(limits: { minimum?: number; maximum?: number } = {}): Schema<number> {
  return {
    about: { kind: "integer", ...limits },
    parse(raw, param) {
      const text = readText(raw, param, "integer");
      const value = Number(text);
      const refuse = (message: string) => invalidRequest(message, { code: "parameter_invalid_integer", param });
      if (!/^[+-]?\d+$/u.test(text) || !Number.isSafeInteger(value)) throw refuse(`Invalid integer: ${shorten(text)}`);
      const { minimum, maximum } = limits;
      if (minimum !== undefined && value < minimum) {
        throw refuse(`This value must be greater than or equal to ${minimum}.`);
      }
      if (maximum !== undefined && value > maximum) {
        throw refuse(`This value must be less than or equal to ${maximum}.`);
      }
      return value === 0 ? 0 : value;
    },
  };
}

/** Unix seconds. Stripe refuses dates it could not compute with; year 9999 is far enough. */
export function timestamp(): Schema<number> {
  return integer({ minimum: 0, maximum: 253_402_300_799 });
}

/** A decimal number kept as the text it was sent as, with at most `decimalPlaces` places. */
export function decimal(decimalPlaces = 12): Schema<string> {
  const pattern = new RegExp(`^-?\\d{1,15}(\\.\\d{1,${decimalPlaces}})?$`, "u");
  return {
    about: { kind: "decimal" },
    parse(raw, param) {
      const text = readText(raw, param, "decimal");
      if (pattern.test(text)) return text;
      throw invalidRequest(`Invalid decimal: ${shorten(text)}`, { code: "parameter_invalid_decimal", param });
    },
  };
}

export function readText(raw: RawValue, param: string, kind: string): string {
  if (typeof raw !== "string") throw invalidRequest(`Invalid ${kind}: ${shorten(JSON.stringify(raw))}`, { param });
  if (raw !== "") return raw;
  throw invalidRequest(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    { code: "parameter_invalid_empty", param },
  );
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 50)}...${text.slice(-10)}` : text;
}

function joinWithOr(choices: readonly string[]): string {
  if (choices.length < 2) return choices.join("");
  if (choices.length === 2) return choices.join(" or ");
  return `${choices.slice(0, -1).join(", ")}, or ${choices.at(-1)}`;
}
