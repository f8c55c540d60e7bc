import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";
import { pool } from "./pool";

const shared = globalThis as { outlayPrisma?: PrismaClient };

/** Prisma's client, one a process (a reload in development keeps it). */
export const prisma: PrismaClient = shared.outlayPrisma ?? new PrismaClient({ adapter: new PrismaPg(pool()) });

shared.outlayPrisma = prisma;
