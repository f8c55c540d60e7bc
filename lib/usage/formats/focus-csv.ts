import { completeBilledCost } from "../complete-billed-cost";
import { CsvColumns } from "./csv-columns";
import { type CsvFormat, reject } from "./format";

/** What tells two charges apart, beside what a billed cost has names for. */
const FURTHER = [
  ...["chargecategory", "chargeclass", "chargedescription", "skuid", "skupriceid", "skumeter", "pricingcategory"],
  ...["regionid", "resourceid", "billingaccountid", "invoiceid", "tags", "x_tokenclass"],
];

/**
 * Billing data in FOCUS (1.0 to 1.4): charges of generative AI, kept as billed. Versions up to 1.2 name provider and
 * publisher, 1.4 who hosts and who provides the service. Charges of other services are passed over.
 */
export const focusCsv: CsvFormat = {
  name: "focus-csv",
  requires: ["chargeperiodstart", "chargeperiodend", "billedcost", "billingcurrency"],
  open: (header, context) => {
    const columns = new CsvColumns(header);
    return {
      read: (row) => {
        columns.at(row);
        const category = columns.text("servicecategory");
        if (category !== "" && category !== "AI and Machine Learning") return { kind: "ignored" };
        const [start, end] = [columns.time("chargeperiodstart"), columns.time("chargeperiodend")];
        if (!start) return reject("ChargePeriodStart", "not_a_time", "ChargePeriodStart must be an RFC 3339 time");
        if (!end) return reject("ChargePeriodEnd", "not_a_time", "ChargePeriodEnd must be an RFC 3339 time");
        return completeBilledCost(
          {
            timestamp: start.instant,
            endTimestamp: end.instant,
            provider:
              columns.name("serviceprovidername", "providername", "publishername", "invoiceissuername") ?? "unknown",
            lineItem: columns.name("chargedescription", "skumeter", "servicename"),
            model: columns.name("x_model"),
            serviceTier: columns.name("x_servicetier"),
            project: columns.name("subaccountname", "subaccountid"),
            apiKey: null,
            user: null,
            amount: columns.text("billedcost"),
            currency: columns.text("billingcurrency").toUpperCase(),
            basis: "billing_export",
          },
          context,
          FURTHER.map((name) => columns.text(name)),
        );
      },
    };
  },
};
