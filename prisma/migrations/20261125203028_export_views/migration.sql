-- CreateTable
CREATE TABLE "export_views" (
    "organization_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "provider_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "seconds" INTEGER NOT NULL,
    "first_line" INTEGER NOT NULL,
    "last_line" INTEGER NOT NULL,
    "view" TEXT NOT NULL,
    "standing" TEXT NOT NULL DEFAULT 'counts',
    "told_by" TEXT,

    CONSTRAINT "export_views_pkey" PRIMARY KEY ("organization_id","day","batch_id","provider_id","endpoint_id","seconds","first_line")
);

-- CreateTable
CREATE TABLE "export_precedences" (
    "organization_id" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "view" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "export_precedences_pkey" PRIMARY KEY ("organization_id","provider","endpoint")
);

-- How exports tell what is stored of them already. By batch: which file of an archive a record is of says little about it.
INSERT INTO "export_views" ("organization_id", "day", "batch_id", "provider_id", "endpoint_id", "seconds", "first_line", "last_line", "view")
WITH "ledgers" AS (SELECT DISTINCT "organization_id", "day", "batch_id" FROM "ledger_cells"),
"rows" AS (
    SELECT r."organization_id", r."day", r."batch_id", r."provider_id", r."endpoint_id", r."line", r."model_id", r."service_tier_id",
           r."region_id", r."tag_set_id", projects."value" AS "project", keys."value" AS "api_key", users."value" AS "user",
           coalesce(floor(extract(epoch FROM r."end_timestamp" - r."timestamp")), 0)::int AS "seconds"
      FROM "ledgers"
      JOIN (SELECT "organization_id", "day", "batch_id", "provider_id", "endpoint_id", "line", "model_id", "service_tier_id", "region_id",
                   "tag_set_id", "project_id", "api_key_id", "user_id", "timestamp", "end_timestamp" FROM "usage_records"
            UNION ALL
            SELECT "organization_id", "day", "batch_id", "provider_id", "endpoint_id", "line", "model_id", "service_tier_id", "region_id",
                   "tag_set_id", "project_id", "api_key_id", "user_id", "timestamp", "end_timestamp" FROM "set_aside_records") r
           USING ("organization_id", "day", "batch_id")
      LEFT JOIN "dimension_values" projects ON projects."organization_id" = r."organization_id" AND projects."dimension" = 'project' AND projects."id" = r."project_id"
      LEFT JOIN "dimension_values" keys ON keys."organization_id" = r."organization_id" AND keys."dimension" = 'apiKey' AND keys."id" = r."api_key_id"
      LEFT JOIN "dimension_values" users ON users."organization_id" = r."organization_id" AND users."dimension" = 'user' AND users."id" = r."user_id"),
"told" AS (
    SELECT "organization_id", "batch_id", "provider_id", "endpoint_id", "seconds", min("line") AS "first_line", max("line") AS "last_line",
           concat_ws(',', CASE WHEN bool_or("model_id" <> 0) THEN 'model' END,
                          CASE WHEN bool_or("service_tier_id" <> 0) THEN 'serviceTier' END,
                          'project' || CASE WHEN bool_and("project" ~ '^(proj|user|key|apikey|wrkspc|svac)[_-]') THEN ':ids' WHEN count("project") > 0 THEN '' END,
                          'apiKey' || CASE WHEN bool_and("api_key" ~ '^(proj|user|key|apikey|wrkspc|svac)[_-]') THEN ':ids' WHEN count("api_key") > 0 THEN '' END,
                          'user' || CASE WHEN bool_and("user" ~ '^(proj|user|key|apikey|wrkspc|svac)[_-]') THEN ':ids' WHEN count("user") > 0 THEN '' END,
                          CASE WHEN bool_or("region_id" <> 0) THEN 'region' END,
                          CASE WHEN bool_or("tag_set_id" <> 0) THEN 'tags' END) AS "dimensions"
      FROM "rows" GROUP BY 1, 2, 3, 4, 5)
SELECT DISTINCT told."organization_id", "rows"."day", told."batch_id", told."provider_id", told."endpoint_id", told."seconds",
       told."first_line", told."last_line",
       CASE WHEN "format" LIKE 'openai-usage-%' THEN 'openai-usage'
            WHEN "format" LIKE 'openai-activity-%' THEN 'openai-activity'
            WHEN "format" LIKE 'openrouter-activity%' THEN 'openrouter-activity'
            WHEN "format" = 'anthropic-console-tokens' THEN 'anthropic-console'
            ELSE coalesce("format", '') END || '/' || told."seconds" || '/' || "dimensions"
  FROM "told" told JOIN "rows" USING ("organization_id", "batch_id", "provider_id", "endpoint_id", "seconds")
  JOIN "batches" ON "batches"."organization_id" = told."organization_id" AND "batches"."id" = told."batch_id";

-- Aggregates that leave open what their export tells otherwise have keys that say so: those stored already get them too, so that the
-- same export sent again is the same.
CREATE TABLE "left_open" AS
SELECT r."organization_id", r."day", r."key", r."batch_id", md5(r."key"::text || "open")::uuid AS "new_key"
  FROM (SELECT "organization_id", "day", "key", "batch_id", "line", "provider_id", "endpoint_id", "timestamp", "end_timestamp", "requests",
               "external_id", "service_tier_id", "project_id", "api_key_id", "user_id", "region_id", "tag_set_id" FROM "usage_records"
        UNION ALL
        SELECT "organization_id", "day", "key", "batch_id", "line", "provider_id", "endpoint_id", "timestamp", "end_timestamp", "requests",
               "external_id", "service_tier_id", "project_id", "api_key_id", "user_id", "region_id", "tag_set_id" FROM "set_aside_records") r
  JOIN "export_views" told
    ON told."organization_id" = r."organization_id" AND told."day" = r."day" AND told."batch_id" = r."batch_id"
   AND told."provider_id" = r."provider_id" AND told."endpoint_id" = r."endpoint_id"
   AND told."seconds" = coalesce(floor(extract(epoch FROM r."end_timestamp" - r."timestamp")), 0)::int
   AND r."line" BETWEEN told."first_line" AND told."last_line",
       LATERAL (SELECT string_to_array(replace(split_part(told."view", '/', 3), ':ids', ''), ',') AS "names") AS dimensions,
       LATERAL (SELECT concat(CASE WHEN r."service_tier_id" = 0 AND 'serviceTier' = ANY("names") THEN ' serviceTier' END,
                              CASE WHEN r."project_id" = 0 AND 'project' = ANY("names") THEN ' project' END,
                              CASE WHEN r."api_key_id" = 0 AND 'apiKey' = ANY("names") THEN ' apiKey' END,
                              CASE WHEN r."user_id" = 0 AND 'user' = ANY("names") THEN ' user' END,
                              CASE WHEN r."region_id" = 0 AND 'region' = ANY("names") THEN ' region' END,
                              CASE WHEN r."tag_set_id" = 0 AND 'tags' = ANY("names") THEN ' tags' END) AS "open") AS said
 WHERE "open" <> '' AND r."external_id" IS NULL AND (r."end_timestamp" IS NOT NULL OR r."requests" IS DISTINCT FROM 1);

UPDATE "usage_records" r SET "key" = left_open."new_key" FROM "left_open" left_open
 WHERE r."organization_id" = left_open."organization_id" AND r."day" = left_open."day" AND r."key" = left_open."key";
UPDATE "set_aside_records" r SET "key" = left_open."new_key" FROM "left_open" left_open
 WHERE r."organization_id" = left_open."organization_id" AND r."day" = left_open."day" AND r."key" = left_open."key";

-- Nothing is known any more of what their batches' noted keys stand for, and the new keys are noted.
UPDATE "stored_keys" noted SET "contents" = decode(repeat('00', length(noted."keys")), 'hex')
  FROM (SELECT DISTINCT "organization_id", "batch_id" FROM "left_open") batches
 WHERE noted."organization_id" = batches."organization_id" AND noted."batch_id" = batches."batch_id";
INSERT INTO "stored_keys" ("organization_id", "day", "batch_id", "piece", "keys", "contents")
SELECT "organization_id", "day", "batch_id", -1000000, string_agg(substring(uuid_send("new_key") FROM 1 FOR 8), ''::bytea),
       string_agg(int8send(0), ''::bytea)
  FROM "left_open" GROUP BY 1, 2, 3;
DROP TABLE "left_open";
