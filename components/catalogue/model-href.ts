import { hrefWith } from "../filters/page-params";

/** Models the compare page begins with: those of OpenAI's Compare page. */
export const FIRST_COMPARED: readonly string[] = ["openai/gpt-4.1-mini", "openai/gpt-5", "openai/gpt-4.1"];

/** Most models that fit beside each other. */
export const MOST_COMPARED = 4;

/** The address of a model's page. */
export function modelHref(id: string): string {
  return `/models/${id.split("/").map(encodeURIComponent).join("/")}`;
}

/** The address of a comparison. */
export function compareHref(ids: readonly string[]): string {
  return hrefWith("/compare", new URLSearchParams(), { model: ids });
}

/** A model beside those it is likely to be weighed against. */
export function compareWithHref(id: string): string {
  return compareHref([id, ...FIRST_COMPARED.filter((other) => other !== id)].slice(0, FIRST_COMPARED.length));
}
