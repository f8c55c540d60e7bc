/** The delimiter of a header: the one of comma, semicolon and tab that stands in it most often outside quotes. */
export function sniffDelimiter(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, "");
  const counts = [",", ";", "\t"].map((delimiter) => [delimiter, bare.split(delimiter).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** The fields of one CSV line (RFC 4180: quoted fields, doubled quotes, line breaks inside quotes). */
export function splitFields(line: string, delimiter: string): string[] {
  return line.includes('"') ? splitQuoted(line, delimiter) : line.split(delimiter);
}

function splitQuoted(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] === '"') {
      const [field, end] = quotedField(line, at);
      fields.push(field);
      at = end;
    } else {
      const end = line.indexOf(delimiter, at);
      fields.push(line.slice(at, end < 0 ? line.length : end));
      at = end < 0 ? line.length : end;
    }
    if (at >= line.length) return fields;
    at += 1;
    if (at === line.length) return [...fields, ""];
  }
}

/** The text of a quoted field that begins at `start`, and the place after its closing quote. */
function quotedField(line: string, start: number): [string, number] {
  let text = "";
  let at = start + 1;
  for (;;) {
    const quote = line.indexOf('"', at);
    if (quote < 0) return [text + line.slice(at), line.length];
    text += line.slice(at, quote);
    if (line[quote + 1] !== '"') return [text, quote + 1];
    text += '"';
    at = quote + 2;
  }
}

/** One field as it stands in a CSV file: quoted where it has to be. */
export function quoteField(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
