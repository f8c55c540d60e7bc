-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'member', 'viewer');

-- CreateEnum
CREATE TYPE "BatchStatus" AS ENUM ('receiving', 'committed', 'failed', 'deleted');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "image" TEXT,
    "email_verified" TIMESTAMPTZ(3),
    "password_hash" TEXT,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "user_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("provider","provider_account_id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "organization_id" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("organization_id","user_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "organization_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT,
    "role" "Role" NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by_id" UUID,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "organization_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "sign_in_attempts" (
    "subject" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "batches" (
    "organization_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "status" "BatchStatus" NOT NULL,
    "source" TEXT NOT NULL,
    "format" TEXT,
    "header" TEXT,
    "api_key_id" UUID,
    "user_id" UUID,
    "sample" BOOLEAN NOT NULL DEFAULT false,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "received" BIGINT NOT NULL DEFAULT 0,
    "inserted" BIGINT NOT NULL DEFAULT 0,
    "duplicates" BIGINT NOT NULL DEFAULT 0,
    "revised" BIGINT NOT NULL DEFAULT 0,
    "rejected" BIGINT NOT NULL DEFAULT 0,
    "unpriced" BIGINT NOT NULL DEFAULT 0,
    "first_usage_at" TIMESTAMPTZ(6),
    "last_usage_at" TIMESTAMPTZ(6),
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "batches_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "batch_rejects" (
    "organization_id" INTEGER NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "line" BIGINT NOT NULL,
    "field" TEXT,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "raw" TEXT NOT NULL,

    CONSTRAINT "batch_rejects_pkey" PRIMARY KEY ("organization_id","batch_id","ordinal")
);

-- CreateTable
CREATE TABLE "dimension_values" (
    "organization_id" INTEGER NOT NULL,
    "dimension" TEXT NOT NULL,
    "id" INTEGER NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "dimension_values_pkey" PRIMARY KEY ("organization_id","dimension","id")
);

-- CreateTable
CREATE TABLE "tag_sets" (
    "organization_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "tags" JSONB NOT NULL,

    CONSTRAINT "tag_sets_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "applied_rates" (
    "organization_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "card" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "applied_rates_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "model_aliases" (
    "organization_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "provider" TEXT,
    "pattern" TEXT NOT NULL,
    "target_provider" TEXT NOT NULL,
    "target_model" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3),
    "valid_to" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_aliases_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "price_overrides" (
    "organization_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "project" TEXT,
    "service_tier" TEXT,
    "price" JSONB NOT NULL,
    "note" TEXT,
    "valid_from" TIMESTAMPTZ(3),
    "valid_to" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_overrides_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "usage_records" (
    "organization_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "key" UUID NOT NULL,
    "timestamp" TIMESTAMPTZ(6) NOT NULL,
    "end_timestamp" TIMESTAMPTZ(6),
    "batch_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "provider_id" INTEGER NOT NULL,
    "model_id" INTEGER NOT NULL,
    "service_tier_id" INTEGER NOT NULL,
    "region_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "project_id" INTEGER NOT NULL,
    "api_key_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "tag_set_id" INTEGER NOT NULL,
    "applied_rate_id" INTEGER NOT NULL,
    "requests" BIGINT,
    "input_uncached" BIGINT NOT NULL,
    "cache_read" BIGINT NOT NULL,
    "cache_write" BIGINT NOT NULL,
    "output" BIGINT NOT NULL,
    "reasoning" BIGINT NOT NULL,
    "cost" DECIMAL,
    "cost_high" DECIMAL,
    "unpriced_reason" TEXT,
    "external_id" TEXT,
    "detail" JSONB,

    CONSTRAINT "usage_records_pkey" PRIMARY KEY ("organization_id","day","key")
);

-- CreateTable
-- Unlogged: a crash empties it, and the upload it belonged to was never acknowledged.
CREATE UNLOGGED TABLE "staged_records" (
    "organization_id" INTEGER NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "key" UUID NOT NULL,
    "grain" SMALLINT NOT NULL,
    "lines" INTEGER NOT NULL DEFAULT 1,
    "outcome" SMALLINT NOT NULL DEFAULT 0,
    "stored_day" DATE,
    "timestamp" TIMESTAMPTZ(6) NOT NULL,
    "end_timestamp" TIMESTAMPTZ(6),
    "line" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "provider_id" INTEGER NOT NULL,
    "model_id" INTEGER NOT NULL,
    "service_tier_id" INTEGER NOT NULL,
    "region_id" INTEGER NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "project_id" INTEGER NOT NULL,
    "api_key_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "tag_set_id" INTEGER NOT NULL,
    "applied_rate_id" INTEGER NOT NULL,
    "requests" BIGINT,
    "input_uncached" BIGINT NOT NULL,
    "cache_read" BIGINT NOT NULL,
    "cache_write" BIGINT NOT NULL,
    "output" BIGINT NOT NULL,
    "reasoning" BIGINT NOT NULL,
    "cost" DECIMAL,
    "cost_high" DECIMAL,
    "unpriced_reason" TEXT,
    "external_id" TEXT,
    "detail" JSONB,

    CONSTRAINT "staged_records_pkey" PRIMARY KEY ("organization_id","batch_id","ordinal")
);

-- CreateTable
CREATE TABLE "rollups" (
    "organization_id" INTEGER NOT NULL,
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

    CONSTRAINT "rollups_pkey" PRIMARY KEY ("organization_id","grain","slot","provider_id","model_id","service_tier_id","source_id","project_id","api_key_id","user_id","applied_rate_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

-- CreateIndex
CREATE INDEX "batches_organization_id_started_at_idx" ON "batches"("organization_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "dimension_values_organization_id_dimension_value_key" ON "dimension_values"("organization_id", "dimension", "value");

-- CreateIndex
CREATE UNIQUE INDEX "tag_sets_organization_id_fingerprint_key" ON "tag_sets"("organization_id", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "applied_rates_organization_id_fingerprint_key" ON "applied_rates"("organization_id", "fingerprint");

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batches" ADD CONSTRAINT "batches_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch_rejects" ADD CONSTRAINT "batch_rejects_organization_id_batch_id_fkey" FOREIGN KEY ("organization_id", "batch_id") REFERENCES "batches"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dimension_values" ADD CONSTRAINT "dimension_values_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tag_sets" ADD CONSTRAINT "tag_sets_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applied_rates" ADD CONSTRAINT "applied_rates_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_aliases" ADD CONSTRAINT "model_aliases_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_overrides" ADD CONSTRAINT "price_overrides_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
