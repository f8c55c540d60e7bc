-- CreateTable
CREATE TABLE "billed_costs" (
    "organization_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "key" UUID NOT NULL,
    "timestamp" TIMESTAMPTZ(6) NOT NULL,
    "end_timestamp" TIMESTAMPTZ(6) NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "line_item" TEXT,
    "model" TEXT,
    "service_tier" TEXT,
    "project" TEXT,
    "api_key" TEXT,
    "user" TEXT,
    "amount" DECIMAL NOT NULL,
    "currency" TEXT NOT NULL,
    "basis" TEXT NOT NULL,

    CONSTRAINT "billed_costs_pkey" PRIMARY KEY ("organization_id","day","key")
);

-- CreateTable
-- Unlogged: a crash empties it, and the upload it belonged to was never acknowledged.
CREATE UNLOGGED TABLE "staged_billed_costs" (
    "organization_id" INTEGER NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "key" UUID NOT NULL,
    "timestamp" TIMESTAMPTZ(6) NOT NULL,
    "end_timestamp" TIMESTAMPTZ(6) NOT NULL,
    "line" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "line_item" TEXT,
    "model" TEXT,
    "service_tier" TEXT,
    "project" TEXT,
    "api_key" TEXT,
    "user" TEXT,
    "amount" DECIMAL NOT NULL,
    "currency" TEXT NOT NULL,
    "basis" TEXT NOT NULL,

    CONSTRAINT "staged_billed_costs_pkey" PRIMARY KEY ("organization_id","batch_id","ordinal")
);
