import { hashPassword } from "@/lib/auth/password";
import { changePassword } from "@/lib/auth/profile";
import { createPerson, type Person } from "../../people";
import type { CallsByOperation } from "../operation-calls";

const CURRENT = "the present one";
const WRONG = { current: "not that one", new: "a new password" };

const withPassword = async (): Promise<Person> => createPerson({ passwordHash: await hashPassword(CURRENT) });

/** The signed-in person. */
export const profileCalls: CallsByOperation = {
  "GET /api/v1/profile": { succeeds: () => ({}) },
  "PATCH /api/v1/profile": { succeeds: ({ mark }) => ({ body: { name: `Ada ${mark}` } }) },
  "POST /api/v1/profile/password": {
    succeeds: () => ({ body: { current: null, new: "a new password" } }),
    alsoSucceeds: {
      "that there was": async () => ({
        body: { current: CURRENT, new: "a new password" },
        as: await withPassword(),
      }),
    },
    fails: {
      "403 wrong_password": async () => ({ body: WRONG, as: await withPassword() }),
      "409 changed_meanwhile": "tests/integration/auth/sign-in.test.ts has a change that comes in between",
      "429 too_many_attempts": async () => {
        const person = await withPassword();
        for (let attempt = 0; attempt < 8; attempt++)
          await changePassword(person.id, WRONG, null).catch(() => undefined);
        return { body: WRONG, as: person };
      },
    },
  },
};
