/**
 * What the switch lab needs of one stored record. Names are the organisation's numbers for them, 0 for none. The same
 * object is filled for one record after another.
 */
export interface TrafficRow {
  /** Microseconds since 1970. */
  timestamp: number;
  endTimestamp: number | null;
  /** In the order of SETTING_NAMES. */
  names: Int32Array;
  user: number;
  tagSet: number;
  /** Null where an aggregate does not say. */
  requests: number | null;
  inputUncached: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
  reasoning: number;
  /** Femto-USD as stored; null where unpriced. */
  cost: number | bigint | null;
  /** Upper bound where the cost is an interval. */
  costHigh: number | bigint | null;
  detail: TrafficDetail | null;
}

/** What most records do not have. */
export interface TrafficDetail {
  audioInput?: number;
  imageInput?: number;
  cacheReadAudio?: number;
  cacheReadImage?: number;
  audioOutput?: number;
  imageOutput?: number;
  cacheWriteByTtl?: Readonly<Record<string, number>>;
  calls?: Readonly<Record<string, number>>;
  features?: readonly string[];
  uncertainties?: readonly string[];
}

/** Names that few combinations of occur: a record refers to the combination it has. */
export const SETTING_NAMES = [
  ...["provider", "model", "serviceTier", "region", "endpoint", "project", "apiKey", "source", "rate"],
] as ("provider" | "model" | "serviceTier" | "region" | "endpoint" | "project" | "apiKey" | "source" | "rate")[];

/** One of SETTING_NAMES. */
export type SettingName = (typeof SETTING_NAMES)[number];

/** Token counts that have a place of their own in a record's detail. */
export const DETAIL_COUNTS = [
  ...["audioInput", "imageInput", "cacheReadAudio", "cacheReadImage", "audioOutput", "imageOutput"],
] as ("audioInput" | "imageInput" | "cacheReadAudio" | "cacheReadImage" | "audioOutput" | "imageOutput")[];
