import { z } from "zod";

/** A setting in the environment is missing or wrong; the message names it and says what to do, in one line. */
export class SettingsError extends Error {}

const text = z.string().trim().min(1);
const optional = text.optional();

function wholeNumber(least: number, most: number) {
  const range = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(range).int(range).min(least, range).max(most, range);
}

const environment = z.object({
  PORT: wholeNumber(1, 65_535).default(3000),
  OUTLAY_DATA_DIR: text.default(".data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
    .refine((value) => URL.canParse(value), "must be a URL such as postgresql://user:password@host:5432/database")
    .optional(),
  NEXTAUTH_URL: z
    .url({ protocol: /^https?$/, error: "must be an address such as https://outlay.example.com" })
    .optional(),
  NEXTAUTH_SECRET: z.string().min(16, "must have at least 16 characters").optional(),
  OUTLAY_INIT_EMAIL: z.email("must be an e-mail address").optional(),
  OUTLAY_INIT_PASSWORD: z.string().min(8, "must have at least 8 characters").max(256).optional(),
  OUTLAY_INIT_ORG: text.max(120).optional(),
  OUTLAY_INIT_API_KEY: z
    .string()
    .regex(/^[A-Za-z0-9._~-]{32,128}$/, "must be 32 to 128 URL-safe characters (letters, digits, - . _ ~)")
    .optional(),
  OUTLAY_REQUESTS_PER_SECOND: wholeNumber(1, 1_000_000).default(5000),
  OUTLAY_CONCURRENT_UPLOADS: wholeNumber(1, 10_000).default(64),
  OUTLAY_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
    .refine((value) => URL.canParse(value), "must be a URL such as smtp://user:password@mail.example.com:587")
    .optional(),
  OUTLAY_SMTP_FROM: z
    .string()
    .regex(
      /^([^<>@\p{Cc}]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/u,
      "must be an address such as Outlay <outlay@example.com>",
    )
    .optional(),
  OUTLAY_ALLOW_PRIVATE_WEBHOOKS: z
    .enum(["true", "false", "1", "0"], "must be true or false")
    .default("false")
    .transform((value) => value === "true" || value === "1"),
  GITHUB_ID: optional,
  GITHUB_SECRET: optional,
  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  OIDC_ISSUER: z.url("must be the issuer's address").optional(),
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  OIDC_NAME: text.default("Single sign-on"),
});

/** Client id and secret of a sign-in provider. */
export interface ProviderCredentials {
  clientId: string;
  clientSecret: string;
}

/** The environment, parsed once. */
export interface Settings {
  port: number;
  dataDirectory: string;
  /** Null when the embedded database is to be used. */
  databaseUrl: string | null;
  /** Address people reach Outlay at. */
  publicUrl: string;
  secret: string | null;
  /** What one API key or person may send. */
  limits: { requestsPerSecond: number; concurrentUploads: number };
  /** Null where no e-mail can be sent. */
  smtp: { url: string; from: string } | null;
  /** Webhooks may lead to addresses of the network Outlay runs in. */
  allowPrivateWebhooks: boolean;
  initial: { email: string | null; password: string | null; organization: string | null; apiKey: string | null };
  providers: {
    github: ProviderCredentials | null;
    google: ProviderCredentials | null;
    oidc: (ProviderCredentials & { issuer: string; name: string }) | null;
  };
}

/**
 * Reads settings from environment variables; an empty variable counts as not set.
 * @throws SettingsError naming the first wrong variable.
 */
export function parseSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SettingsError(`Setting ${issue?.path.join(".")} ${issue?.message ?? "is wrong"}.`);
  }
  const env = parsed.data;
  if ((env.OUTLAY_INIT_EMAIL === undefined) !== (env.OUTLAY_INIT_PASSWORD === undefined)) {
    const [missing, present] = env.OUTLAY_INIT_EMAIL ? ["PASSWORD", "EMAIL"] : ["EMAIL", "PASSWORD"];
    throw new SettingsError(`Setting OUTLAY_INIT_${missing} is missing: OUTLAY_INIT_${present} needs it.`);
  }
  if (!env.OUTLAY_INIT_EMAIL && (env.OUTLAY_INIT_ORG || env.OUTLAY_INIT_API_KEY)) {
    const present = env.OUTLAY_INIT_ORG ? "ORG" : "API_KEY";
    throw new SettingsError(`Setting OUTLAY_INIT_EMAIL is missing: OUTLAY_INIT_${present} needs an owner.`);
  }
  return {
    port: env.PORT,
    dataDirectory: env.OUTLAY_DATA_DIR,
    databaseUrl: env.DATABASE_URL ?? null,
    publicUrl: env.NEXTAUTH_URL ?? `http://localhost:${env.PORT}`,
    secret: env.NEXTAUTH_SECRET ?? null,
    limits: { requestsPerSecond: env.OUTLAY_REQUESTS_PER_SECOND, concurrentUploads: env.OUTLAY_CONCURRENT_UPLOADS },
    smtp: smtp(env),
    allowPrivateWebhooks: env.OUTLAY_ALLOW_PRIVATE_WEBHOOKS,
    initial: {
      email: env.OUTLAY_INIT_EMAIL ?? null,
      password: env.OUTLAY_INIT_PASSWORD ?? null,
      organization: env.OUTLAY_INIT_ORG ?? null,
      apiKey: env.OUTLAY_INIT_API_KEY ?? null,
    },
    providers: {
      github: credentials("GITHUB_ID", env.GITHUB_ID, "GITHUB_SECRET", env.GITHUB_SECRET),
      google: credentials("GOOGLE_CLIENT_ID", env.GOOGLE_CLIENT_ID, "GOOGLE_CLIENT_SECRET", env.GOOGLE_CLIENT_SECRET),
      oidc: oidc(env),
    },
  };
}

function smtp({ OUTLAY_SMTP_URL: url, OUTLAY_SMTP_FROM: from }: z.infer<typeof environment>): Settings["smtp"] {
  if (url && from) return { url, from };
  if (url) throw new SettingsError("Setting OUTLAY_SMTP_FROM is missing: OUTLAY_SMTP_URL needs it.");
  if (from) throw new SettingsError("Setting OUTLAY_SMTP_URL is missing: OUTLAY_SMTP_FROM needs it.");
  return null;
}

function credentials(
  idName: string,
  clientId: string | undefined,
  secretName: string,
  clientSecret: string | undefined,
): ProviderCredentials | null {
  if (!clientId && !clientSecret) return null;
  if (!clientId) throw new SettingsError(`Setting ${idName} is missing: ${secretName} needs it.`);
  if (!clientSecret) throw new SettingsError(`Setting ${secretName} is missing: ${idName} needs it.`);
  return { clientId, clientSecret };
}

function oidc(env: z.infer<typeof environment>): Settings["providers"]["oidc"] {
  const client = credentials("OIDC_CLIENT_ID", env.OIDC_CLIENT_ID, "OIDC_CLIENT_SECRET", env.OIDC_CLIENT_SECRET);
  if (!client) return null;
  if (!env.OIDC_ISSUER) throw new SettingsError("Setting OIDC_ISSUER is missing: OIDC_CLIENT_ID needs it.");
  return { ...client, issuer: env.OIDC_ISSUER, name: env.OIDC_NAME };
}

let cached: Settings | undefined;

/** The settings of this process. */
export function settings(): Settings {
  cached ??= parseSettings(process.env);
  return cached;
}
