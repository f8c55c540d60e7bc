-- AlterTable
ALTER TABLE "ledger_cells" ADD COLUMN     "is_aside" BOOLEAN NOT NULL DEFAULT false;
