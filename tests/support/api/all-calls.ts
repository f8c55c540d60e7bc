import type { Caller } from "./ask";
import { alertCalls } from "./calls/alert-calls";
import { anomalyCalls } from "./calls/anomaly-calls";
import { apiKeyCalls } from "./calls/api-key-calls";
import { batchCalls } from "./calls/batch-calls";
import { budgetCalls } from "./calls/budget-calls";
import { csvMappingCalls } from "./calls/csv-mapping-calls";
import { invitationCalls } from "./calls/invitation-calls";
import { memberCalls } from "./calls/member-calls";
import { modelCalls } from "./calls/model-calls";
import { organizationCalls } from "./calls/organization-calls";
import { otherCalls } from "./calls/other-calls";
import { otlpCalls } from "./calls/otlp-calls";
import { ownPriceCalls } from "./calls/own-price-calls";
import { priceCalls } from "./calls/price-calls";
import { profileCalls } from "./calls/profile-calls";
import { rateLimitCalls } from "./calls/rate-limit-calls";
import { reconciliationCalls } from "./calls/reconciliation-calls";
import { recordCalls } from "./calls/record-calls";
import { repriceCalls } from "./calls/reprice-calls";
import { scenarioCalls } from "./calls/scenario-calls";
import { spendCalls } from "./calls/spend-calls";
import { switchCalls } from "./calls/switch-calls";
import { usageCalls } from "./calls/usage-calls";
import { viewCalls } from "./calls/view-calls";
import type { DescribedOperation } from "./described-operations";
import type { Home } from "./home";
import type { CallsByOperation, OperationCalls } from "./operation-calls";

/**
 * How every operation of the API is called: what the tests of answers, bodies, parameters and strangers go through. A new
 * operation goes into a file of calls/, which is listed here.
 */
export const CALLS: CallsByOperation = {
  ...usageCalls,
  ...csvMappingCalls,
  ...otlpCalls,
  ...batchCalls,
  ...spendCalls,
  ...viewCalls,
  ...recordCalls,
  ...reconciliationCalls,
  ...priceCalls,
  ...switchCalls,
  ...scenarioCalls,
  ...rateLimitCalls,
  ...modelCalls,
  ...ownPriceCalls,
  ...repriceCalls,
  ...budgetCalls,
  ...alertCalls,
  ...anomalyCalls,
  ...apiKeyCalls,
  ...memberCalls,
  ...invitationCalls,
  ...organizationCalls,
  ...profileCalls,
  ...otherCalls,
};

/** How one operation is called. @throws Error when nobody has said it. */
export function callsOf({ name }: DescribedOperation): OperationCalls {
  const calls = CALLS[name];
  if (!calls) throw new Error(`No test says how to call ${name}: see tests/support/api/all-calls.ts.`);
  return calls;
}

/** Who calls an operation unless the call says: a program, or where only people may the owner. */
export function usualCaller(operation: DescribedOperation, { key, owner }: Home): Caller {
  if (operation.access === "anybody") return null;
  return operation.access === "person" || callsOf(operation).peopleOnly ? owner : { key };
}
