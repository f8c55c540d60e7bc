import { expect, test } from "vitest";
import { signInMessage, tooManyAttemptsCode } from "@/lib/auth/sign-in-message";

test("a code becomes a sentence", () => {
  expect(signInMessage("CredentialsSignin")).toBe("The e-mail address or the password is wrong.");
  expect(signInMessage(tooManyAttemptsCode(4))).toBe("Too many attempts to sign in. Try again in 4 min.");
});

test.each(["Call 555-0100 now", "TooManyAttempts:<b>", "TooManyAttempts:99999", "constructor", "__proto__", ""])(
  "what somebody wrote into the address is not shown: %j",
  (code) => {
    expect(signInMessage(code)).toBe("Signing in did not work. Please try again.");
  },
);
