/** What spend can be grouped and filtered by. */
export const DIMENSIONS = ["model", "provider", "project", "apiKey", "user", "serviceTier", "source"] as const;

/** A dimension of spend. */
export type Dimension = (typeof DIMENSIONS)[number];

/** How people call it. */
export const DIMENSION_LABELS: Readonly<Record<Dimension, string>> = {
  model: "Model",
  provider: "Provider",
  project: "Project",
  apiKey: "API key",
  user: "User",
  serviceTier: "Service tier",
  source: "Source",
};

/** Values a question is limited to, by dimension; null stands for "not stated". */
export type Filters = Readonly<Partial<Record<Dimension, readonly (string | null)[]>>>;

/** Whether a text names a dimension. */
export function isDimension(text: string): text is Dimension {
  return (DIMENSIONS as readonly string[]).includes(text);
}
