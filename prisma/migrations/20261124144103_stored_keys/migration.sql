-- AlterTable
ALTER TABLE "staged_records" ADD COLUMN     "content" BIGINT;

-- CreateTable
CREATE TABLE "stored_keys" (
    "organization_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "piece" INTEGER NOT NULL,
    "keys" BYTEA NOT NULL,
    "contents" BYTEA NOT NULL,

    CONSTRAINT "stored_keys_pkey" PRIMARY KEY ("organization_id","day","batch_id","piece")
);

-- Keys and prints are as good as random: trying to compress them is time lost.
ALTER TABLE "stored_keys" ALTER COLUMN "keys" SET STORAGE EXTERNAL, ALTER COLUMN "contents" SET STORAGE EXTERNAL;

-- What is stored already. The prints of its contents are not known.
INSERT INTO "stored_keys" ("organization_id", "day", "batch_id", "piece", "keys", "contents")
SELECT "organization_id", "day", "batch_id", 0,
       string_agg(substring(uuid_send("key") FROM 1 FOR 8), ''::bytea), string_agg(int8send(0), ''::bytea)
  FROM "usage_records" GROUP BY "organization_id", "day", "batch_id";

-- CreateTable
-- Unlogged: it is filled and emptied within one transaction.
CREATE UNLOGGED TABLE "staged_rollups" (
    "organization_id" INTEGER NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "grain" SMALLINT NOT NULL,
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "provider_id" INTEGER NOT NULL,
    "model_id" INTEGER NOT NULL,
    "service_tier_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "project_id" INTEGER NOT NULL,
    "api_key_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "applied_rate_id" INTEGER NOT NULL,
    "records" BIGINT NOT NULL,
    "requests" BIGINT NOT NULL,
    "input_uncached" BIGINT NOT NULL,
    "cache_read" BIGINT NOT NULL,
    "cache_write" BIGINT NOT NULL,
    "output" BIGINT NOT NULL,
    "reasoning" BIGINT NOT NULL,
    "cost" DECIMAL NOT NULL,
    "cost_high" DECIMAL NOT NULL,
    "unpriced_requests" BIGINT NOT NULL,
    "unpriced_tokens" BIGINT NOT NULL,

    CONSTRAINT "staged_rollups_pkey" PRIMARY KEY ("organization_id","batch_id","ordinal")
);
