-- CreateEnum
CREATE TYPE "Sensitivity" AS ENUM ('off', 'low', 'medium', 'high');

-- CreateTable
CREATE TABLE "anomaly_watches" (
    "organization_id" INTEGER NOT NULL,
    "sensitivity" "Sensitivity" NOT NULL DEFAULT 'medium',
    "by_model" BOOLEAN NOT NULL DEFAULT false,
    "by_project" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "anomaly_watches_pkey" PRIMARY KEY ("organization_id")
);

-- AddForeignKey
ALTER TABLE "anomaly_watches" ADD CONSTRAINT "anomaly_watches_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
