import type { CallsByOperation } from "../operation-calls";

/** The catalogue. */
export const modelCalls: CallsByOperation = {
  "GET /api/v1/models": {
    succeeds: () => ({}),
    alsoSucceeds: { "found by a word": () => ({ query: "search=gpt-4.1&provider=openai&limit=1&offset=1" }) },
    fails: { "400 invalid_request": () => ({ query: "limit=0" }) },
  },
  "GET /api/v1/models/{id}": {
    succeeds: () => ({ params: { id: "openai/gpt-4.1" } }),
    alsoSucceeds: { "by a name": () => ({ params: { id: "claude-sonnet-4-5" } }) },
    fails: {
      "400 ambiguous_model": () => ({ params: { id: "gpt-4.1 gemini" } }),
      "404 unknown_model": () => ({ params: { id: "gpt-9" } }),
    },
  },
  "GET /api/v1/models/compare": {
    succeeds: () => ({ query: "model=openai/gpt-4.1-mini&model=openai/gpt-5&model=openai/gpt-4.1" }),
    alsoSucceeds: { "of other providers": () => ({ query: "model=claude-sonnet-4-5&model=google/gemini-2.5-pro" }) },
    fails: {
      "400 invalid_request": () => ({ query: "model=gpt-5" }),
      "400 ambiguous_model": () => ({ query: "model=gpt-5&model=gpt-4.1 gemini" }),
      "404 unknown_model": () => ({ query: "model=gpt-5&model=gpt-9" }),
    },
  },
};
