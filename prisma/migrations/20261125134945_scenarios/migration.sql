-- CreateTable
CREATE TABLE "scenarios" (
    "organization_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "created_by_id" UUID,
    "created_by_key_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_by_id" UUID,
    "changed_by_key_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scenarios_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "scenario_runs" (
    "organization_id" INTEGER NOT NULL,
    "scenario_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "question" JSONB NOT NULL,
    "price_data" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "ran_by_id" UUID,
    "ran_by_key_id" UUID,
    "ran_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scenario_runs_pkey" PRIMARY KEY ("organization_id","scenario_id","id")
);

-- AddForeignKey
ALTER TABLE "scenarios" ADD CONSTRAINT "scenarios_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scenario_runs" ADD CONSTRAINT "scenario_runs_organization_id_scenario_id_fkey" FOREIGN KEY ("organization_id", "scenario_id") REFERENCES "scenarios"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
