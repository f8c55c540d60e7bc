import { z } from "zod";
import { answerOf, NOTHING, type Resource } from "./operation";
import { uuidInPath } from "./parameters";
import { HISTORY, replaces, STATEMENT } from "./statement-schemas";
import { instant, sentInstant, uuid } from "./value-schemas";

const name = z.string().min(1).max(256);
const pattern = name.describe("A name as usage has it; * stands for any characters.");

/** A name to be stated. */
export const newModelAlias = z.strictObject({
  provider: name.nullish().describe("Only usage of this provider."),
  pattern,
  targetProvider: name,
  targetModel: name,
  validFrom: sentInstant.nullish(),
  validTo: sentInstant.nullish().describe("Not part of it."),
});

/** What a name says, as answers give it. */
export const modelAliasFields = z.strictObject({
  provider: z.string().nullable(),
  pattern,
  targetProvider: z.string(),
  targetModel: z.string(),
  validFrom: instant.nullable(),
  validTo: instant.nullable(),
});

const modelAlias = modelAliasFields.extend({ id: uuid, ...STATEMENT });

/** Names the organisation gives models. */
export const modelAliases: Resource = {
  name: "Model aliases",
  description: "Names the organisation has for models, such as those of deployments.",
  requests: { NewModelAlias: newModelAlias.extend({ replaces }) },
  answers: {
    ModelAlias: modelAlias,
    ModelAliasList: z.strictObject({ modelAliases: z.array(modelAlias) }),
    NewModelAliasId: z.strictObject({ id: uuid }),
  },
  paths: {
    "/api/v1/model-aliases": {
      get: {
        operationId: "listModelAliases",
        summary: "The aliases, the newest first",
        access: "read",
        parameters: [HISTORY],
        answers: { 200: answerOf("The aliases.", "ModelAliasList") },
        errors: { 400: ["invalid_request"] },
      },
      post: {
        operationId: "createModelAlias",
        summary: "Say which model a name means",
        description: "What is priced from now on has it; stored costs stay.",
        access: "admin",
        body: "NewModelAlias",
        answers: { 201: answerOf("It holds.", "NewModelAliasId") },
        errors: { 404: ["not_found"], 409: ["too_many"], 422: ["unknown_model"] },
      },
    },
    "/api/v1/model-aliases/{id}": {
      delete: {
        operationId: "deleteModelAlias",
        summary: "Withdraw an alias",
        description: "It stays in the history; stored costs stay too.",
        access: "admin",
        parameters: [uuidInPath("id", "Id of the alias.")],
        answers: { 204: NOTHING },
        errors: { 404: ["not_found"] },
      },
    },
  },
};
