import "server-only";
import type { PoolClient } from "pg";

/** Which of two roads counts: the provider's own export, or single requests. */
export type Precedence = "export" | "requests";

/** Where nobody has said otherwise the export counts: it is complete, and what is billed. */
export const USUAL_PRECEDENCE: Precedence = "export";

/** What people have said, by number of provider and project; null for every one. */
export interface StatedPrecedence {
  providerId: number | null;
  projectId: number | null;
  precedence: Precedence;
}

/** Reads what an organisation has said; names that no record has count for nothing. */
export async function statedPrecedences(client: PoolClient, organizationId: number): Promise<StatedPrecedence[]> {
  const { rows } = await client.query<{ provider: number | null; project: number | null; precedence: Precedence }>({
    name: "overlap-precedences",
    text: STATED,
    values: [organizationId],
  });
  return rows.map(({ provider, project, precedence }) => ({ providerId: provider, projectId: project, precedence }));
}

/**
 * SQL for which road counts of two that tell the usage of `row` and `other`: what a person has said, the most particular first.
 * What was said of a project holds where both tell it; where one leaves it open nobody knows which part of it is the
 * project's. `first` is the number of the first of the three parameters.
 */
export const precedenceOf = (row: string, other: string, first: number) => `
  coalesce((SELECT precedence
              FROM unnest($${first}::int[], $${first + 1}::int[], $${first + 2}::text[]) AS said(provider_id, project_id, precedence)
             WHERE (said.provider_id IS NULL OR said.provider_id = ${row}.provider_id)
               AND (said.project_id IS NULL OR (said.project_id = ${row}.project_id AND said.project_id = ${other}.project_id))
             ORDER BY said.provider_id IS NULL, said.project_id IS NULL LIMIT 1), '${USUAL_PRECEDENCE}')`;

/** The parameters of that. */
export function precedenceParameters(said: readonly StatedPrecedence[]): unknown[] {
  return [
    said.map(({ providerId }) => providerId),
    said.map(({ projectId }) => projectId),
    said.map(({ precedence }) => precedence),
  ];
}

const STATED = `
  SELECT providers.id AS provider, projects.id AS project, precedence
    FROM overlap_precedences said
    LEFT JOIN dimension_values providers
      ON providers.organization_id = $1 AND providers.dimension = 'provider' AND providers.value = said.provider
    LEFT JOIN dimension_values projects
      ON projects.organization_id = $1 AND projects.dimension = 'project' AND projects.value = said.project
   WHERE said.organization_id = $1 AND (said.provider = '' OR providers.id IS NOT NULL)
     AND (said.project = '' OR projects.id IS NOT NULL)`;
