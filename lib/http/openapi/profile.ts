import { z } from "zod";
import { displayName, enteredPassword, newPassword } from "@/lib/auth/credentials";
import type { Profile } from "@/lib/auth/profile";
import { answerOf, type Resource } from "./operation";
import { uuid } from "./value-schemas";

const person = z.strictObject({
  id: uuid,
  email: z.string(),
  name: z.string().nullable(),
  hasPassword: z.boolean().describe("False for people who only ever signed in through a provider."),
  providers: z.array(z.string()).describe("Sign-in providers that are connected."),
}) satisfies z.ZodType<Profile>;

const ANSWER = { 200: answerOf("The person.", "Profile") };

/** The signed-in person. */
export const profile: Resource = {
  name: "Profile",
  description: "The signed-in person.",
  requests: {
    ProfileChange: z.strictObject({ name: displayName }),
    PasswordChange: z.strictObject({
      current: enteredPassword.nullable().describe("Null from somebody who has no password yet."),
      new: newPassword,
    }),
  },
  answers: { Profile: person, PasswordChanged: z.strictObject({ changed: z.literal(true) }) },
  paths: {
    "/api/v1/profile": {
      get: { operationId: "getProfile", summary: "The signed-in person", access: "person", answers: ANSWER },
      patch: {
        operationId: "changeProfile",
        summary: "Take another name",
        access: "person",
        body: "ProfileChange",
        answers: ANSWER,
      },
    },
    "/api/v1/profile/password": {
      post: {
        operationId: "changePassword",
        summary: "Change the password, which ends all other sessions",
        access: "person",
        body: "PasswordChange",
        answers: { 200: answerOf("It is changed.", "PasswordChanged") },
        errors: { 403: ["wrong_password"], 409: ["changed_meanwhile"], 429: ["too_many_attempts"] },
      },
    },
  },
};
