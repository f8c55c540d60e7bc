import { z } from "zod";
import { displayName } from "@/lib/auth/credentials";
import { SCOPES } from "@/lib/auth/roles";
import { answerOf, NOTHING, type Resource } from "./operation";
import { uuidInPath } from "./parameters";
import { instant, uuid } from "./value-schemas";

const scopes = z.array(z.enum(SCOPES)).min(1);
const prefix = z.string().describe("The key's first characters, to recognise it by.");

const apiKey = z.strictObject({
  id: uuid,
  name: z.string(),
  prefix,
  scopes,
  createdAt: instant,
  lastUsedAt: instant.nullable().describe("To the minute."),
  revokedAt: instant.nullable(),
  createdBy: z.string().nullable().describe("Name or e-mail address; null when unknown."),
});

const createdApiKey = z.strictObject({
  id: uuid,
  key: z.string().min(32).describe("The key itself. It is shown here and never again."),
  prefix,
  name: z.string(),
  scopes,
});

/** API keys. */
export const apiKeys: Resource = {
  name: "API keys",
  description: "Keys for programs.",
  requests: { NewApiKey: z.strictObject({ name: displayName, scopes }) },
  answers: {
    ApiKey: apiKey,
    ApiKeyList: z.strictObject({ apiKeys: z.array(apiKey) }),
    CreatedApiKey: createdApiKey,
  },
  paths: {
    "/api/v1/api-keys": {
      get: {
        operationId: "listApiKeys",
        summary: "The keys, those in use first",
        access: "admin",
        answers: { 200: answerOf("The keys, without what is secret.", "ApiKeyList") },
      },
      post: {
        operationId: "createApiKey",
        summary: "Create a key",
        access: "admin",
        body: "NewApiKey",
        answers: { 201: answerOf("The key.", "CreatedApiKey") },
        errors: { 409: ["too_many"] },
      },
    },
    "/api/v1/api-keys/{id}": {
      delete: {
        operationId: "revokeApiKey",
        summary: "Revoke a key: from now on it opens nothing",
        access: "admin",
        parameters: [uuidInPath("id", "Id of the key.")],
        answers: { 204: NOTHING },
        errors: { 404: ["not_found"] },
      },
    },
  },
};
