import { readFileSync, writeFileSync } from "node:fs";
import { type Figure, meetsTarget, type Section } from "./section";

/** The lines of a section as printed. */
export function sectionText({ name, title }: Section, figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  const lines = figures.map((figure) => {
    const verdict = shownTarget(figure) ? `${shownTarget(figure)}: ${meetsTarget(figure) ? "ok" : "MISSED"}` : "";
    const text = `  ${figure.what.padEnd(width)}  ${shownValue(figure).padStart(12)}  ${verdict.padEnd(22)}  ${figure.note ?? ""}`;
    return text.trimEnd();
  });
  return [`\n${name}: ${title}`, ...lines].join("\n");
}

/** The same as Markdown, laid out as `npm run format` does. */
function sectionMarkdown(facts: string, command: string, figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const verdict = shownTarget(figure) ? `${shownTarget(figure)}${meetsTarget(figure) ? "" : " (**missed**)"}` : "";
    return [figure.what, shownValue(figure), verdict, figure.note ?? ""].map((cell) => cell.replaceAll("|", "\\|"));
  });
  const table = [["what", "figure", "target", "how"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(3, ...table.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const laidOut = table.map((row) =>
    line(row.map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))),
  );
  const rule = line(widths.map((width, column) => (column === 1 ? `${"-".repeat(width - 1)}:` : "-".repeat(width))));
  return [`\`${command}\`, ${facts}`, "", laidOut[0], rule, ...laidOut.slice(1)].join("\n");
}

/** Puts a section's figures into a Markdown file, between the two marks of its name; everything else stays as it is. */
export function writeSection(
  file: string,
  { name }: Section,
  { facts, options }: { facts: string; options: string },
  figures: readonly Figure[],
): void {
  const [begin, end] = [`<!-- bench ${name} -->`, `<!-- end of bench ${name} -->`];
  const text = readFileSync(file, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no place for ${name}: add the lines ${begin} and ${end}`);
  const body = sectionMarkdown(facts, `npm run bench -- ${name}${options}`, figures);
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n${body}\n${text.slice(to)}`);
}

function shownValue({ value, unit }: Figure): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = Number.isInteger(value) ? String(value) : value.toFixed(digits);
  return `${text.replace(/\B(?=(\d{3})+$)/g, ",")}${unit === "" || unit === "/s" ? unit : ` ${unit}`}`;
}

function shownTarget({ atLeast, atMost, unit }: Figure): string {
  const limit = atLeast ?? atMost;
  if (limit === undefined) return "";
  return `${atLeast === undefined ? "≤" : "≥"} ${limit.toLocaleString("en-US")}${unit === "" || unit === "×" ? "" : ` ${unit}`}`;
}
