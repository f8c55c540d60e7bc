-- CreateEnum
CREATE TYPE "RepriceStatus" AS ENUM ('previewing', 'previewed', 'applying', 'applied', 'reverting', 'reverted', 'failed');

-- AlterTable
ALTER TABLE "model_aliases" ADD COLUMN     "created_by_key_id" UUID,
ADD COLUMN     "replaced_by_id" UUID,
ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3),
ADD COLUMN     "withdrawn_by_id" UUID,
ADD COLUMN     "withdrawn_by_key_id" UUID;

-- AlterTable
ALTER TABLE "price_overrides" ADD COLUMN     "created_by_key_id" UUID,
ADD COLUMN     "replaced_by_id" UUID,
ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3),
ADD COLUMN     "withdrawn_by_id" UUID,
ADD COLUMN     "withdrawn_by_key_id" UUID;

-- CreateTable
CREATE TABLE "reprices" (
    "organization_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "status" "RepriceStatus" NOT NULL,
    "period_from" TIMESTAMPTZ(3),
    "period_to" TIMESTAMPTZ(3),
    "filters" JSONB NOT NULL,
    "statements" JSONB NOT NULL,
    "stated" JSONB,
    "note" TEXT,
    "preview" JSONB,
    "effect" JSONB,
    "records_done" BIGINT NOT NULL DEFAULT 0,
    "records_total" BIGINT NOT NULL DEFAULT 0,
    "not_reverted" BIGINT NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_by_id" UUID,
    "created_by_key_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_by_id" UUID,
    "applied_by_key_id" UUID,
    "applied_at" TIMESTAMPTZ(3),
    "reverted_by_id" UUID,
    "reverted_by_key_id" UUID,
    "reverted_at" TIMESTAMPTZ(3),

    CONSTRAINT "reprices_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "repriced_records" (
    "organization_id" INTEGER NOT NULL,
    "reprice_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "key" UUID NOT NULL,
    "piece" INTEGER NOT NULL,
    "rate_before" INTEGER NOT NULL,
    "cost_before" DECIMAL,
    "cost_high_before" DECIMAL,
    "reason_before" TEXT,
    "rate_after" INTEGER NOT NULL,
    "cost_after" DECIMAL,
    "cost_high_after" DECIMAL,
    "reason_after" TEXT,
    "state" SMALLINT NOT NULL DEFAULT 0,

    CONSTRAINT "repriced_records_pkey" PRIMARY KEY ("organization_id","reprice_id","day","key")
);

-- CreateIndex
CREATE INDEX "repriced_records_organization_id_reprice_id_piece_idx" ON "repriced_records"("organization_id", "reprice_id", "piece");

-- AddForeignKey
ALTER TABLE "reprices" ADD CONSTRAINT "reprices_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
