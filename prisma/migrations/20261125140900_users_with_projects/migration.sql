-- The grain that keeps users keeps their projects and API keys too: it is made anew from the records.
DELETE FROM "rollups" WHERE "grain" = 3;

INSERT INTO "rollups" (
    "organization_id", "grain", "slot", "provider_id", "model_id", "service_tier_id", "source_id", "project_id", "api_key_id",
    "user_id", "applied_rate_id", "records", "requests", "input_uncached", "cache_read", "cache_write", "output", "reasoning",
    "cost", "cost_high", "unpriced_requests", "unpriced_tokens"
)
SELECT r."organization_id", 3, date_trunc('day', r."timestamp", o."time_zone"), r."provider_id", r."model_id", r."service_tier_id",
       0, r."project_id", r."api_key_id", r."user_id", r."applied_rate_id",
       count(*), coalesce(sum(r."requests"), 0), sum(r."input_uncached"), sum(r."cache_read"), sum(r."cache_write"),
       sum(r."output"), sum(r."reasoning"), coalesce(sum(r."cost"), 0), coalesce(sum(coalesce(r."cost_high", r."cost")), 0),
       coalesce(sum(r."requests") FILTER (WHERE r."cost" IS NULL), 0),
       coalesce(sum(r."input_uncached" + r."cache_read" + r."cache_write" + r."output") FILTER (WHERE r."cost" IS NULL), 0)
  FROM "usage_records" r JOIN "organizations" o ON o."id" = r."organization_id"
 GROUP BY 1, 3, 4, 5, 6, 8, 9, 10, 11;
