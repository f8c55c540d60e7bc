import { ApiError } from "@/lib/http/api-error";
import { errorResponse } from "@/lib/http/api-route";

/** Addresses that are none of the API's: without this they would be answered with the page for people. */
function noSuchAddress({ method, url }: Request): Response {
  const message = `There is no ${method} ${new URL(url).pathname}: /api/v1/openapi.json describes every call there is.`;
  return errorResponse(new ApiError(404, "not_found", message));
}

export {
  noSuchAddress as DELETE,
  noSuchAddress as GET,
  noSuchAddress as HEAD,
  noSuchAddress as OPTIONS,
  noSuchAddress as PATCH,
  noSuchAddress as POST,
  noSuchAddress as PUT,
};
