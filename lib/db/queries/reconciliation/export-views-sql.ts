/** How many whole seconds a row's period has; 0 where it has none. */
export const SECONDS = (row: string) =>
  `coalesce(floor(extract(epoch FROM ${row}.end_timestamp - ${row}.timestamp)), 0)::int`;

/** Whether a row `r` of a batch's records is one of those that `told` says how the batch tells. */
export const IS_TOLD_IN = (told: string) => `
  ${told}.provider_id = r.provider_id AND ${told}.endpoint_id = r.endpoint_id AND ${told}.seconds = ${SECONDS("r")}
  AND r.line BETWEEN ${told}.first_line AND ${told}.last_line`;

/** The same for a row of export_views, and a row of records of any batch. */
export const IS_OF_VIEW = (told: string) => `
  ${told}.day = r.day AND ${told}.batch_id = r.batch_id AND ${IS_TOLD_IN(told)}`;
