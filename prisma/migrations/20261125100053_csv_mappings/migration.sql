-- CreateTable
CREATE TABLE "csv_mappings" (
    "organization_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "header_fingerprint" TEXT NOT NULL,
    "header" TEXT[],
    "mapping" JSONB NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "csv_mappings_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "csv_mappings_organization_id_header_fingerprint_key" ON "csv_mappings"("organization_id", "header_fingerprint");

-- AddForeignKey
ALTER TABLE "csv_mappings" ADD CONSTRAINT "csv_mappings_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
