import protobuf from "protobufjs";

/**
 * The messages of OTLP's spans, as far as usage is read from them (opentelemetry/proto/trace/v1/trace.proto and what it
 * imports). What is not named here, such as events, links and attributes that are lists, is passed over by its number.
 */
const MESSAGES = `
  syntax = "proto3";

  // ExportTraceServiceRequest and TracesData are the same.
  message TracesData { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message ScopeSpans { InstrumentationScope scope = 1; repeated Span spans = 2; }

  message Resource { repeated KeyValue attributes = 1; }
  message InstrumentationScope { string name = 1; string version = 2; }

  message Span {
    bytes trace_id = 1;
    bytes span_id = 2;
    bytes parent_span_id = 4;
    string name = 5;
    fixed64 start_time_unix_nano = 7;
    fixed64 end_time_unix_nano = 8;
    repeated KeyValue attributes = 9;
    Status status = 15;
  }
  message Status { string message = 2; int32 code = 3; }

  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue {
    oneof value {
      string string_value = 1;
      bool bool_value = 2;
      int64 int_value = 3;
      double double_value = 4;
    }
  }
`;

const root = protobuf.parse(MESSAGES).root;

/** `{resourceSpans: […]}`: what exporters send, and what one message of a file holds. */
export const TracesData = root.lookupType("TracesData");
