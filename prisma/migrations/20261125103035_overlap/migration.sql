-- CreateTable
CREATE TABLE "set_aside_records" (
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

    CONSTRAINT "set_aside_records_pkey" PRIMARY KEY ("organization_id","day","key")
);

-- CreateTable
CREATE TABLE "ledger_cells" (
    "organization_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "provider_id" INTEGER NOT NULL,
    "project_id" INTEGER NOT NULL,

    CONSTRAINT "ledger_cells_pkey" PRIMARY KEY ("organization_id","day","batch_id","provider_id","project_id")
);

-- CreateTable
CREATE TABLE "overlap_precedences" (
    "organization_id" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "project" TEXT NOT NULL,
    "precedence" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "overlap_precedences_pkey" PRIMARY KEY ("organization_id","provider","project")
);
