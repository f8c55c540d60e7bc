/**
 * One line of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets a leading apostrophe, as OWASP
 * recommends against formula injection; numbers are left as they are.
 */
export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map(field).join(",")}\r\n`;
}

function field(value: string | number): string {
  const isNumber = typeof value === "number" || /^-?\d+(\.\d+)?$/.test(value);
  const text = !isNumber && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
