import { RECORDS_ORDERS, type RecordsCursor, type RecordsOrder } from "@/lib/db/queries/records/records-scope";
import { ApiError } from "@/lib/http/api-error";
import { readRecordsCursor } from "@/lib/http/records-cursor";
import { type AddressQuestion, questionFromAddress } from "@/lib/spend/question-from-address";
import { InvalidParameter } from "@/lib/spend/question-from-params";

/** So many records are shown at once. */
export const RECORDS_ON_A_PAGE = 50;

/** What the address of the records asks. */
interface RecordsView extends AddressQuestion {
  sort: RecordsOrder;
  after: RecordsCursor | null;
}

/** Reads the address: period and filters as everywhere, `sort` (the dearest first unless it says time) and `cursor`. */
export function readRecordsView(
  params: URLSearchParams,
  timeZone: string,
  now: Date,
): RecordsView | { problem: string } {
  const sort = RECORDS_ORDERS.find((one) => one === params.get("sort")) ?? "cost";
  try {
    // What the explore page groups by does not matter here.
    const asked = new URLSearchParams(params);
    asked.delete("groupBy");
    return {
      ...questionFromAddress(asked, { timeZone, now }, { groupBy: [] }),
      sort,
      after: readRecordsCursor(params.get("cursor"), sort),
    };
  } catch (error) {
    if (error instanceof InvalidParameter || error instanceof ApiError) return { problem: error.message };
    throw error;
  }
}
