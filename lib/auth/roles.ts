/** What a caller may do: send usage, read figures, manage the organisation. */
export type Scope = "ingest" | "read" | "admin";

/** Every scope, in the order of the settings page. */
export const SCOPES: readonly Scope[] = ["ingest", "read", "admin"];

/** Roles of members, the most powerful first. */
export const ROLES = ["owner", "admin", "member", "viewer"] as const;

/** A member's role. */
export type Role = (typeof ROLES)[number];

/** Scopes that come with a role. */
export function scopesOfRole(role: Role): readonly Scope[] {
  switch (role) {
    case "owner":
    case "admin":
      return SCOPES;
    case "member":
      return ["ingest", "read"];
    case "viewer":
      return ["read"];
  }
}

/** Whether a role may do less than another. */
export function isLess(role: Role, than: Role): boolean {
  return ROLES.indexOf(role) > ROLES.indexOf(than);
}
