import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";

// Writes the files that recipes show into them, so that what is read is what was compiled and run.
const ROOT = join(import.meta.dirname, "..", "..", "..");
const RECIPES = join(ROOT, "docs", "recipes");
const BLOCK = /<!-- from: (\S+) -->\n```\w+\n[\s\S]*?\n```\n/gu;
const isCheck = process.argv.includes("--check");

for (const name of readdirSync(RECIPES).filter((file) => file.endsWith(".md"))) {
  const path = join(RECIPES, name);
  const written = readFileSync(path, "utf8");
  const wanted = written.replaceAll(BLOCK, (_, file: string) => {
    const language = extname(file).slice(1);
    return `<!-- from: ${file} -->\n\`\`\`${language}\n${readFileSync(join(ROOT, file), "utf8").trimEnd()}\n\`\`\`\n`;
  });
  if (wanted === written) continue;
  if (!isCheck) writeFileSync(path, wanted);
  else {
    console.error(`docs/recipes/${name} does not show the files it names.`);
    process.exitCode = 1;
  }
}
