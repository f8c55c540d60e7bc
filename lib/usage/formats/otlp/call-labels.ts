import type { Span } from "./span";

const PROJECT = [
  "outlay.project",
  "openinference.project.name",
  "ai.telemetry.metadata.project",
  "traceloop.association.properties.project",
];

const USER = [
  "outlay.user",
  "user.id",
  "enduser.id",
  "gen_ai.user.id",
  "langfuse.user.id",
  "ai.telemetry.metadata.userId",
  "ai.telemetry.metadata.user_id",
  "ai.telemetry.metadata.user",
  "traceloop.association.properties.user_id",
  "traceloop.association.properties.userId",
  "enduser.pseudo.id",
];

/** Tags by the attributes that give them. */
const TAGS: Readonly<Record<string, readonly string[]>> = {
  environment: ["deployment.environment.name", "deployment.environment"],
  agent: ["gen_ai.agent.name"],
  function: ["ai.telemetry.functionId"],
  workflow: ["traceloop.workflow.name"],
};

/** Attributes people choose themselves: each becomes a tag, by what follows the prefix. */
const TAG_PREFIXES = ["outlay.tag.", "ai.telemetry.metadata.", "traceloop.association.properties."];

/** More tags, and longer ones, do not serve to group by. */
const MOST_TAGS = 16;
const LONGEST_TAG = 128;

/** What identifies one call or conversation has as many values as there are calls: nobody groups by it. */
const IDENTIFIER = /(^|[._-])(uu)?id$|[a-z]I[dD]$|^user$|^project$/;

/** Whom a call is for. */
export interface CallLabels {
  project: string | null;
  user: string | null;
  tags: Readonly<Record<string, string>>;
}

/** Project, user and tags of a span. The service's name is its project where nothing better is stated. */
export function labelsOf({ attributes, resource }: Pick<Span, "attributes" | "resource">): CallLabels {
  const service = resource.name("service.name");
  return {
    project:
      attributes.name(...PROJECT) ??
      resource.name(...PROJECT) ??
      (service?.startsWith("unknown_service") ? null : service),
    user: attributes.name(...USER) ?? resource.name(...USER),
    tags: tagsOf({ attributes, resource }),
  };
}

function tagsOf({ attributes, resource }: Pick<Span, "attributes" | "resource">): Record<string, string> {
  const tags = new Map<string, string>();
  const put = (name: string, value: string | null) => {
    if (value === null || tags.size >= MOST_TAGS || tags.has(name)) return;
    if (isFit(name) && isFit(value)) tags.set(name, value);
  };
  for (const holder of [attributes, resource]) {
    for (const [tag, names] of Object.entries(TAGS)) put(tag, holder.name(...names));
    for (const prefix of TAG_PREFIXES) {
      for (const [name, value] of holder.under(prefix)) if (!IDENTIFIER.test(name)) put(name, value.trim());
    }
  }
  return Object.fromEntries(tags);
}

function isFit(text: string): boolean {
  return text !== "" && text.length <= LONGEST_TAG && !/\p{Cc}/u.test(text);
}
