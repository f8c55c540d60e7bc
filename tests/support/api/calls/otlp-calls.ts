import { chat, encoded, span, traces } from "../../otlp";
import type { Home } from "../home";
import type { CallsByOperation } from "../operation-calls";

const JSON_BODY = { "content-type": "application/json" };
const PROTOBUF = { "content-type": "application/x-protobuf" };

/** A request to a model that bears the mark of an organisation, and one that is rejected if `wrong`. */
function marked({ mark }: Home, wrong: boolean) {
  const spans = [span(1, chat({ "gen_ai.response.id": `${mark}-otlp`, "user.id": mark }))];
  if (wrong) spans.push(span(2, chat({ "gen_ai.usage.input_tokens": -1 })));
  return traces(spans, "test", { "service.name": mark });
}

/** OpenTelemetry's protocol; what fails in it is in tests/integration/otlp. */
export const otlpCalls: CallsByOperation = {
  "POST /api/v1/otlp/v1/traces": {
    succeeds: (home) => ({ body: marked(home, false), headers: JSON_BODY }),
    alsoSucceeds: {
      "in protobuf": (home) => ({ body: encoded(marked(home, false)), headers: PROTOBUF }),
      "one span of it rejected": (home) => ({ body: marked(home, true), headers: JSON_BODY }),
      "one span of it rejected, in protobuf": (home) => ({ body: encoded(marked(home, true)), headers: PROTOBUF }),
      "by nobody": (home) => ({ body: marked(home, false), headers: JSON_BODY, as: null }),
      "no such message": () => ({ body: "[]", headers: JSON_BODY }),
      "of another type": () => ({ body: "x", headers: { "content-type": "text/plain" } }),
      "too large": () => ({ body: "{}", headers: { ...JSON_BODY, "content-length": "67108865" } }),
    },
  },
  "POST /api/v1/otlp/v1/{signal}": {
    succeeds: () => ({ params: { signal: "metrics" }, body: { resourceMetrics: [] }, headers: JSON_BODY }),
    turnsDownWith: 404,
    alsoSucceeds: {
      "by nobody": () => ({ params: { signal: "logs" }, body: {}, headers: JSON_BODY, as: null }),
    },
  },
};
