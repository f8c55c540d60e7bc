import { LIBRARY } from "@/lib/pricing/layers/library";
import type { PriceDataJson } from "@/lib/switch/scenarios/scenario";
import packageJson from "@/package.json";

/** What prices come from now. */
export const PRICE_DATA: PriceDataJson = {
  list: `${LIBRARY.package} ${LIBRARY.version}`,
  published: LIBRARY.published,
  outlay: packageJson.version,
};
