/** A kind of traffic in the sample data: who calls which model how often and with what shape of request. */
export interface Workload {
  project: string;
  apiKey: string;
  /** How many distinct users call it; 0 when the traffic has no user (pipelines). */
  users: number;
  provider: string;
  model: string;
  serviceTier: string | null;
  endpoint: string;
  features: readonly string[];
  /** Value of the "feature" tag. */
  feature: string;
  /** Requests on a weekday at the end of the range, before growth and noise. */
  requestsPerDay: number;
  /** Typical prompt and completion, in tokens; single requests scatter around them. */
  input: number;
  output: number;
  /** Share of output that is reasoning, 0 to 1. */
  reasoning: number;
  /** Share of the prompt that is a stable prefix (it can be read from the cache), 0 to 1. */
  cacheablePrefix: number;
  /** Share of requests that find the prefix in the cache, 0 to 1. */
  cacheHits: number;
  /** True where the provider reports cache writes (Anthropic). */
  cacheWrites: boolean;
  rhythm: "office" | "day and night" | "nightly";
  /** Day of the range (0 = first) on which the traffic begins and, exclusive, ends. */
  firstDay: number;
  lastDay: number;
}

const STEADY = { firstDay: 0, lastDay: 90 } as const;

/** The traffic of a made-up company with six projects, eight API keys and a few dozen users. */
export const WORKLOADS: readonly Workload[] = [
  {
    project: "support-assistant",
    apiKey: "support-prod",
    users: 18,
    feature: "answer",
    provider: "openai",
    model: "gpt-4.1-2025-04-14",
    serviceTier: "default",
    endpoint: "chat_completions",
    features: ["streaming", "function_calling"],
    requestsPerDay: 130,
    input: 6200,
    output: 420,
    reasoning: 0,
    cacheablePrefix: 0.7,
    cacheHits: 0.82,
    cacheWrites: false,
    rhythm: "day and night",
    ...STEADY,
  },
  {
    project: "checkout",
    apiKey: "checkout-prod",
    users: 0,
    feature: "fraud-note",
    provider: "openai",
    model: "gpt-4.1-mini-2025-04-14",
    serviceTier: "default",
    endpoint: "responses",
    features: ["structured_outputs"],
    requestsPerDay: 210,
    input: 1500,
    output: 110,
    reasoning: 0,
    cacheablePrefix: 0.75,
    cacheHits: 0.6,
    cacheWrites: false,
    rhythm: "day and night",
    ...STEADY,
  },
  {
    project: "code-review",
    apiKey: "code-review-ci",
    users: 14,
    feature: "review",
    provider: "openai",
    model: "gpt-5-2025-08-07",
    serviceTier: "default",
    endpoint: "responses",
    features: ["streaming", "function_calling"],
    requestsPerDay: 48,
    input: 21000,
    output: 3600,
    reasoning: 0.7,
    cacheablePrefix: 0.55,
    cacheHits: 0.5,
    cacheWrites: false,
    rhythm: "office",
    firstDay: 12,
    lastDay: 90,
  },
  {
    project: "code-review",
    apiKey: "code-review-ide",
    users: 14,
    feature: "edit",
    provider: "anthropic",
    model: "claude-sonnet-4-5-20250929",
    serviceTier: "standard",
    endpoint: "messages",
    features: ["streaming", "function_calling"],
    requestsPerDay: 56,
    input: 17000,
    output: 900,
    reasoning: 0,
    cacheablePrefix: 0.85,
    cacheHits: 0.86,
    cacheWrites: true,
    rhythm: "office",
    ...STEADY,
  },
  {
    project: "search",
    apiKey: "search-prod",
    users: 0,
    feature: "rewrite",
    provider: "openai",
    model: "gpt-4o-mini-2024-07-18",
    serviceTier: "default",
    endpoint: "chat_completions",
    features: ["structured_outputs"],
    requestsPerDay: 190,
    input: 700,
    output: 60,
    reasoning: 0,
    cacheablePrefix: 0,
    cacheHits: 0,
    cacheWrites: false,
    rhythm: "day and night",
    firstDay: 0,
    lastDay: 52,
  },
  {
    project: "search",
    apiKey: "search-prod",
    users: 0,
    feature: "rewrite",
    provider: "google",
    model: "gemini-2.5-flash",
    serviceTier: null,
    endpoint: "generate_content",
    features: ["structured_outputs"],
    requestsPerDay: 200,
    input: 700,
    output: 75,
    reasoning: 0.2,
    cacheablePrefix: 0,
    cacheHits: 0,
    cacheWrites: false,
    rhythm: "day and night",
    firstDay: 50,
    lastDay: 90,
  },
  {
    project: "search",
    apiKey: "search-index",
    users: 0,
    feature: "index",
    provider: "openai",
    model: "text-embedding-3-small",
    serviceTier: null,
    endpoint: "embeddings",
    features: [],
    requestsPerDay: 90,
    input: 5200,
    output: 0,
    reasoning: 0,
    cacheablePrefix: 0,
    cacheHits: 0,
    cacheWrites: false,
    rhythm: "nightly",
    ...STEADY,
  },
  {
    project: "data-pipeline",
    apiKey: "pipeline-batch",
    users: 0,
    feature: "classify",
    provider: "openai",
    model: "gpt-4.1-mini-2025-04-14",
    serviceTier: "batch",
    endpoint: "chat_completions",
    features: ["structured_outputs"],
    requestsPerDay: 160,
    input: 2600,
    output: 140,
    reasoning: 0,
    cacheablePrefix: 0,
    cacheHits: 0,
    cacheWrites: false,
    rhythm: "nightly",
    ...STEADY,
  },
  {
    project: "contracts",
    apiKey: "contracts-prod",
    users: 5,
    feature: "summarise",
    provider: "openai",
    model: "gpt-4.1-2025-04-14",
    serviceTier: "default",
    endpoint: "responses",
    features: ["streaming"],
    requestsPerDay: 7,
    input: 96000,
    output: 1500,
    reasoning: 0,
    cacheablePrefix: 0.1,
    cacheHits: 0.3,
    cacheWrites: false,
    rhythm: "office",
    ...STEADY,
  },
  {
    project: "experiments",
    apiKey: "playground",
    users: 4,
    feature: "trial",
    provider: "acme-labs",
    model: "acme-large-preview",
    serviceTier: null,
    endpoint: "chat_completions",
    features: [],
    requestsPerDay: 14,
    input: 2400,
    output: 600,
    reasoning: 0,
    cacheablePrefix: 0,
    cacheHits: 0,
    cacheWrites: false,
    rhythm: "office",
    firstDay: 69,
    lastDay: 90,
  },
];

/** A retry storm: the support assistant repeats its calls on this day of the range. */
export const SPIKE = { day: 64, project: "support-assistant", factor: 5 } as const;

/** Now and then a whole archive is pasted into a prompt: these exceed what smaller context windows take. */
export const LONG_PROMPT = { project: "contracts", share: 0.06, minimum: 280_000, maximum: 520_000 } as const;
