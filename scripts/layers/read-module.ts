import { parseSync } from "oxc-parser";

export type Import = {
  /** Null when it is computed at run time. */
  readonly specifier: string | null;
  /** `import type` and `export type`. With `verbatimModuleSyntax`, `import { type A }` still runs the module. */
  readonly isTypeOnly: boolean;
  readonly line: number;
};

/** A name that is used as a value, like `process` or `Date.now`; `Date()` is the clock read by `new Date()`. */
export type Use = { readonly name: string; readonly line: number };

export type Module = {
  readonly imports: readonly Import[];
  readonly uses: readonly Use[];
  readonly syntaxErrors: readonly string[];
};

export function readModule(file: string, source: string): Module {
  const { program, errors } = parseSync(file, source);
  const imports: Import[] = [];
  const uses: Use[] = [];
  const lineOf = (node: Node) => source.slice(0, node.start).split("\n").length;
  walk(program as unknown as Node, (node) => {
    const found = readImport(node);
    if (found !== null) imports.push({ ...found, line: lineOf(node) });
    const name = readUse(node);
    if (name !== null) uses.push({ name, line: lineOf(node) });
  });
  return { imports, uses, syntaxErrors: errors.map((error) => error.message) };
}

type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown };

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Partial<Node>).type === "string";
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const [key, value] of Object.entries(node)) {
    if (isNameOnly(node, key)) continue;
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit);
  }
}

/** `process` in `thing.process` or `{ process: 1 }` is a name of something else. */
function isNameOnly(node: Node, key: string): boolean {
  if (node.type === "MemberExpression") return key === "property" && node["computed"] !== true;
  const isKeyed = ["Property", "PropertyDefinition", "MethodDefinition", "TSPropertySignature", "TSMethodSignature"];
  // In `{ process }` key and value are one identifier, and the value is visited.
  if (isKeyed.includes(node.type)) return key === "key" && node["computed"] !== true;
  if (node.type === "TSTypeReference") return key === "typeName";
  return node.type === "LabeledStatement" && key === "label";
}

function readImport(node: Node): Omit<Import, "line"> | null {
  switch (node.type) {
    case "ImportDeclaration":
      return { specifier: textOf(node["source"]), isTypeOnly: node["importKind"] === "type" };
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      if (!isNode(node["source"])) return null;
      return { specifier: textOf(node["source"]), isTypeOnly: node["exportKind"] === "type" };
    case "ImportExpression":
      return { specifier: textOf(node["source"]), isTypeOnly: false };
    case "TSImportType":
      return { specifier: textOf(node["source"] ?? node["argument"]), isTypeOnly: true };
    case "TSExternalModuleReference":
      return { specifier: textOf(node["expression"]), isTypeOnly: false };
    case "CallExpression": {
      const isRequire = nameOf(node["callee"]) === "require";
      return isRequire ? { specifier: textOf((node["arguments"] as unknown[])[0]), isTypeOnly: false } : null;
    }
    default:
      return null;
  }
}

function readUse(node: Node): string | null {
  if (node.type === "Identifier") return nameOf(node);
  if (node.type === "MetaProperty") return "import.meta";
  if (node.type === "NewExpression" || node.type === "CallExpression") {
    const isClock = nameOf(node["callee"]) === "Date";
    const isCalled = node.type === "CallExpression" || (node["arguments"] as unknown[]).length === 0;
    return isClock && isCalled ? "Date()" : null;
  }
  if (node.type !== "MemberExpression") return null;
  const owner = nameOf(node["object"]);
  const member = node["computed"] === true ? textOf(node["property"]) : nameOf(node["property"]);
  return owner === null || member === null ? null : `${owner}.${member}`;
}

function nameOf(node: unknown): string | null {
  return isNode(node) && node.type === "Identifier" ? String(node["name"]) : null;
}

function textOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === "TSLiteralType") return textOf(node["literal"]);
  return node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : null;
}
