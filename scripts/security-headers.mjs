const isDevelopment = process.env.NODE_ENV === "development";

/** Everything comes from this server; inline styles and scripts are those Next.js and Chart.js write. */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self' https:",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Headers that keep pages from being framed, sniffed and fed with the content of others. The server sets them on every
 * answer itself: in Next.js's configuration they are patterns, compiled anew for each request.
 * @type {readonly (readonly [string, string])[]}
 */
export const SECURITY_HEADERS = [
  ["Content-Security-Policy", contentSecurityPolicy],
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
  ["Referrer-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
];
