import { z } from "zod";
import { LONGEST_VIEW_NAME, LONGEST_VIEW_QUERY, VIEW_PAGES } from "@/lib/spend/saved-view";
import { answerOf, NOTHING, type Resource } from "./operation";
import { uuidInPath } from "./parameters";
import { instant, name, uuid } from "./value-schemas";

const page = z.enum(VIEW_PAGES).describe("The page whose state it is.");
const sentName = name.max(LONGEST_VIEW_NAME);
const sentQuery = z
  .string()
  .max(LONGEST_VIEW_QUERY)
  .meta({
    description: "The query of the page's address, without a question mark.",
    examples: ["range=month&filter.project=checkout"],
  });
const shared = z.boolean().describe("Every member sees it, not only who made it. Viewers cannot share.");
const ID = uuidInPath("id", "Id of the view.");

const view = z.strictObject({
  id: uuid,
  name,
  page,
  query: z.string(),
  shared: z.boolean(),
  mine: z.boolean().describe("The caller made it."),
  canChange: z.boolean().describe("The caller may change and delete it."),
  path: z.string().regex(/^\//).describe("Where it leads."),
  createdAt: instant,
  updatedAt: instant,
});

/** Saved views. */
export const views: Resource = {
  name: "Saved views",
  description: "Named states of the pages about spend, of one person or shared in the organisation.",
  requests: {
    NewView: z.strictObject({ name: sentName, page, query: sentQuery, shared: shared.default(false) }),
    ViewChanges: z.strictObject({
      name: sentName.optional(),
      query: sentQuery.optional(),
      shared: shared.optional(),
    }),
  },
  answers: {
    View: view,
    ViewList: z.strictObject({ views: z.array(view) }),
  },
  paths: {
    "/api/v1/views": {
      get: {
        operationId: "listViews",
        summary: "The views that the caller sees, by name",
        description: "A person's own and those that are shared; to an API key, those that are shared.",
        access: "read",
        answers: { 200: answerOf("The views.", "ViewList") },
      },
      post: {
        operationId: "createView",
        summary: "Save a state of a page under a name",
        access: "read",
        body: "NewView",
        answers: { 201: answerOf("It is saved.", "View") },
        errors: { 403: ["people_only", "cannot_share"], 409: ["too_many"] },
      },
    },
    "/api/v1/views/{id}": {
      patch: {
        operationId: "changeView",
        summary: "Rename a view, share it, or save another state in it",
        description: "One's own; administrators may change what others share.",
        access: "read",
        parameters: [ID],
        body: "ViewChanges",
        answers: { 200: answerOf("The view.", "View") },
        errors: { 403: ["people_only", "cannot_share"], 404: ["not_found"] },
      },
      delete: {
        operationId: "deleteView",
        summary: "Delete a view",
        description: "One's own; administrators may delete what others share.",
        access: "read",
        parameters: [ID],
        answers: { 204: NOTHING },
        errors: { 403: ["people_only"], 404: ["not_found"] },
      },
    },
  },
};
