/**
 * Not in TypeScript: the server reads this at every start, and would load Next.js's compiler for it, and keep that.
 * @type {import("next").NextConfig}
 */
const config = {
  poweredByHeader: false,
  // Types are checked by `npm run check`: TypeScript 7 has no programming interface that the build could use.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pg",
    "pg-copy-streams",
    "@node-rs/argon2",
    "@pydantic/genai-prices",
    "gpt-tokenizer",
    "highs",
    "protobufjs",
    "nodemailer",
  ],
};

export default config;
