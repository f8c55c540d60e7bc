import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the provider says of whoever signs in there next. */
export interface Claims {
  sub: string;
  email?: string;
  email_verified?: boolean | string;
  name?: string;
}

/** An OpenID Connect provider on this machine. */
export interface OpenIdProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Lets somebody sign in at the authorization address and answers the address they are sent back to. */
  signIn(authorizationUrl: string, claims: Claims, options?: { claimsInIdToken?: boolean }): string;
  stop(): Promise<void>;
}

interface Grant {
  claims: Claims;
  idTokenClaims: object;
  nonce: string | null;
  challenge: string | null;
}

/** Starts a provider that does the authorization code flow with PKCE and signed ID tokens (OpenID Connect Core 1.0). */
export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const [clientId, clientSecret] = ["outlay", randomBytes(12).toString("hex")];
  const grants = new Map<string, Grant>();
  const people = new Map<string, Claims>();

  const idToken = ({ claims, idTokenClaims, nonce }: Grant) => {
    const now = Math.floor(Date.now() / 1000);
    const header = { alg: "RS256", kid: "one", typ: "JWT" };
    const payload = { ...idTokenClaims, sub: claims.sub, iss: issuer, aud: clientId, iat: now, exp: now + 60, nonce };
    const text = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${text}.${sign("RSA-SHA256", Buffer.from(text), privateKey).toString("base64url")}`;
  };

  const answers: Record<string, (request: IncomingMessage) => Promise<unknown>> = {
    "/.well-known/openid-configuration": async () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    }),
    "/keys": async () => ({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" }] }),
    "/token": async (request) => {
      const form = new URLSearchParams(await bodyOf(request));
      const code = form.get("code") ?? "";
      const grant = grants.get(code);
      grants.delete(code);
      const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
      const challenge = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      if (!grant || request.headers.authorization !== `Basic ${credentials}` || challenge !== grant.challenge)
        return { error: "invalid_grant" };
      const accessToken = randomBytes(12).toString("hex");
      people.set(accessToken, grant.claims);
      return { access_token: accessToken, token_type: "Bearer", id_token: idToken(grant) };
    },
    "/userinfo": async (request) => people.get(request.headers.authorization?.replace("Bearer ", "") ?? ""),
  };

  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const answer = await answers[request.url ?? ""]?.(request);
    response.writeHead(answer === undefined ? 404 : "error" in Object(answer) ? 400 : 200, {
      "Content-Type": "application/json",
    });
    response.end(JSON.stringify(answer ?? null));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    clientId,
    clientSecret,
    signIn(authorizationUrl, claims, { claimsInIdToken = true } = {}) {
      const asked = new URL(authorizationUrl).searchParams;
      const code = randomBytes(12).toString("hex");
      const idTokenClaims = claimsInIdToken ? claims : {};
      grants.set(code, { claims, idTokenClaims, nonce: asked.get("nonce"), challenge: asked.get("code_challenge") });
      const back = new URL(asked.get("redirect_uri") ?? "");
      back.search = new URLSearchParams({ code, state: asked.get("state") ?? "" }).toString();
      return back.href;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += part;
  return text;
}
