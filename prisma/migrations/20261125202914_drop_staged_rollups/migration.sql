-- DropTable
DROP TABLE "staged_rollups";
