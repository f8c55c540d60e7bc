import { isText, SAMPLES, sampleBytes } from "../../support/samples";

/** Formats no sample is of, in a few lines. */
const FURTHER: Readonly<Record<string, string>> = {
  "anthropic-batch-results": [
    '{"custom_id":"a","result":{"type":"succeeded","message":{"type":"message","id":"msg_1","model":"claude-sonnet-4-6","stop_reason":"end_turn","usage":{"input_tokens":10,"cache_read_input_tokens":5,"cache_creation_input_tokens":6,"cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":4},"output_tokens":3,"server_tool_use":{"web_search_requests":1},"iterations":[{"type":"compaction","input_tokens":100,"output_tokens":5}]}}}}',
    '{"custom_id":"b","result":{"type":"errored","error":{"type":"error"}}}',
  ].join("\n"),
  "openai-realtime": [
    '{"type":"session.created","event_id":"event_1","session":{"object":"realtime.session","id":"sess_1","model":"gpt-realtime-2025-08-28"}}',
    '{"type":"rate_limits.updated","event_id":"event_2","rate_limits":[]}',
    '{"type":"response.done","event_id":"event_3","response":{"object":"realtime.response","id":"resp_1","status":"completed","usage":{"total_tokens":275,"input_tokens":127,"output_tokens":148,"input_token_details":{"text_tokens":119,"audio_tokens":8,"cached_tokens":64,"cached_tokens_details":{"text_tokens":64,"audio_tokens":0}},"output_token_details":{"text_tokens":36,"audio_tokens":112}}}}',
  ].join("\n"),
  "bedrock-converse":
    '{"timestamp":"2026-09-01T09:04:01Z","modelId":"us.anthropic.claude-sonnet-4-5-20250929-v1:0","response":{"output":{"message":{"role":"assistant","content":[{"text":"Hi"}]}},"stopReason":"end_turn","usage":{"inputTokens":10,"outputTokens":3,"totalTokens":24,"cacheReadInputTokens":5,"cacheWriteInputTokens":6,"cacheDetails":[{"ttl":"1h","inputTokens":6}]},"metrics":{"latencyMs":302},"ResponseMetadata":{"RequestId":"q1","HTTPHeaders":{"date":"Tue, 01 Sep 2026 09:04:00 GMT"}}}}',
  "bedrock-invocations": [
    '{"schemaType":"ModelInvocationLog","schemaVersion":"1.0","timestamp":"2026-09-01T09:04:01Z","accountId":"1","identity":{"arn":"arn:aws:iam::1:user/ada"},"region":"us-east-1","requestId":"q1","operation":"InvokeModel","modelId":"us.anthropic.claude-sonnet-4-5-20250929-v1:0","requestMetadata":{"team":"red"},"input":{"inputTokenCount":10,"cacheReadInputTokenCount":5,"cacheWriteInputTokenCount":6},"output":{"outputBodyJson":{"type":"message","id":"msg_bdrk_1","usage":{"cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":4}}},"outputTokenCount":3}}',
    '{"schemaType":"ModelInvocationLog","timestamp":"2026-09-01T09:04:01Z","region":"us-east-1","requestId":"q2","operation":"Converse","modelId":"amazon.nova-lite-v1:0","errorCode":"ThrottlingException","input":{}}',
  ].join("\n"),
  "cohere-responses": [
    '{"timestamp":"2026-09-01T09:04:01Z","request":{"model":"command-a"},"response":{"id":"c-1","finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":12,"output_tokens":5},"tokens":{"input_tokens":70,"output_tokens":5}}}}',
    '{"timestamp":"2026-09-01T09:04:02Z","model":"embed-v4.0","response":{"id":"e-1","meta":{"billed_units":{"input_tokens":9}}}}',
  ].join("\n"),
  "mistral-ocr":
    '{"timestamp":"2026-09-01T09:04:01Z","response":{"model":"mistral-ocr-2512","pages":[{"images":[{"image_annotation":"a cat"}]}],"usage_info":{"pages_processed":4,"doc_size_bytes":1000}}}',
  "openai-images":
    '{"request":{"model":"gpt-image-1"},"response":{"created":1793697247,"data":[{"b64_json":""}],"usage":{"total_tokens":100,"input_tokens":50,"output_tokens":50,"input_tokens_details":{"text_tokens":10,"image_tokens":40}}}}',
  "openai-transcriptions": [
    '{"timestamp":"2026-09-01T09:04:01Z","request":{"model":"gpt-4o-transcribe"},"response":{"text":"Hi","usage":{"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":4,"audio_tokens":10},"output_tokens":45,"total_tokens":59}}}',
    '{"timestamp":"2026-09-01T09:04:02Z","request":{"model":"whisper-1"},"response":{"text":"Hi","usage":{"type":"duration","seconds":9}}}',
  ].join("\n"),
  "unmarked-responses": [
    '{"timestamp":"2026-09-01T09:04:01Z","model":"gpt-5","prompt_tokens":10,"completion_tokens":5,"user_id":"u"}',
    '{"ts":1793697247.5,"request":{"model":"claude-sonnet-4-6"},"response":{"id":"msg_0123456789abcdef","usage":{"input_tokens":10,"cache_read_input_tokens":5,"output_tokens":3}}}',
  ].join("\n"),
  "langfuse-json": [
    '{"id":"g1","traceId":"t","type":"GENERATION","startTime":"2026-09-01T09:04:01.001Z","model":"gpt-4.1","usageDetails":{"input":86,"input_cached_tokens":1920,"output":300,"total":2306},"tags":["prod"],"parentObservationId":null}',
    '{"id":"g2","traceId":"t","type":"GENERATION","startTime":"2026-09-01T09:04:01.001Z","model":"gpt-4.1","inputUsage":10,"outputUsage":2,"totalUsage":12,"parentObservationId":"g1","totalCost":1e-7}',
    '{"id":"s1","traceId":"t","type":"SPAN","startTime":"2026-09-01T09:04:01.001Z","usageDetails":{}}',
  ].join("\n"),
  "helicone-json":
    '{"request_id":"q1","response_id":"r1","request_created_at":"2026-09-01T09:20:46Z","response_status":200,"response_model":"claude-sonnet-4-6","provider":"ANTHROPIC","request_user_id":"u","request_properties":{"env":"prod"},"prompt_tokens":10,"prompt_cache_read_tokens":5,"prompt_cache_write_tokens":2,"completion_tokens":3,"total_tokens":20,"cost":0.001}',
  "openrouter-generation":
    '{"data":{"id":"gen-1","created_at":"2026-09-01T09:20:46Z","model":"openai/gpt-4.1","provider_name":"OpenAI","total_cost":0.0056,"tokens_prompt":2000,"tokens_completion":310,"native_tokens_prompt":2006,"native_tokens_completion":300,"native_tokens_reasoning":0,"native_tokens_cached":1920,"is_byok":false,"cancelled":false}}',
  "openrouter-activity-csv":
    '"Date","Slug","Usage","BYOK Usage","Requests","Prompt Tokens","Completion Tokens","Reasoning Tokens"\n"2026-05-12 00:00:00","openai/gpt-4.1","0.5","0","12","1000","200","10"\n',
  "openrouter-activity":
    '{"data":[{"date":"2026-05-12","model":"openai/gpt-4.1","model_permaslug":"openai/gpt-4.1-2025-04-14","endpoint_id":"e1","provider_name":"OpenAI","usage":0.5,"byok_usage_inference":0,"requests":12,"prompt_tokens":1000,"completion_tokens":200,"reasoning_tokens":10}]}',
  "litellm-csv":
    "request_id,call_type,spend,startTime,model,custom_llm_provider,prompt_tokens,completion_tokens,total_tokens,cache_hit,metadata,request_tags\n" +
    'chatcmpl-1,acompletion,0.0056,2026-05-12 09:20:46.847,gpt-4.1,openai,2006,300,2306,False,"{""usage_object"":{""prompt_tokens"":2006,""completion_tokens"":300,""prompt_tokens_details"":{""cached_tokens"":1920}}}","[""prod""]"\n',
  "ai-sdk-usage":
    '{"model":"gpt-5","provider":"openai.responses","usage":{"inputTokens":100,"outputTokens":20,"totalTokens":120,"cachedInputTokens":50,"reasoningTokens":5},"response":{"id":"resp_1","modelId":"gpt-5-2025-08-07","timestamp":"2026-09-01T09:20:46Z"}}',
  "focus-csv": sampleBytes("28_focus_1_2_export.csv").toString(),
  "outlay-csv":
    "id,timestamp,endTimestamp,provider,model,serviceTier,project,requests,input,cacheRead,cacheWrite,cacheWriteByTtl.1h,output,reasoning,calls.webSearch,tag.team,features\n" +
    "a,2026-11-03T09:14:07.120Z,,openai,gpt-4.1,default,checkout,1,100,50,20,10,7,3,1,red,vision;tools\n" +
    ",2026-11-03T00:00:00Z,2026-11-04T00:00:00Z,openai,gpt-4.1,,,5,100,,,,7,,,,\n" +
    ',2026-11-03 09:14,,,"gpt-4.1",,"a, ""b""",,100,,,,7,,,,\n',
  "outlay-json": [
    '{"id":"a","timestamp":"2026-11-03T09:14:07.120Z","model":"gpt-4.1","tokens":{"input":100,"cacheRead":50,"cacheWrite":20,"cacheWriteByTtl":{"1h":10},"output":7,"reasoning":3},"calls":{"webSearch":1},"tags":{"team":"red"},"features":["vision"]}',
    '{"timestamp":1793697247,"endTimestamp":1793700000,"model":"gpt-4.1","requests":5,"input":100,"output":7}',
  ].join("\n"),
};

/** Streams, as logged and as they came over the wire. */
const STREAMS = [
  '{"type":"message_start","message":{"type":"message","id":"msg_1","model":"claude-sonnet-4-6","stop_reason":null,"usage":{"input_tokens":10,"output_tokens":1}}}',
  '{"type":"content_block_delta","delta":{"text":"Hi"}}',
  '{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}',
  '{"type":"message_stop"}',
  '{"type":"message_start","message":{"type":"message","id":"msg_2","model":"claude-sonnet-4-6","usage":{"input_tokens":10,"output_tokens":1}}}',
];

/** The log of a session that goes on from another's. */
const FORK = [
  '{"timestamp":"2026-09-02T12:00:00Z","type":"session_meta","payload":{"id":"b","cwd":"/w","forked_from_id":"a","source":{"subagent":{"thread_spawn":{"parent_thread_id":"a"}}}}}',
  '{"timestamp":"2026-09-02T12:00:00Z","type":"session_meta","payload":{"id":"a","cwd":"/w"}}',
  '{"timestamp":"2026-09-02T12:00:00Z","type":"turn_context","payload":{"model":"gpt-5.2-codex"}}',
  '{"timestamp":"2026-09-02T12:00:00.001Z","ordinal":3,"type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":100,"output_tokens":5,"total_tokens":105}}}}',
  '{"timestamp":"2026-09-02T12:00:00.002Z","type":"event_msg","payload":{"type":"thread_settings_applied","thread_settings":{"service_tier":"fast"}}}',
  '{"timestamp":"2026-09-02T12:00:09Z","ordinal":9,"type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":250,"cached_input_tokens":30,"cache_write_input_tokens":20,"output_tokens":12,"total_tokens":262}}}}',
];

/** Spans of programs that have names of their own for what they count. */
const OWN_SPANS = JSON.stringify({
  resourceSpans: [
    {
      resource: { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] },
      scopeSpans: [
        {
          scope: { name: "com.anthropic.claude_code.tracing" },
          spans: [
            [
              "1",
              {
                "span.type": "llm_request",
                "gen_ai.request.model": "claude-opus-5",
                input_tokens: 2,
                output_tokens: 9,
              },
            ],
            [
              "2",
              {
                "langfuse.observation.type": "generation",
                "langfuse.observation.model.name": "gpt-4.1",
                "langfuse.observation.usage_details": '{"input":86,"input_cached_tokens":20,"output":30,"total":136}',
              },
            ],
            [
              "3",
              {
                "gen_ai.system": "gcp.vertex.agent",
                "gen_ai.request.model": "gemini-2.5-flash",
                "gen_ai.usage.input_tokens": 50,
                "gen_ai.usage.output_tokens": 40,
                "gcp.vertex.agent.llm_response": '{"usage_metadata":{"thoughts_token_count":10}}',
              },
            ],
          ].map(([id, attributes]) => ({
            traceId: "a".repeat(32),
            spanId: `${id}`.repeat(16),
            endTimeUnixNano: "1795445951000000000",
            attributes: Object.entries(attributes as Record<string, string | number>).map(([key, value]) => ({
              key,
              value: typeof value === "number" ? { intValue: value } : { stringValue: value },
            })),
          })),
        },
      ],
    },
  ],
});

/** Responses as gateways, frameworks and batches write them down. */
const FURTHER_RESPONSES: Readonly<Record<string, readonly [string, string]>> = {
  "a gateway's answer for Claude": [
    "openai-chat-completions",
    '{"object":"chat.completion","id":"c1","created":1788225000,"model":"claude-x","usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":1620,"cache_creation_input_tokens":500,"cache_read_input_tokens":1000,"prompt_tokens_details":{"cache_creation_token_details":{"ephemeral_1h_input_tokens":500}}}}',
  ],
  "output of a batch of Vertex AI": [
    "gemini-responses",
    '{"status":"","processed_time":"2026-09-01T09:04:01Z","request":{},"response":{"candidates":[{"finishReason":"STOP"}],"modelVersion":"gemini-2.5-flash","responseId":"g1","usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":10,"totalTokenCount":29}}}',
  ],
  "a message of LangChain's": [
    "unmarked-responses",
    '{"type":"ai","timestamp":"2026-09-01T09:04:01Z","response_metadata":{"model_name":"gpt-4o"},"usage_metadata":{"input_tokens":125,"output_tokens":10,"total_tokens":135,"input_token_details":{"cache_read":100},"output_token_details":{"reasoning":4}}}',
  ],
  "what a model of the AI SDK states": [
    "ai-sdk-usage",
    '{"modelId":"claude-x","timestamp":"2026-09-01T09:04:01Z","usage":{"inputTokens":{"total":1510,"cacheRead":1000,"cacheWrite":500},"outputTokens":{"total":20,"reasoning":5}},"providerMetadata":{"anthropic":{"usage":{"cache_creation":{"ephemeral_1h_input_tokens":500}}}}}',
  ],
  "Gemini's counts in Langfuse": [
    "langfuse-json",
    '{"id":"g1","traceId":"t","type":"GENERATION","startTime":"2026-09-01T09:04:01.001Z","model":"gemini-2.5-flash","usageDetails":{"promptTokenCount":20,"candidatesTokenCount":8,"thoughtsTokenCount":2,"cachedContentTokenCount":5,"totalTokenCount":30}}',
  ],
};

/** A text of a format, to be broken in every way. `lines`: every line of it (under the header of CSV) has an outcome of its own. */
export interface Specimen {
  name: string;
  format: string;
  text: string;
  lines: boolean;
}

/** At least one text of every format there is; a format of which there is no sample needs a few lines above. */
export const SPECIMENS: readonly Specimen[] = [
  ...SAMPLES.filter(([name]) => isText(name)).map(([name, format]) => ({
    name,
    format,
    text: sampleBytes(name).toString(),
    lines: !name.endsWith(".json"),
  })),
  ...Object.entries(FURTHER).map(([format, text]) => ({ name: format, format, text, lines: true })),
  ...Object.entries(FURTHER_RESPONSES).map(([name, [format, text]]) => ({ name, format, text, lines: true })),
  { name: "spans with names of their own", format: "otlp-traces", text: OWN_SPANS, lines: false },
  { name: "a fork's log", format: "codex", text: FORK.join("\n"), lines: true },
  { name: "a logged stream", format: "anthropic-messages", text: STREAMS.join("\n"), lines: true },
  {
    name: "server-sent events",
    format: "anthropic-messages",
    text: STREAMS.map((line) => `event: x\ndata: ${line}\n\n`).join(""),
    lines: false,
  },
];
