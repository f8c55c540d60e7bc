import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { apiDocument, type DescribedOperation } from "./described-operations";

const ID = "https://outlay.example/openapi.json";
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);
ajv.addVocabulary(Object.keys(apiDocument));
ajv.addSchema(apiDocument, ID);

const validators = new Map<string, ValidateFunction>();

/** What is wrong with a value by the schema at a place of the OpenAPI document; empty when nothing is. */
export function problemsAt(place: readonly (string | number)[], value: unknown): string[] {
  const pointer = place.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  const reference = `${ID}#${encodeURI(pointer)}`;
  const validate = validators.get(reference) ?? ajv.compile({ $ref: reference });
  validators.set(reference, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || "/"} ${message} ${JSON.stringify(params)}`,
  );
}

/** An answer that was read: its status, and its body as text or, of JSON, as the value. */
export interface ReadAnswer {
  status: number;
  text: string;
  body: ReturnType<typeof JSON.parse>;
  headers: Headers;
}

/**
 * Reads an answer and checks it against the description of the operation: status, headers, media type and body. Properties
 * that are not described are wrong.
 * @throws Error saying what is not as described.
 */
export async function readDescribed(operation: DescribedOperation, response: Response): Promise<ReadAnswer> {
  const { status, headers } = response;
  const text = await response.text();
  const described = operation.answers[status];
  const wrong = (what: string) => new Error(`${operation.name} answered ${status} ${what}\n${text.slice(0, 2000)}`);
  if (!described) throw wrong("which is not described:");
  for (const [name, { required = true }] of Object.entries(described.headers ?? {}))
    if (required && !headers.has(name)) throw wrong(`without the header ${name}:`);
  const media = headers.get("content-type")?.split(";")[0];
  if (!described.content) {
    if (text !== "" || media) throw wrong("with a body, and none is described:");
    return { status, text, body: null, headers };
  }
  if (!media || !(media in described.content)) throw wrong(`as ${media}, which is not described:`);
  const body = media === "application/json" ? JSON.parse(text) : text;
  const place = ["paths", operation.path, operation.method.toLowerCase(), "responses", status, "content", media];
  const problems = problemsAt([...place, "schema"], body);
  if (problems.length > 0) throw wrong(`not as described:\n${problems.join("\n")}`);
  return { status, text, body, headers };
}
