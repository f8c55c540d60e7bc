import { apiKeyCalls } from "./calls/api-key-calls";
import { batchCalls } from "./calls/batch-calls";
import { csvMappingCalls } from "./calls/csv-mapping-calls";
import { invitationCalls } from "./calls/invitation-calls";
import { memberCalls } from "./calls/member-calls";
import { modelCalls } from "./calls/model-calls";
import { organizationCalls } from "./calls/organization-calls";
import { otherCalls } from "./calls/other-calls";
import { ownPriceCalls } from "./calls/own-price-calls";
import { priceCalls } from "./calls/price-calls";
import { profileCalls } from "./calls/profile-calls";
import { recordCalls } from "./calls/record-calls";
import { spendCalls } from "./calls/spend-calls";
import { switchCalls } from "./calls/switch-calls";
import { usageCalls } from "./calls/usage-calls";
import type { CallsByOperation } from "./operation-calls";

/** How every operation of the API is called. A new one goes into a file of calls/, which is listed here. */
export const CALLS: CallsByOperation = {
  ...usageCalls,
  ...csvMappingCalls,
  ...batchCalls,
  ...spendCalls,
  ...recordCalls,
  ...priceCalls,
  ...switchCalls,
  ...modelCalls,
  ...ownPriceCalls,
  ...apiKeyCalls,
  ...memberCalls,
  ...invitationCalls,
  ...organizationCalls,
  ...profileCalls,
  ...otherCalls,
};
