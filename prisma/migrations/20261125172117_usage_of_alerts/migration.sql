-- DropIndex
DROP INDEX "alerts_organization_id_kind_subject_period_threshold_key";

-- AlterTable
ALTER TABLE "budgets" ADD COLUMN     "changed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "alerts" ADD COLUMN     "usage" TEXT NOT NULL DEFAULT '';

-- What has fired is of what its budget is for: until now that could not be changed. What budgets that are gone have told
-- of stays without, as nothing fires for them again.
UPDATE "alerts" SET "usage" = concat_ws(' ', "budgets"."period"::text, "budgets"."dimension", "budgets"."value")
  FROM "budgets"
 WHERE "alerts"."organization_id" = "budgets"."organization_id"
   AND "alerts"."kind" = 'budget' AND "alerts"."subject" = "budgets"."id"::text;

-- CreateIndex
CREATE UNIQUE INDEX "alerts_organization_id_kind_subject_usage_period_threshold_key" ON "alerts"("organization_id", "kind", "subject", "usage", "period", "threshold");
