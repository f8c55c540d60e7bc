import { z } from "zod";

const replacing = z.looseObject({ replaces: z.uuid().nullish() });

/** Splits a body into the statement and the id of the one it takes the place of. @throws ZodError */
export function readReplaces(body: unknown): { replaces: string | null; statement: unknown } {
  const { replaces, ...statement } = replacing.parse(body);
  return { replaces: replaces ?? null, statement };
}

const parameters = z.object({ history: z.enum(["true", "false"]).default("false") });

/** Whether `history=true` asks for withdrawn statements too. @throws ZodError */
export function wantsHistory({ searchParams }: URL): boolean {
  return parameters.parse(Object.fromEntries(searchParams)).history === "true";
}
