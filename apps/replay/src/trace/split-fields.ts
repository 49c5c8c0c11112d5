/**
 * The fields of one CSV line, or the reason why it has none. Quotes as in RFC 4180; no field of a trace may hold a line
 * break, so an open quote at the end of a line is a mistake of that line and reading goes on after it.
 */
export function splitFields(line: string, delimiter = ","): readonly string[] | { readonly reason: string } {
  if (!line.includes('"')) return line.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const field = line[at] === '"' ? readQuoted(line, at, delimiter) : readPlain(line, at, delimiter);
    if ("reason" in field) return field;
    fields.push(field.value);
    if (field.end === line.length) return fields;
    at = field.end + 1;
  }
}

type Field = { readonly value: string; readonly end: number } | { readonly reason: string };

function readPlain(line: string, start: number, delimiter: string): Field {
  const next = line.indexOf(delimiter, start);
  const end = next === -1 ? line.length : next;
  const value = line.slice(start, end);
  return value.includes('"') ? { reason: "a quote inside a field that is not quoted" } : { value, end };
}

function readQuoted(line: string, start: number, delimiter: string): Field {
  let value = "";
  let at = start + 1;
  for (;;) {
    const quote = line.indexOf('"', at);
    if (quote === -1) return { reason: "a quote is opened and not closed on this line" };
    value += line.slice(at, quote);
    if (line[quote + 1] !== '"') {
      const end = quote + 1;
      if (end < line.length && line[end] !== delimiter) return { reason: "text after a closing quote" };
      return { value, end };
    }
    value += '"';
    at = quote + 2;
  }
}
