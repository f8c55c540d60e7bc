import { z } from "zod";
import { displayName, emailAddress, newPassword } from "@/lib/auth/credentials";
import { answerOf, type Resource } from "./operation";
import { smallCount, uuid } from "./value-schemas";

const newOwner = z.strictObject({
  email: emailAddress,
  password: newPassword,
  name: displayName.nullish(),
  organizationName: displayName,
  timeZone: z.string().meta({ examples: ["Europe/Berlin"], description: "IANA name of a time zone, or UTC." }),
});

/** The first visit. */
export const setup: Resource = {
  name: "Setup",
  description: "The first visit.",
  requests: { NewOwner: newOwner },
  answers: { CreatedOwner: z.strictObject({ userId: uuid, organizationId: smallCount }) },
  paths: {
    "/api/v1/setup": {
      post: {
        operationId: "setUp",
        summary: "Create the first owner with an organisation, and sign them in",
        description: "Only while there is no user at all.",
        access: "visitor",
        body: "NewOwner",
        answers: { 201: answerOf("The owner.", "CreatedOwner") },
        errors: { 409: ["already_set_up"] },
      },
    },
  },
};
