import { z } from "zod";
import { answerOf, type Resource } from "./operation";

/** Whether the server works. */
export const health: Resource = {
  name: "Health",
  description: "Whether the server works.",
  answers: {
    Healthy: z.strictObject({ status: z.literal("ok") }),
    Unhealthy: z.strictObject({ status: z.literal("unavailable") }),
  },
  paths: {
    "/api/health": {
      get: {
        operationId: "getHealth",
        summary: "Whether the database answers and is migrated",
        access: "anybody",
        answers: {
          200: answerOf("It works.", "Healthy"),
          503: answerOf("The database does not answer, or its migrations are not in yet.", "Unhealthy"),
        },
      },
    },
  },
};
