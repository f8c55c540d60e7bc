/** What spend can be grouped and filtered by, besides tags. */
export const DIMENSIONS = [
  "model",
  "provider",
  "project",
  "apiKey",
  "user",
  "serviceTier",
  "region",
  "endpoint",
  "source",
] as const;

/** A dimension that every record has a place for. */
export type NamedDimension = (typeof DIMENSIONS)[number];

/** The values that usage has for one key of its tags: `tag.feature`. A record has at most one, so nothing counts twice. */
export type TagDimension = `tag.${string}`;

/** A dimension of spend. */
export type Dimension = NamedDimension | TagDimension;

const LABELS: Readonly<Record<NamedDimension, string>> = {
  model: "Model",
  provider: "Provider",
  project: "Project",
  apiKey: "API key",
  user: "User",
  serviceTier: "Service tier",
  region: "Region",
  endpoint: "Endpoint",
  source: "Source",
};

const TAG = "tag.";
const LONGEST_TAG_KEY = 256;

/** Values a question is limited to (or leaves out), by dimension; null stands for "not stated". */
export type Filters = Readonly<Partial<Record<Dimension, readonly (string | null)[]>>>;

/** Values there are to choose from, by dimension, in the order they were first seen. */
export type DimensionValues = Readonly<Partial<Record<Dimension, readonly string[]>>>;

/** Whether a text names a dimension. */
export function isDimension(text: string): text is Dimension {
  return isNamedDimension(text) || isTagDimension(text);
}

/** Whether a text names one of DIMENSIONS. */
export function isNamedDimension(text: string): text is NamedDimension {
  return (DIMENSIONS as readonly string[]).includes(text);
}

/** Whether a text names the values of a tag. */
export function isTagDimension(text: string): text is TagDimension {
  const key = text.startsWith(TAG) ? text.slice(TAG.length) : "";
  return key !== "" && key.length <= LONGEST_TAG_KEY && !key.includes("\0");
}

/** The dimension of a tag's key. */
export function tagDimension(key: string): TagDimension {
  return `${TAG}${key}`;
}

/** The key of a tag's dimension. */
export function tagKey(dimension: TagDimension): string {
  return dimension.slice(TAG.length);
}

/** How people call a dimension: at the beginning of a line, or (`inText`) within one. */
export function dimensionLabel(dimension: Dimension, options: { inText?: boolean } = {}): string {
  if (!isNamedDimension(dimension)) return `${options.inText ? "tag" : "Tag"} ${tagKey(dimension)}`;
  const label = LABELS[dimension];
  // Abbreviations keep their capitals.
  return options.inText && !/^[A-Z]{2}/.test(label) ? label.toLowerCase() : label;
}
