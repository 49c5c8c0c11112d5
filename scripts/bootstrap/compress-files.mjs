import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const brotli = promisify(brotliCompress);
const WORTH_IT = /\.(?:css|js|svg)$/u;

/**
 * Writes every text file of a directory once more with `.br` behind its name, as small as it gets. That takes a second,
 * which no request should wait for, and saves an eighth of what gzip would send.
 *
 * @param {string} directory
 */
export async function compressFiles(directory) {
  const names = await readdir(directory, { recursive: true });
  await Promise.all(
    names
      .filter((name) => WORTH_IT.test(name))
      .map(async (name) => {
        const bytes = await readFile(join(directory, name));
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
        await writeFile(join(directory, `${name}.br`), await brotli(bytes, { params }));
      }),
  );
}
