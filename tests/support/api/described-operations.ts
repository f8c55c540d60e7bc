import type { Scope } from "@/lib/auth/roles";
import { openApiDocument } from "@/lib/http/openapi/document";

type Schema = Readonly<Record<string, unknown>>;

/** An operation as a reader of the OpenAPI document sees it. */
export interface DescribedOperation {
  /** Method and path, as in "GET /api/v1/batches/{id}". */
  name: string;
  method: string;
  path: string;
  /** Who may call it: those with a scope, any signed-in person, or anybody. */
  access: Scope | "person" | "anybody";
  parameters: readonly { name: string; in: "path" | "query"; required?: boolean; schema: Schema }[];
  body: { content: Readonly<Record<string, { schema: Schema }>> } | null;
  answers: Readonly<
    Record<
      string,
      {
        headers?: Readonly<Record<string, { required?: boolean }>>;
        content?: Readonly<Record<string, { schema: Schema }>>;
      }
    >
  >;
}

interface Written {
  security: Record<string, string[]>[];
  parameters?: DescribedOperation["parameters"];
  requestBody?: NonNullable<DescribedOperation["body"]>;
  responses: DescribedOperation["answers"];
}

/** The OpenAPI document as it goes over the wire. */
export const apiDocument = JSON.parse(JSON.stringify(openApiDocument()));

/** All operations it describes. */
export const OPERATIONS: readonly DescribedOperation[] = Object.entries<Record<string, Written>>(
  apiDocument.paths,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, written]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    access: accessOf(written.security),
    parameters: written.parameters ?? [],
    body: written.requestBody ?? null,
    answers: written.responses,
  })),
);

/** The errors an operation says it can answer, as in "404 not_found". */
export function describedErrors({ answers }: DescribedOperation): string[] {
  return Object.entries(answers).flatMap(([status, { content }]) => {
    const schema = content?.["application/json"]?.schema as ErrorSchema | undefined;
    const schemas = schema?.anyOf ?? [schema];
    const codes = schemas.flatMap((one) => one?.properties?.error?.properties.code.enum ?? []);
    return codes.map((code) => `${status} ${code}`);
  });
}

/** Whether an answer can be anything but an error. */
export function isMoreThanError({ content }: DescribedOperation["answers"][string]): boolean {
  const schema = content?.["application/json"]?.schema as ErrorSchema | undefined;
  return !schema || (schema.anyOf ?? [schema]).some((one) => !one.properties?.error);
}

interface ErrorSchema {
  anyOf?: ErrorSchema[];
  properties?: { error?: { properties: { code: { enum: string[] } } } };
}

/** An API key and a person's session open the same, with the same scope; some things are a person's alone. */
function accessOf(security: Written["security"]): DescribedOperation["access"] {
  if (security.length === 0) return "anybody";
  const [byKey] = security.flatMap((one) => one.apiKey ?? []);
  const [bySession] = security.flatMap((one) => one.session ?? []);
  if (byKey === undefined && bySession === undefined) return "person";
  if (byKey !== bySession) throw new Error(`API keys need ${byKey}, and people ${bySession}.`);
  return byKey as Scope;
}
