import { expect, test } from "vitest";
import type { RecordItem, RejectItem } from "@/lib/usage/formats/format";
import { instant } from "../../../support/usage";
import { parse } from "../parse";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const created = (model: string) => ({
  type: "session.created",
  event_id: "e1",
  session: { object: "realtime.session", model },
});
const done = (id: string, further: object = {}) => ({
  type: "response.done",
  event_id: `event_${id}`,
  response: {
    object: "realtime.response",
    id,
    status: "completed",
    usage: {
      total_tokens: 275,
      input_tokens: 127,
      output_tokens: 148,
      input_token_details: {
        ...{ text_tokens: 119, audio_tokens: 8, cached_tokens: 70 },
        cached_tokens_details: { text_tokens: 64, audio_tokens: 6 },
      },
      output_token_details: { text_tokens: 36, audio_tokens: 112 },
    },
    ...further,
  },
});

test("a response has the model of its session, and its audio is a part of what went in and out", () => {
  const log = lines(
    created("gpt-realtime"),
    { type: "response.created", event_id: "e2", response: {} },
    done("resp_1"),
  );
  const { items, format, ignored } = parse(log);
  expect({ format, ignored }).toEqual({ format: "openai-realtime", ignored: 2 });
  expect((items[0] as RecordItem).record).toMatchObject({
    id: "resp_1",
    provider: "openai",
    model: "gpt-realtime",
    endpoint: "realtime",
    tokens: { input: 127, cacheRead: 70, audioInput: 8, cacheReadAudio: 6, output: 148, audioOutput: 112 },
    uncertainties: ["time_of_upload"],
  });
});

test.each(["data", "event", "message"])("a log that writes around the events, as %s, tells their time", (place) => {
  const around = (event: object, second: number) => ({ timestamp: `2026-11-03T09:14:0${second}Z`, [place]: event });
  const log = [created("gpt-realtime"), done("resp_1"), created("gpt-realtime-mini"), done("resp_2")].map(around);
  const records = parse(lines(...log)).items.map((item) => (item as RecordItem).record);
  expect(records).toMatchObject([
    { model: "gpt-realtime", timestamp: instant("2026-11-03T09:14:01Z"), uncertainties: [] },
    { model: "gpt-realtime-mini", timestamp: instant("2026-11-03T09:14:03Z") },
  ]);
});

test("a cancelled response counts what it used; one that failed without usage is ignored", () => {
  const log = lines(
    created("gpt-realtime"),
    done("a", { status: "cancelled" }),
    done("b", { status: "failed", usage: null }),
  );
  expect(parse(log)).toMatchObject({ items: [{ kind: "record" }], ignored: 2 });
});

test("without its session a response is rejected, not lost", () => {
  expect(parse(lines(done("resp_1"))).items as RejectItem[]).toMatchObject([
    { field: "session.model", code: "missing" },
  ]);
});

test("what was said to it is transcribed by a model of its own, which is billed beside", () => {
  const session = (transcription: object) => ({
    ...{ type: "session.updated", event_id: "e0" },
    session: { object: "realtime.session", model: "gpt-realtime", ...transcription },
  });
  const said = (item: string, usage: object) => ({
    ...{ type: "conversation.item.input_audio_transcription.completed", event_id: `e_${item}` },
    ...{ item_id: item, content_index: 0, transcript: "Hi", usage },
  });
  const tokens = { type: "tokens", input_tokens: 13, output_tokens: 9, total_tokens: 22 };
  const details = { input_token_details: { text_tokens: 0, audio_tokens: 13 } };
  const log = [
    said("item_0", tokens),
    session({ audio: { input: { transcription: { model: "gpt-4o-transcribe" } } } }),
    said("item_1", { ...tokens, ...details }),
    session({ input_audio_transcription: { model: "whisper-1" } }),
    said("item_2", { type: "duration", seconds: 3 }),
  ];
  const { items, ignored } = parse(lines(...log));
  const endpoint = "audio_transcriptions";
  expect(items).toMatchObject([
    { kind: "reject", field: "request.model" },
    {
      record: {
        id: "item_1/0",
        endpoint,
        model: "gpt-4o-transcribe",
        tokens: { input: 13, audioInput: 13, output: 9 },
      },
    },
    { record: { id: "item_2/0", endpoint, model: "whisper-1", calls: { audioSeconds: 3 } } },
  ]);
  expect(ignored).toBe(2);
});
