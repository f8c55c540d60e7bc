import { expect, test } from "vitest";
import { providerName } from "@/lib/usage/provider-name";

test.each<[string, string | null]>([
  ["gcp.vertex.agent", "google"],
  ["VertexAI", "google"],
  ["google_genai", "google"],
  ["AzureOpenAI", "azure"],
  ["azure_openai", "azure"],
  ["aws_bedrock", "aws"],
  ["Langchain", null],
  ["crewai", null],
  ["openai.responses", "openai"],
  ["of-their-own", "of-their-own"],
])("%s is %s", (stated, name) => {
  expect(providerName(stated, "gpt-5")).toBe(name);
});

test("frameworks and gateways are named by whom they pass requests on to", () => {
  expect(providerName("langchain", "anthropic/claude-sonnet-4-5")).toBe("anthropic");
});
