/** What a sign-in was refused for, as `?error=` of /sign-in and as next-auth's signIn() answers it. */
const MESSAGES: Readonly<Record<string, string>> = {
  CredentialsSignin: "The e-mail address or the password is wrong.",
  EmailNotVerified:
    "The provider does not vouch for an e-mail address of yours. Verify it there, or sign in another way.",
  OAuthAccountNotLinked:
    "There is an account with this e-mail address already. Sign in with its password first, then connect the provider in your profile.",
  AccessDenied: "The provider refused the sign-in.",
  Configuration: "Signing in is not set up correctly. The server's log says what is missing.",
};

/** The code of a refusal after too many attempts. */
export function tooManyAttemptsCode(minutes: number): string {
  return `TooManyAttempts:${minutes}`;
}

/** A sentence for a code; whatever else stands in the address is never shown. */
export function signInMessage(code: string): string {
  const minutes = /^TooManyAttempts:(\d{1,3})$/.exec(code)?.[1];
  if (minutes) return `Too many attempts to sign in. Try again in ${minutes} min.`;
  return Object.hasOwn(MESSAGES, code) ? (MESSAGES[code] as string) : "Signing in did not work. Please try again.";
}
