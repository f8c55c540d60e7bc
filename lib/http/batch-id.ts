import { ApiError } from "./api-error";

/**
 * The batch number of a path.
 * @throws ApiError 404 when it is none.
 */
export function parseBatchId(text: string | undefined): number {
  if (!text || !/^[1-9]\d{0,8}$/.test(text)) throw noSuchBatch(text);
  return Number(text);
}

/** The answer for a batch the organisation does not have. */
export function noSuchBatch(id: string | number | undefined): ApiError {
  return new ApiError(404, "not_found", `There is no batch ${id}.`);
}
