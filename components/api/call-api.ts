/** What the API refused, in its own words. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Messages by the field they are about. */
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

interface ErrorBody {
  error?: { code?: string; message?: string; details?: unknown };
}

/**
 * Calls Outlay's own API as the signed-in person and answers its JSON (undefined without content).
 * @throws ApiFailure when it refuses, cannot be reached, or was given up by the signal.
 */
export async function callApi<Answer>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await fetch(path, {
    method,
    signal,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  }).catch(() => null);
  if (!response)
    throw new ApiFailure(0, "unreachable", "Outlay cannot be reached. Check the connection and try again.");
  if (response.status === 204) return undefined as Answer;
  const answer = (await response.json().catch(() => ({}))) as Answer & ErrorBody;
  // What was given up while it came in is no answer.
  if (signal?.aborted) throw new ApiFailure(0, "given_up", "The request was given up.");
  if (response.ok) return answer;
  const { code = "unknown", message = `The server answered ${response.status}.`, details } = answer.error ?? {};
  throw new ApiFailure(response.status, code, message, messagesByField(details));
}

function messagesByField(details: unknown): Record<string, string> {
  if (!Array.isArray(details)) return {};
  return Object.fromEntries(
    details.flatMap((one: { path?: unknown; message?: unknown }) =>
      typeof one?.path === "string" && typeof one.message === "string" ? [[one.path, one.message]] : [],
    ),
  );
}
