-- CreateTable
-- Unlogged: everything in it can be made again from the records.
CREATE UNLOGGED TABLE "traffic_pieces" (
    "organization_id" INTEGER NOT NULL,
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "piece" INTEGER NOT NULL,
    "pieces" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "traffic_pieces_pkey" PRIMARY KEY ("organization_id","slot","piece")
);

-- The columns are packed already: compressing them once more is time lost.
ALTER TABLE "traffic_pieces" ALTER COLUMN "content" SET STORAGE EXTERNAL;
