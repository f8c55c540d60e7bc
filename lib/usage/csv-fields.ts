/** The delimiter of a header: the one of comma, semicolon and tab that stands in it most often outside quotes. */
export function sniffDelimiter(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, "");
  const counts = [",", ";", "\t"].map((delimiter) => [delimiter, bare.split(delimiter).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** The delimiter that a first line names for spreadsheets ("sep=;"); null for any other line. */
export function namedDelimiter(line: string): string | null {
  return /^"?sep=(.)"?$/i.exec(line)?.[1] ?? null;
}

/** The fields of one CSV line (RFC 4180: quoted fields, doubled quotes, line breaks inside quotes). */
export function splitFields(line: string, delimiter: string): string[] {
  return line.includes('"') ? splitQuoted(line, delimiter).fields : line.split(delimiter);
}

/** The fields of a line with quotes. `isOrderly`: every quoted field ends, and nothing but spaces stands around it. */
export function splitQuoted(line: string, delimiter: string): { fields: string[]; isOrderly: boolean } {
  const fields: string[] = [];
  let isOrderly = true;
  let at = 0;
  for (;;) {
    const quoted = quotedField(line, at);
    const found = line.indexOf(delimiter, quoted?.end ?? at);
    const end = found < 0 ? line.length : found;
    if (quoted) {
      const further = line.slice(quoted.end, end).trimEnd();
      fields.push(quoted.text + further);
      if (!quoted.isClosed || further !== "") isOrderly = false;
    } else fields.push(line.slice(at, end));
    if (found < 0) return { fields, isOrderly };
    at = found + delimiter.length;
  }
}

/** The quoted field that begins at `start`, after spaces perhaps; null when what begins there has no quotes around it. */
function quotedField(line: string, start: number): { text: string; end: number; isClosed: boolean } | null {
  let at = start;
  while (line[at] === " ") at += 1;
  if (line[at] !== '"') return null;
  let text = "";
  for (;;) {
    const quote = line.indexOf('"', at + 1);
    if (quote < 0) return { text: text + line.slice(at + 1), end: line.length, isClosed: false };
    text += line.slice(at + 1, quote);
    if (line[quote + 1] !== '"') return { text, end: quote + 1, isClosed: true };
    text += '"';
    at = quote + 1;
  }
}

/** One field as it stands in a CSV file: quoted where it has to be. */
export function quoteField(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
