import type { Role, Scope } from "@/lib/auth/roles";
import type { DescribedOperation } from "./described-operations";

/** Who may call what. A new operation has to be put here by hand. */
export const ACCESS: Readonly<Record<DescribedOperation["access"], readonly string[]>> = {
  anybody: ["GET /api/health", "GET /api/v1/openapi.json", "POST /api/v1/invitations/accept", "POST /api/v1/setup"],
  person: [
    "GET /api/v1/profile",
    "PATCH /api/v1/profile",
    "POST /api/v1/organizations",
    "POST /api/v1/organizations/switch",
    "POST /api/v1/profile/password",
  ],
  read: [
    // Everybody may leave.
    "DELETE /api/v1/members/{userId}",
    "GET /api/v1/batches",
    "GET /api/v1/batches/{id}",
    "GET /api/v1/batches/{id}/rejects",
    "GET /api/v1/members",
    "GET /api/v1/model-aliases",
    "GET /api/v1/models",
    "GET /api/v1/models/compare",
    "GET /api/v1/models/{id}",
    "GET /api/v1/organizations/current",
    "GET /api/v1/price-overrides",
    "GET /api/v1/records",
    "GET /api/v1/records/{id}/receipt",
    "GET /api/v1/reprices",
    "GET /api/v1/reprices/{id}",
    "GET /api/v1/spend",
    "GET /api/v1/spend/receipts",
    "POST /api/v1/price",
    "POST /api/v1/switch",
  ],
  ingest: [
    "DELETE /api/v1/batches/{id}",
    "DELETE /api/v1/csv-mappings/{id}",
    "DELETE /api/v1/sample-data",
    "GET /api/v1/csv-mappings",
    "POST /api/v1/csv-mappings",
    "POST /api/v1/sample-data",
    "POST /api/v1/otlp/v1/traces",
    "POST /api/v1/otlp/v1/{signal}",
    "POST /api/v1/usage",
    "POST /api/v1/usage/preview",
  ],
  admin: [
    "DELETE /api/v1/api-keys/{id}",
    "DELETE /api/v1/invitations/{id}",
    "DELETE /api/v1/model-aliases/{id}",
    "DELETE /api/v1/price-overrides/{id}",
    "DELETE /api/v1/reprices/{id}",
    "GET /api/v1/api-keys",
    "GET /api/v1/invitations",
    "PATCH /api/v1/members/{userId}",
    "PATCH /api/v1/organizations/current",
    "POST /api/v1/api-keys",
    "POST /api/v1/invitations",
    "POST /api/v1/model-aliases",
    "POST /api/v1/price-overrides",
    "POST /api/v1/reprices",
    "POST /api/v1/reprices/{id}/apply",
    "POST /api/v1/reprices/{id}/revert",
  ],
};

/** What members may do, by role. */
export const SCOPES_OF_ROLES: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ["ingest", "read", "admin"],
  admin: ["ingest", "read", "admin"],
  member: ["ingest", "read"],
  viewer: ["read"],
};
