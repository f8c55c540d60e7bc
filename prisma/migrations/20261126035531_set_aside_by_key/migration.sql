-- CreateIndex
CREATE INDEX "set_aside_records_organization_id_key_idx" ON "set_aside_records"("organization_id", "key");
