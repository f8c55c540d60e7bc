import "server-only";
import { requireSameOrigin } from "@/lib/auth/authorize";
import { type SessionMember, userOfSession } from "@/lib/auth/session-member";
import { ApiError } from "./api-error";
import { errorResponse } from "./api-route";

type User = SessionMember["user"];

/** What a handler gets; `user` is null for visitors who are not signed in. */
interface Call<Who extends User | null> {
  user: Who;
  request: Request;
}

/** A route for a signed-in person, member of an organisation or not; from our own pages only. */
export function sessionRoute(handle: (call: Call<User>) => Promise<Response>) {
  return visitorRoute(async ({ user, request }) => {
    if (!user) throw new ApiError(401, "unauthorized", "Sign in first.");
    return handle({ user, request });
  });
}

/** A route for anybody on our own pages, signed in or not. */
export function visitorRoute(handle: (call: Call<User | null>) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    try {
      requireSameOrigin(request);
      return await handle({ user: await userOfSession(request), request });
    } catch (error) {
      return errorResponse(error);
    }
  };
}
