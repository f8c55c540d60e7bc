import { z } from "zod";
import { answerOf, type Resource } from "./operation";

/** This description itself. */
export const description: Resource = {
  name: "Description",
  description: "This description.",
  answers: { OpenApi: z.looseObject({ openapi: z.literal("3.1.0"), paths: z.record(z.string(), z.unknown()) }) },
  paths: {
    "/api/v1/openapi.json": {
      get: {
        operationId: "getDescription",
        summary: "This description",
        access: "anybody",
        answers: { 200: answerOf("An OpenAPI 3.1 document.", "OpenApi") },
      },
    },
  },
};
