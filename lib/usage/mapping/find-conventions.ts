import { columnName } from "../formats/csv-columns";
import type { Conventions, CsvMapping } from "./csv-mapping";
import { inTokens, plainDecimal } from "./mapped-values";

/** A row of the file's beginning, with the line it stands on. */
export interface SampleRow {
  line: number;
  fields: readonly string[];
}

/** What speaks for a convention, and which lines speak against it. */
export interface Evidence {
  convention: keyof Conventions;
  /** What was found, for people. */
  finding: string;
  rowsFor: number;
  rowsAgainst: number;
  /** The first lines that contradict it. */
  contradictions: readonly number[];
  /** Whether nothing in the data decides it: the usual is proposed, and a person has to know. */
  assumed: boolean;
}

const SHOWN = 5;
const COUNTS = ["input", "output", "cacheRead", "cacheWrite", "reasoning", "requests", "cost"] as const;

/** Conventions of a file by what stands in its columns, each with its evidence. */
export function findConventions(
  header: readonly string[],
  rows: readonly SampleRow[],
  columns: CsvMapping["columns"],
): { conventions: Conventions; evidence: Evidence[] } {
  const place = (field: keyof typeof columns) => {
    const name = columns[field];
    return name === undefined ? -1 : header.indexOf(name);
  };
  const numbers = findSeparators(
    rows,
    COUNTS.map(place).filter((at) => at >= 0),
  );
  const unit = findUnit(rows, columns, place, numbers.conventions);
  const dates = findDates(
    rows,
    [place("timestamp"), place("endTimestamp")].filter((at) => at >= 0),
  );
  const cache = findCache(rows, header, place, numbers.conventions);
  return {
    conventions: { ...numbers.conventions, unit: unit.value, dates: dates.value, timeZone: "UTC", cache: cache.value },
    evidence: [numbers.evidence, unit.evidence, dates.evidence, cache.evidence].filter((one) => one !== null),
  };
}

type Separators = Pick<Conventions, "decimal" | "thousands">;

const SEPARATORS: readonly (Separators & { sure: RegExp; name: string })[] = [
  { decimal: ".", thousands: ",", sure: /^-?\d{1,3}(,\d{3})+(\.\d+)?$/, name: "1,234.5" },
  { decimal: ",", thousands: ".", sure: /^-?\d{1,3}(\.\d{3})+(,\d+)?$|^-?\d+,(\d{1,2}|\d{4,})$/, name: "1.234,5" },
  { decimal: ",", thousands: " ", sure: /^-?\d{1,3}([\s\u00a0\u202f]\d{3})+(,\d+)?$/, name: "1 234,5" },
  { decimal: ".", thousands: "'", sure: /^-?\d{1,3}('\d{3})+(\.\d+)?$/, name: "1'234.5" },
];
const PLAIN: Separators = { decimal: ".", thousands: "" };

function findSeparators(rows: readonly SampleRow[], places: readonly number[]) {
  const numbers = rows.flatMap(({ line, fields }) =>
    places.map((at) => ({ line, text: (fields[at] ?? "").trim().replace(/^[$€£]\s*|\s*[$€£]$/g, "") })),
  );
  const marked = numbers.filter(
    ({ text }) => /\d[,.'\s\u00a0\u202f]\d/.test(text) && !/^-?\d+\.(\d{1,2}|\d{4,})$/.test(text),
  );
  const scored = SEPARATORS.map((one) => ({ one, count: marked.filter(({ text }) => one.sure.test(text)).length }));
  const best = scored.sort((a, b) => b.count - a.count)[0];
  if (!best || best.count === 0) return { conventions: PLAIN, evidence: null };
  const { decimal, thousands, name } = best.one;
  const against = numbers.filter(({ text }) => text !== "" && plainDecimal(text, { decimal, thousands }) === null);
  const misread = marked.filter(({ text }) => !best.one.sure.test(text) && !against.some((one) => one.text === text));
  const lines = [...new Set([...against, ...misread].map(({ line }) => line))];
  return {
    conventions: { decimal, thousands },
    evidence: evidence("thousands", `Numbers are written as in ${name}.`, best.count, lines),
  };
}

function findUnit(
  rows: readonly SampleRow[],
  columns: CsvMapping["columns"],
  place: (field: "input" | "output") => number,
  separators: Separators,
): { value: Conventions["unit"]; evidence: Evidence | null } {
  const names = [columns.input ?? "", columns.output ?? ""].map(columnName).join(" ");
  const unit = /thousand|\bk_?tok|_k\b|\(k\)|1k/.test(names)
    ? 1000
    : /million|\bm_?tok|_m\b|\(m\)|1m/.test(names)
      ? 1_000_000
      : 1;
  if (unit === 1) return { value: 1, evidence: null };
  const counts = rows.flatMap(({ line, fields }) =>
    [place("input"), place("output")].flatMap((at) => {
      const plain = at < 0 ? null : plainDecimal(fields[at] ?? "", separators);
      return plain === null ? [] : [{ line, isWhole: inTokens(plain, unit) !== null }];
    }),
  );
  const lines = counts.filter(({ isWhole }) => !isWhole).map(({ line }) => line);
  const name = unit === 1000 ? "thousands" : "millions";
  return {
    value: unit,
    evidence: evidence("unit", `The columns' names say ${name} of tokens.`, counts.length - lines.length, lines),
  };
}

function findDates(rows: readonly SampleRow[], places: readonly number[]) {
  const dates = rows.flatMap(({ line, fields }) =>
    places.flatMap((at) => {
      const match = /^(\d{1,2})[./-](\d{1,2})[./-]\d{4}/.exec((fields[at] ?? "").trim());
      return match ? [{ line, first: Number(match[1]), second: Number(match[2]) }] : [];
    }),
  );
  if (dates.length === 0) return { value: "month-first" as const, evidence: null };
  const dayFirst = dates.filter(({ first }) => first > 12);
  const monthFirst = dates.filter(({ second }) => second > 12);
  const value = dayFirst.length > monthFirst.length ? ("day-first" as const) : ("month-first" as const);
  const [speak, against] = value === "day-first" ? [dayFirst, monthFirst] : [monthFirst, dayFirst];
  const lines = against.map(({ line }) => line);
  if (speak.length === 0)
    return {
      value,
      evidence: {
        ...evidence("dates", "No date tells day and month apart: the month is taken to come first.", 0, []),
        assumed: true,
      },
    };
  return {
    value,
    evidence: evidence(
      "dates",
      `The ${value === "day-first" ? "day" : "month"} comes first in dates.`,
      speak.length,
      lines,
    ),
  };
}

/** Whether cached tokens are inside the input column: a total tells, or more cached tokens than input. */
function findCache(
  rows: readonly SampleRow[],
  header: readonly string[],
  place: (field: "input" | "output" | "cacheRead" | "cacheWrite") => number,
  separators: Separators,
): { value: Conventions["cache"]; evidence: Evidence | null } {
  if (place("cacheRead") < 0 && place("cacheWrite") < 0) return { value: "inside", evidence: null };
  const total = header.findIndex((name) => /^total(_?tok(en)?s?)?$|^tokens_total$/.test(columnName(name)));
  const inside: number[] = [];
  const outside: number[] = [];
  for (const { line, fields } of rows) {
    const count = (at: number) => (at < 0 ? 0 : Number(plainDecimal(fields[at] ?? "", separators) ?? 0));
    const cached = count(place("cacheRead")) + count(place("cacheWrite"));
    if (cached === 0) continue;
    const [input, output] = [count(place("input")), count(place("output"))];
    if (cached > input) outside.push(line);
    else if (total >= 0 && count(total) === input + output) inside.push(line);
    else if (total >= 0 && count(total) === input + output + cached) outside.push(line);
  }
  const value = outside.length > inside.length ? "outside" : "inside";
  if (inside.length + outside.length === 0) {
    const finding = "Nothing tells whether cached tokens are part of the input: they are taken to be.";
    return { value, evidence: { ...evidence("cache", finding, 0, []), assumed: true } };
  }
  const [speak, against] = value === "inside" ? [inside, outside] : [outside, inside];
  const finding =
    value === "inside"
      ? "Totals are input and output alone: cached tokens are part of the input."
      : "Cached tokens stand beside the input: there are more of them, or totals add them.";
  return { value, evidence: evidence("cache", finding, speak.length, against) };
}

function evidence(
  convention: keyof Conventions,
  finding: string,
  rowsFor: number,
  against: readonly number[],
): Evidence {
  return {
    convention,
    finding,
    rowsFor,
    rowsAgainst: against.length,
    contradictions: against.slice(0, SHOWN),
    assumed: false,
  };
}
