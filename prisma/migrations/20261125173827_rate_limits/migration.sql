-- CreateEnum
CREATE TYPE "UsageTier" AS ENUM ('free', 'tier1', 'tier2', 'tier3', 'tier4', 'tier5');

-- CreateTable
CREATE TABLE "rate_limits" (
    "organization_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "above_prompt_tokens" BIGINT NOT NULL DEFAULT 0,
    "tokens_per_minute" BIGINT,
    "requests_per_minute" BIGINT,
    "changed_by_id" UUID,
    "changed_by_key_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "provider_tiers" (
    "organization_id" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "tier" "UsageTier" NOT NULL,
    "changed_by_id" UUID,
    "changed_by_key_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_tiers_pkey" PRIMARY KEY ("organization_id","provider")
);

-- CreateIndex
CREATE UNIQUE INDEX "rate_limits_organization_id_model_above_prompt_tokens_key" ON "rate_limits"("organization_id", "model", "above_prompt_tokens");

-- AddForeignKey
ALTER TABLE "rate_limits" ADD CONSTRAINT "rate_limits_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_tiers" ADD CONSTRAINT "provider_tiers_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
