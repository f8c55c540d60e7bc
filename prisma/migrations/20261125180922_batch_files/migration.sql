-- CreateTable
CREATE TABLE "batch_files" (
    "organization_id" INTEGER NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "after_line" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "batch_files_pkey" PRIMARY KEY ("organization_id","batch_id","after_line")
);

-- AddForeignKey
ALTER TABLE "batch_files" ADD CONSTRAINT "batch_files_organization_id_batch_id_fkey" FOREIGN KEY ("organization_id", "batch_id") REFERENCES "batches"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
