import type { Section } from "../section";
import { pagesSection } from "./pages";
import { postsSection } from "./posts";
import { priceSection } from "./price";
import { spendSection } from "./spend";
import { startSection } from "./start";
import { uploadSection } from "./upload";

/** Every section, in the order in which they run. */
export const SECTIONS: readonly Section[] = [
  uploadSection,
  spendSection,
  pagesSection,
  priceSection,
  postsSection,
  startSection,
];
