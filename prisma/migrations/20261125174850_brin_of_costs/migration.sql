-- CreateIndex
-- Not sorted: the least and greatest cost of every 32 pages, which takes uploads next to nothing (see lib/db/queries/records/dearest-records.ts).
CREATE INDEX "usage_records_cost_idx" ON "usage_records" USING BRIN ("cost") WITH (pages_per_range = 32);
