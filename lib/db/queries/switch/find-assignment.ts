import "server-only";
import { pool } from "@/lib/db/pool";
import { type Dimension, isTagDimension, tagKey } from "@/lib/spend/dimensions";
import type { SwitchInput } from "@/lib/switch/answer";
import { type Assignment, bestAssignment } from "@/lib/switch/assignment/assignment";
import { segmentNumbers } from "@/lib/switch/assignment/segment-numbers";
import type { Candidate } from "@/lib/switch/ranking";
import { dimensionNames } from "../dimensions/dimension-names";
import type { OnProgress, PartsQuestion } from "./traffic/read-parts";
import { readRecords } from "./traffic/read-records";

/** The best assignment that a question asks for; null where it asks for none. Reads the records of its scope. */
export async function findAssignment(
  input: SwitchInput,
  asked: PartsQuestion,
  models: readonly { candidate: Candidate; name: string }[],
  onProgress?: OnProgress,
): Promise<Assignment | null> {
  const { bestAssignment: question } = input.question;
  if (!question) return null;
  const { organizationId } = asked;
  const { by } = question;
  const tags = await tagValues(organizationId, by);
  const endpoints = await endpointNames(organizationId);
  const { parts, nameOf } = input.traffic;
  const named: SwitchInput = {
    ...input,
    traffic: {
      parts,
      nameOf: (dimension, id) => (dimension === "endpoint" ? (endpoints.get(id) ?? null) : nameOf(dimension, id)),
    },
  };
  return bestAssignment(
    named,
    question,
    models,
    (take) =>
      readRecords(
        asked,
        "scope",
        (part) => take({ ...part, segments: segmentNumbers(part.records, by, tags.numbers) }),
        onProgress,
      ),
    async (numbers) => {
      if (isTagDimension(by)) return numbers.map((number) => tags.values[number - 1] ?? null);
      const ofDimension = await dimensionNames(organizationId, [{ dimension: by, ids: numbers }]);
      return numbers.map((number) => (number === 0 ? null : ofDimension(by, number)));
    },
  );
}

/** Numbers, from 1, for the values that sets of tags have for a key, by the sets' numbers. */
async function tagValues(organizationId: number, by: Dimension) {
  const values: string[] = [];
  const numbers = new Map<number, number>();
  if (!isTagDimension(by)) return { values, numbers };
  const { rows } = await pool().query<{ id: number; value: string }>(
    "SELECT id, tags ->> $2 AS value FROM tag_sets WHERE organization_id = $1 AND tags ->> $2 IS NOT NULL ORDER BY id",
    [organizationId, tagKey(by)],
  );
  const known = new Map<string, number>();
  for (const { id, value } of rows) {
    const number = known.get(value) ?? values.push(value);
    known.set(value, number);
    numbers.set(id, number);
  }
  return { values, numbers };
}

async function endpointNames(organizationId: number): Promise<ReadonlyMap<number, string>> {
  const { rows } = await pool().query<{ id: number; value: string }>(
    "SELECT id, value FROM dimension_values WHERE organization_id = $1 AND dimension = 'endpoint'",
    [organizationId],
  );
  return new Map(rows.map(({ id, value }) => [id, value]));
}
