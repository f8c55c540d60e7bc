import "server-only";
import type { NextAuthOptions } from "next-auth";
import GitHub, { type GithubEmail, type GithubProfile } from "next-auth/providers/github";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { type ProviderCredentials, settings } from "@/lib/settings";

/** Names of the providers that are set up, for the buttons of the sign-in page; `id` is what next-auth's signIn() takes. */
export function signInProviders(): { id: string; name: string }[] {
  return oauthProviders().map(({ id, name }) => ({ id, name }));
}

/** The providers that are set up, as next-auth wants them. Of e-mail addresses they pass on only those they vouch for. */
export function oauthProviders(): NextAuthOptions["providers"] {
  const { github, google, oidc } = settings().providers;
  return [
    ...(github ? [gitHub(github)] : []),
    ...(google
      ? [openIdConnect({ ...google, id: "google", name: "Google", issuer: "https://accounts.google.com" })]
      : []),
    ...(oidc ? [openIdConnect({ ...oidc, id: "oidc" })] : []),
  ];
}

/** GitHub's profile may hold an address that is public or none; the verified primary one is asked for. */
function gitHub(credentials: ProviderCredentials): OAuthConfig<GithubProfile> {
  return GitHub({
    ...credentials,
    checks: ["pkce", "state"],
    userinfo: {
      url: "https://api.github.com/user",
      async request({ client, tokens }) {
        const [profile, answer] = await Promise.all([
          client.userinfo(String(tokens.access_token)),
          fetch("https://api.github.com/user/emails", { headers: { Authorization: `Bearer ${tokens.access_token}` } }),
        ]);
        if (!answer.ok) throw new Error(`GitHub answered ${answer.status} when asked for e-mail addresses`);
        const addresses = (await answer.json()) as GithubEmail[];
        return { ...profile, email: addresses.find((one) => one.primary && one.verified)?.email };
      },
    },
    profile: ({ id, name, login, email, avatar_url }) => ({
      id: String(id),
      name: name ?? login,
      email,
      image: avatar_url,
    }),
  });
}

/** Claims of an ID token or of the userinfo endpoint (OpenID Connect Core 1.0, section 5.1). */
interface Claims {
  sub: string;
  email?: string;
  /** A boolean; some providers send it as text. */
  email_verified?: boolean | string;
  name?: string;
  picture?: string;
}

function openIdConnect(
  provider: ProviderCredentials & { id: string; name: string; issuer: string },
): OAuthConfig<Claims> {
  return {
    ...provider,
    type: "oauth",
    wellKnown: `${provider.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    userinfo: {
      async request({ client, tokens }) {
        const claims = (tokens as { claims(): Claims }).claims();
        if (claims.email !== undefined || !client.issuer.metadata.userinfo_endpoint) return claims;
        const more = await client.userinfo<Claims>(String(tokens.access_token));
        if (more.sub !== claims.sub) throw new Error("the userinfo endpoint answered for somebody else");
        return { ...claims, ...more };
      },
    },
    profile: ({ sub, name, email, email_verified, picture }) => ({
      id: sub,
      name: name ?? null,
      email: String(email_verified) === "true" ? email : null,
      image: picture ?? null,
    }),
  };
}
