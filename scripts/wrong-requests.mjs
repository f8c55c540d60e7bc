/** @import { IncomingMessage, ServerResponse } from "node:http" */

/**
 * Answers a request whose address cannot be read, at which Next.js fails; otherwise sees to it that a method the API does
 * not have is answered as an error of the API, with the methods it has: Next.js answers it with a status and nothing else.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {number} port of this server
 * @returns {boolean} whether the request has been answered
 */
export function answerWrongRequest({ method, url = "" }, response, port) {
  if (!isReadable(url)) {
    answer(response, 400, "invalid_request", "The address is not percent-encoded as it should be.");
    return true;
  }
  if (url.startsWith("/api/")) completeNotAllowed(response, () => notAllowed(response, `${method}`, url, port));
  return false;
}

/** @param {string} url */
function isReadable(url) {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return /^(\/|https?:\/\/)/.test(url);
  } catch {
    return false;
  }
}

/**
 * @param {ServerResponse} response
 * @param {() => Promise<void>} complete
 */
function completeNotAllowed(response, complete) {
  const { writeHead, end } = response;
  // Next.js has its headers written on their own, just before the end: they wait for what is to be said.
  response.writeHead = /** @type {typeof writeHead} */ (
    (/** @type {[number, string?]} */ ...head) => (head[0] === 405 ? response : writeHead.apply(response, head))
  );
  response.end = /** @type {typeof end} */ (
    (/** @type {Parameters<typeof end>} */ ...rest) => {
      Object.assign(response, { writeHead, end });
      if (response.statusCode !== 405) return response.end(...rest);
      void complete();
      return response;
    }
  );
}

/**
 * @param {ServerResponse} response
 * @param {string} method
 * @param {string} url
 * @param {number} port
 */
async function notAllowed(response, method, url, port) {
  const allowed = await methodsOf(url, port);
  if (allowed) response.setHeader("Allow", allowed);
  const there = allowed ? `, but ${allowed}` : "";
  const message = `There is no ${method} here${there}: /api/v1/openapi.json describes every call there is.`;
  answer(response, 405, "method_not_allowed", message);
}

/**
 * The methods of an address, which Next.js tells who asks for them.
 * @param {string} url
 * @param {number} port
 */
async function methodsOf(url, port) {
  const answered = await fetch(`http://localhost:${port}${url}`, { method: "OPTIONS" }).catch(() => null);
  return answered?.headers.get("allow") ?? null;
}

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} code
 * @param {string} message
 */
function answer(response, status, code, message) {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify({ error: { code, message } }));
}
