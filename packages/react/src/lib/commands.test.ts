import { expect, test } from "vitest";
import { type Command, findCommands } from "./commands.ts";

const command = (title: string, group = "Billing"): Command => ({ id: title, title, group, run: () => undefined });
const commands = [command("Add tokens"), command("Zurück zu Plänen"), command("Theme: dark", "Appearance")];
const found = (typed: string) => findCommands(commands, typed).map(({ title }) => title);

test("a command is found by parts of its words, in any order, case and accent", () => {
  expect(found("TOK add")).toEqual(["Add tokens"]);
  expect(found("planen")).toEqual(["Zurück zu Plänen"]);
});

test("a command is found by its group", () => {
  expect(found("appear")).toEqual(["Theme: dark"]);
});

test("nothing typed lists all, and what nothing is called lists none", () => {
  expect(found("  ")).toHaveLength(3);
  expect(found("sell the company")).toEqual([]);
});
