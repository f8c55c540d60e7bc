/**
 * Doubts about a request's figures, each worse than all before it together. `NOT_OF_BATCH` is that of a source that does not
 * say `batch`: the response within a batch, and whoever logs it, may say `default`; only who has the batch knows.
 */
const NOT_OF_BATCH = "not_of_batch";
const DOUBTS = ["cache_unknown", NOT_OF_BATCH, "output_lower_bound", "estimated", "usage_missing"];

/** The number of the service tier `batch` in the organisation $1; null where it has none. Looked up once a statement. */
const BATCH_TIER = `(
  SELECT tier.id FROM dimension_values tier WHERE tier.organization_id = $1 AND tier.dimension = 'serviceTier' AND tier.value = 'batch')`;

/** Names a source may leave open, each worth more than all before it together: the tier is part of the price. */
const NAMES = ["tag_set_id", "region_id", "endpoint_id", "user_id", "api_key_id", "project_id", "service_tier_id"];

const FIGURES = ["provider_id", "model_id", "requests", "input_uncached", "cache_read", "cache_write", "output"];

/**
 * Whether a line `s` says less of a request than what is stored of it as `r`: a provider's log, a gateway's and a span tell
 * of one request, and the one that knows most of it stays, whichever comes first. It says less if its figures are more in
 * doubt, or if it has the same figures and leaves open what the other one names.
 */
export const SAYS_LESS = `(
  s.external_id IS NOT NULL AND (
    ${doubts("s")} > ${doubts("r")}
    OR (${known("s")} < ${known("r")} AND ${doubts("s")} = ${doubts("r")} AND (${figures("s")}) IS NOT DISTINCT FROM (${figures("r")}))))`;

/** Whether a row says that its call was one of a batch; null where none is. */
export function isOfBatch(row: string): string {
  return `(${row}.service_tier_id = ${BATCH_TIER})`;
}

/** How much is in doubt about a row's figures, as a number. */
export function doubts(row: string): string {
  const weights = DOUBTS.map((doubt, index) => ({ doubt, sql: weight(isUncertain(row, doubt), index) }));
  const noted = weights.filter(({ doubt }) => doubt !== NOT_OF_BATCH).map(({ sql }) => sql);
  const notOfBatch = weight(`${isOfBatch(row)} IS NOT TRUE`, DOUBTS.indexOf(NOT_OF_BATCH));
  return `(${notOfBatch} + CASE WHEN ${row}.detail IS NULL THEN 0 ELSE ${noted.join(" + ")} END)`;
}

/**
 * How much a row names, as a number. Reasoning is a part of the output that is kept for information only; the time of an
 * upload is none of the request's.
 */
export function known(row: string): string {
  const facts = [
    `${row}.reasoning > 0`,
    ...NAMES.map((name) => `${row}.${name} <> 0`),
    `${isUncertain(row, "time_of_upload")} IS NOT TRUE`,
  ];
  return `(${facts.map(weight).join(" + ")})`;
}

function figures(row: string): string {
  return FIGURES.map((name) => `${row}.${name}`).join(", ");
}

function isUncertain(row: string, doubt: string): string {
  return `(${row}.detail -> 'uncertainties') ? '${doubt}'`;
}

function weight(fact: string, place: number): string {
  return `CASE WHEN ${fact} THEN ${2 ** place} ELSE 0 END`;
}
