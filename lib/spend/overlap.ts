import { addUsd, type FemtoUsd, ZERO_USD } from "@/lib/pricing/money";

/** Sums of usage that came by one road. */
export interface RoadSums {
  records: bigint;
  /** Of the records that say it. */
  requests: bigint;
  inputTokens: bigint;
  outputTokens: bigint;
  /** Of the priced records. */
  cost: FemtoUsd;
  unpricedRecords: bigint;
}

/** Sums of one road on one UTC day. */
export interface RoadRow {
  day: string;
  provider: string | null;
  project: string | null;
  road: "export" | "requests";
  /** Whether they are set aside: out of every figure. */
  aside: boolean;
  sums: RoadSums;
}

/** Usage of a day, provider and project that came by two roads. `project` null: not told apart by one of them. */
export interface Overlap {
  day: string;
  provider: string | null;
  project: string | null;
  /** Which of the two is in the figures. */
  counted: "export" | "requests";
  export: RoadSums;
  requests: RoadSums;
}

const NO_SUMS: RoadSums = {
  records: 0n,
  requests: 0n,
  inputTokens: 0n,
  outputTokens: 0n,
  cost: ZERO_USD,
  unpricedRecords: 0n,
};

/** What came by two roads, among the sums of both: the newest day first. */
export function overlapsOf(rows: readonly RoadRow[]): Overlap[] {
  const byDay = new Map<string, RoadRow[]>();
  for (const row of rows) {
    const key = `${row.day}\n${row.provider ?? ""}`;
    byDay.set(key, [...(byDay.get(key) ?? []), row]);
  }
  return [...byDay.values()].flatMap(overlapsOfDay).sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

function overlapsOfDay(rows: readonly RoadRow[]): Overlap[] {
  // Where a road does not say the project, all projects are one.
  if (rows.some(({ project }) => project === null)) return overlapOf(rows, null);
  const projects = [...new Set(rows.map(({ project }) => project))];
  return projects.flatMap((project) =>
    overlapOf(
      rows.filter((row) => row.project === project),
      project,
    ),
  );
}

function overlapOf(rows: readonly RoadRow[], project: string | null): Overlap[] {
  const [first] = rows;
  const exported = rows.filter(({ road }) => road === "export");
  const requests = rows.filter(({ road }) => road === "requests");
  if (!first || exported.length === 0 || requests.length === 0) return [];
  const counted = exported.some(({ aside }) => aside) ? "requests" : "export";
  return [
    { day: first.day, provider: first.provider, project, counted, export: sumOf(exported), requests: sumOf(requests) },
  ];
}

function sumOf(rows: readonly RoadRow[]): RoadSums {
  return rows.reduce((sum, { sums }) => addRoadSums(sum, sums), NO_SUMS);
}

/** Both sums together. */
export function addRoadSums(one: RoadSums, other: RoadSums): RoadSums {
  return {
    records: one.records + other.records,
    requests: one.requests + other.requests,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cost: addUsd(one.cost, other.cost),
    unpricedRecords: one.unpricedRecords + other.unpricedRecords,
  };
}

/** What the export has beyond the single requests: negative where these are more. */
export function notExplained({ export: exported, requests }: Pick<Overlap, "export" | "requests">) {
  return {
    cost: (exported.cost - requests.cost) as FemtoUsd,
    requests: exported.requests - requests.requests,
    inputTokens: exported.inputTokens - requests.inputTokens,
    outputTokens: exported.outputTokens - requests.outputTokens,
  };
}
