import { z } from "zod";
import packageJson from "@/package.json";
import { alerts } from "./alerts";
import { anomalies } from "./anomalies";
import { apiKeys } from "./api-keys";
import { batches } from "./batches";
import { budgets } from "./budgets";
import { csvMappings } from "./csv-mappings";
import { description } from "./description";
import { errorAnswers, errorSchema } from "./errors";
import { health } from "./health";
import { invitations } from "./invitations";
import { members } from "./members";
import { modelAliases } from "./model-aliases";
import { models } from "./models";
import { type Access, type Answer, type JsonSchema, type OperationSpec, type Resource, schemaNamed } from "./operation";
import { organizations } from "./organizations";
import { otlp } from "./otlp";
import { price } from "./price";
import { priceOverrides } from "./price-overrides";
import { profile } from "./profile";
import { rateLimitsResource } from "./rate-limits";
import { reconciliation } from "./reconciliation";
import { records } from "./records";
import { reprices } from "./reprices";
import { sampleData } from "./sample-data";
import { scenarios } from "./scenarios";
import { setup } from "./setup";
import { spend } from "./spend";
import { switchResource } from "./switch";
import { usage } from "./usage";
import { VALUE_SCHEMAS } from "./value-schemas";
import { views } from "./views";

const RESOURCES: readonly Resource[] = [
  usage,
  csvMappings,
  otlp,
  batches,
  spend,
  records,
  views,
  reconciliation,
  price,
  switchResource,
  scenarios,
  rateLimitsResource,
  models,
  priceOverrides,
  reprices,
  modelAliases,
  budgets,
  alerts,
  anomalies,
  apiKeys,
  members,
  invitations,
  organizations,
  profile,
  sampleData,
  setup,
  health,
  description,
];

const INTRODUCTION = `What LLM calls cost, why, and what they would cost on another model.

Money is a decimal string in USD, exact. Counts that can pass 2^53 are decimal strings beyond it, and numbers otherwise.
Times are RFC 3339. Every error is \`{"error": {"code", "message", "details"?}}\`: so is the 404 (\`not_found\`) of an address that is not
described here, and the 405 (\`method_not_allowed\`, with \`Allow\`) of a method.`;

/** The OpenAPI 3.1 description of the whole HTTP API. */
export function openApiDocument() {
  return {
    openapi: "3.1.0",
    info: { title: "Outlay", version: packageJson.version, description: INTRODUCTION },
    servers: [{ url: "/" }],
    tags: RESOURCES.map(({ name, description }) => ({ name, description })),
    paths: Object.fromEntries(RESOURCES.flatMap(pathsOf)),
    components: {
      securitySchemes: {
        apiKey: {
          type: "http",
          scheme: "bearer",
          description: "An API key with the scope the operation names: ingest, read or admin.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "next-auth.session-token",
          description:
            "The session of a person whose role has the scope the operation names; from Outlay's own pages only. Over https the cookie's name begins with `__Secure-`.",
        },
      },
      schemas: {
        ...schemasOf({ Error: errorSchema }, "output"),
        ...schemasOf(all("requests"), "input"),
        ...schemasOf({ ...VALUE_SCHEMAS, ...all("answers") }, "output"),
      },
    },
  };
}

function pathsOf({ name, paths }: Resource): [string, object][] {
  return Object.entries(paths).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, spec]) => [method, operationOf(name, spec)])),
  ]);
}

function operationOf(tag: string, spec: OperationSpec) {
  const { operationId, summary, description: text, access, parameters, body, answers } = spec;
  return {
    operationId,
    summary,
    ...(text ? { description: text } : {}),
    tags: [tag],
    security: securityOf(access),
    ...(parameters ? { parameters } : {}),
    ...(body ? { requestBody: bodyOf(body) } : {}),
    responses: together(answers, errorAnswers(spec)),
  };
}

/** Answers and errors; a status that may be either has both. */
function together(answers: OperationSpec["answers"], errors: Readonly<Record<number, Answer>>): Record<number, Answer> {
  const all: Record<number, Answer> = { ...answers, ...errors };
  for (const [status, answer] of Object.entries(answers)) {
    const error = errors[Number(status)];
    if (!error) continue;
    const schemas = [answer, error].flatMap(({ content }) => content?.["application/json"]?.schema ?? []);
    all[Number(status)] = {
      description: `${answer.description} Or: ${error.description}`,
      headers: { ...answer.headers, ...error.headers },
      content: { "application/json": { schema: { anyOf: schemas } } },
    };
  }
  return all;
}

function bodyOf(body: NonNullable<OperationSpec["body"]>) {
  if (typeof body !== "string") return { required: true, ...body };
  return { required: true, content: { "application/json": { schema: schemaNamed(body) } } };
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === "anybody" || access === "visitor") return [];
  return access === "person" ? [{ session: [] }] : [{ apiKey: [access] }, { session: [access] }];
}

function all(kind: "requests" | "answers"): Record<string, z.ZodType> {
  return Object.fromEntries(RESOURCES.flatMap((resource) => Object.entries(resource[kind] ?? {})));
}

/** JSON schemas by name; those that are part of others are referred to. */
function schemasOf(named: Readonly<Record<string, z.ZodType>>, io: "input" | "output"): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _place, ...schema }]) => [id, schema]),
  );
}
