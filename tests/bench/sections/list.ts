import type { Section } from "../section";
import { dashboardSection } from "./dashboard";
import { grownSection } from "./grown";
import { largeSection } from "./large";
import { pagesSection } from "./pages";
import { plansSection } from "./plans";
import { postsSection } from "./posts";
import { priceSection } from "./price";
import { spendSection } from "./spend";
import { startSection } from "./start";
import { switchSection } from "./switch";
import { uploadSection } from "./upload";

/** Every section, in the order in which they run. */
export const SECTIONS: readonly Section[] = [
  uploadSection,
  grownSection,
  largeSection,
  spendSection,
  dashboardSection,
  pagesSection,
  priceSection,
  switchSection,
  postsSection,
  plansSection,
  startSection,
];
