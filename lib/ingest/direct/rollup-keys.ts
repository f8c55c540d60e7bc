import { DIMENSIONS, GRAINS } from "../merge/rollups";

/** The numbers of a record (see PreparedRecord) that each dimension and the rate stand in; the source is the upload's. */
const PLACES = { provider_id: 0, model_id: 1, service_tier_id: 2, project_id: 5, api_key_id: 6, user_id: 7 };
const RATE = 9;
/** The grain of quarter-hours; all others are of days. */
export const QUARTER_GRAIN = 0;

/**
 * How the sums of a grain are told apart while an upload is summed up: by the slot (in quarter-hours since 1970), the
 * numbers of the dimensions it keeps, and the rate. The source is the same for all of them.
 */
export interface RollupKey {
  grain: number;
  /** Places of the key's numbers among those of a record; the slot stands in front of them. */
  places: readonly number[];
  words: number;
  /** For each dimension of the rollups its word in the key; 0 where the grain does not keep it. */
  wordOf: readonly number[];
  keepsSource: boolean;
  /** The grain that keeps the same numbers by quarter-hours: its sums make up this one's. Null where there is none. */
  madeFrom: number | null;
}

export const ROLLUP_KEYS: readonly RollupKey[] = GRAINS.map(({ grain, keeps }) => {
  const kept = keptBy(keeps);
  const places = [...kept.map((name) => PLACES[name]), RATE];
  const sameNumbers = String(kept) === String(keptBy(GRAINS[QUARTER_GRAIN]?.keeps ?? []));
  return {
    ...{ grain, places, words: places.length + 1, keepsSource: keeps.includes("source_id") },
    wordOf: DIMENSIONS.map((name) => (name === "source_id" ? 0 : kept.indexOf(name) + 1)),
    madeFrom: sameNumbers && grain !== QUARTER_GRAIN ? QUARTER_GRAIN : null,
  };
});

function keptBy(keeps: readonly (typeof DIMENSIONS)[number][]): (keyof typeof PLACES)[] {
  return DIMENSIONS.filter((name) => name !== "source_id").filter((name) => keeps.includes(name));
}
