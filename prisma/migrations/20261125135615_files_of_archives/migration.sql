-- AlterTable
ALTER TABLE "batch_rejects" ADD COLUMN     "file" TEXT;

-- AlterTable
ALTER TABLE "staged_records" ADD COLUMN     "file" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "staged_billed_costs" ADD COLUMN     "file" INTEGER NOT NULL DEFAULT 0;
