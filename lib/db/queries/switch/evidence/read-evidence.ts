import "server-only";
import { pool } from "@/lib/db/pool";
import type { FitCheck } from "@/lib/switch/fit";
import type { EvidenceJson } from "@/lib/switch/fit-to-json";
import { isOfOrigin } from "@/lib/switch/selection";
import { type Split, splitsOf } from "@/lib/switch/splits";
import type { RowCondition } from "@/lib/switch/traffic/row-conditions";
import { misfitSql } from "./check-sql";
import { conditionSql, type Parameter, PROMPT } from "./condition-sql";
import type { EvidenceQuestion } from "./evidence-question";
import { misfitDays } from "./misfit-days";

/** Records by "move check", the places of both. */
export type Evidence = ReadonlyMap<string, readonly EvidenceJson[]>;

/**
 * Records that do not pass a check. They are looked up in a day or two that have some,
 * since looking through everything would take longer than the answer.
 */
export async function readEvidence(question: EvidenceQuestion): Promise<Evidence> {
  const found = new Map<string, EvidenceJson[]>();
  const { answer } = question;
  const splits = splitsOf(answer.moves.map(({ resolved }) => resolved));
  if (answer.question.evidenceLimit === 0) return found;
  for (const [move, { fit }] of answer.moves.entries()) {
    const split = splits.findIndex(({ moves }) => moves.includes(move));
    for (const [place, check] of fit.checks.entries()) {
      if (check.state !== "doesNotFit" || check.counts.doesNotFit.records === 0) continue;
      found.set(`${move} ${place}`, await evidenceOf(question, splits, split, check));
    }
  }
  return found;
}

async function evidenceOf(
  question: EvidenceQuestion,
  splits: readonly Split[],
  split: number,
  check: FitCheck,
): Promise<EvidenceJson[]> {
  const { organizationId, answer, conditions, scope } = question;
  const { timeZone, evidenceLimit, from, to } = answer.question;
  const days = misfitDays(question, splits, split, check);
  const values: unknown[] = [organizationId];
  const parameter: Parameter = (value) => `$${values.push(value)}`;
  const misfit = misfitSql(check, parameter);
  if (!misfit || days.length === 0) return [];
  const times = days.map((day) => {
    const [start, end] = [
      parameter(new Date(Math.max(day.start, from.getTime()))),
      parameter(new Date(Math.min(day.end, to.getTime()))),
    ];
    return `(day BETWEEN (${start}::timestamptz AT TIME ZONE 'UTC')::date AND (${end}::timestamptz AT TIME ZONE 'UTC')::date
             AND timestamp >= ${start} AND timestamp < ${end})`;
  });
  const earlier = splits.slice(0, split).map((one) => splitSql(question, one, parameter, { orPerhaps: true }));
  const own = splitSql(question, splits[split] as Split, parameter, { orPerhaps: false });
  const { rows } = await pool().query<Row>(
    `SELECT external_id, timestamp, model.value AS model, requests::text, ${PROMPT}::text AS input, output::text
       FROM usage_records JOIN dimension_values AS model
         ON model.organization_id = $1 AND model.dimension = 'model' AND model.id = model_id
      WHERE usage_records.organization_id = $1 AND (${times.join(" OR ")})
        AND (${scope === null ? "true" : conditionSql(conditions[scope] as RowCondition, timeZone, parameter, { orPerhaps: false })})
        AND ${[own, ...earlier.map((sql) => `NOT (${sql})`)].join(" AND ")}
        AND (${misfit.condition})
      ORDER BY ${misfit.size} DESC, timestamp LIMIT ${parameter(evidenceLimit)}`,
    values,
  );
  return rows.map(toEvidence);
}

/** Records a split is about (see `conditionSql`). */
function splitSql(
  { book, parts, nameOf, conditions, answer }: EvidenceQuestion,
  split: Split,
  parameter: Parameter,
  certainty: { orPerhaps: boolean },
): string {
  const models = new Set<number>();
  for (const { at, tables } of parts) {
    const { costs } = tables;
    for (let group = 0; group < costs.groupCount; group += 1) {
      const [provider, model] = [costs.nameOf(group, "provider"), costs.nameOf(group, "model")];
      const traffic = {
        provider: provider === 0 ? null : nameOf("provider", provider),
        model: nameOf("model", model) ?? "",
      };
      if (isOfOrigin(split.origin, traffic, book, at)) models.add(model);
    }
  }
  const ofModels = `model_id = ANY(${parameter([...models])}::int[])`;
  if (split.condition === null) return ofModels;
  const condition = conditions[split.condition] as RowCondition;
  return `${ofModels} AND ${conditionSql(condition, answer.question.timeZone, parameter, certainty)}`;
}

interface Row {
  external_id: string | null;
  timestamp: Date;
  model: string;
  requests: string | null;
  input: string;
  output: string;
}

function toEvidence({ external_id, timestamp, model, requests, input, output }: Row): EvidenceJson {
  return {
    id: external_id,
    timestamp: timestamp.toISOString(),
    model,
    requests: requests === null ? null : Number(requests),
    input: Number(input),
    output: Number(output),
  };
}
