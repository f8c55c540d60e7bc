import { completeCall } from "./complete-call";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject } from "./format";
import { type FoundResponse, findResponse } from "./found-response";
import { libraryExtraction } from "./library-usage";

/** Answers of Mistral's OCR, billed by the page: pages with annotations have a price of their own. */
export const mistralOcr: JsonFormat = {
  name: "mistral-ocr",
  recognises: (value) => findResponse(value)?.kind === "ocr",
  open: (context) => ({
    read: (value) => {
      const found = findResponse(value);
      return found ? readOcr(found, context) : reject(null, "not_a_response", "this line holds no response");
    },
  }),
};

const extract = libraryExtraction("mistral", "ocr");

/** Reads an answer of Mistral's OCR. It states neither an id nor a time. */
export function readOcr(found: FoundResponse, context: ReadContext): Reading {
  const { response } = found;
  const extracted = extract({ usage_info: response.usage_info });
  if ("code" in extracted) return reject(extracted.field, extracted.code, extracted.message);
  const kind = isAnnotated(response) ? "annotatedDocumentPages" : "documentPages";
  const calls = extracted.pages > 0 ? { [kind]: extracted.pages } : {};
  const said = { id: null, time: undefined, provider: "mistral", endpoint: "ocr", tokens: extracted.tokens, calls };
  return completeCall(found, said, context);
}

/** The document as a whole has an annotation, or an image of a page has. */
function isAnnotated({ document_annotation, pages }: JsonObject): boolean {
  if ((document_annotation ?? null) !== null) return true;
  const images = (Array.isArray(pages) ? pages : []).flatMap((page: unknown) =>
    isObject(page) && Array.isArray(page.images) ? (page.images as unknown[]) : [],
  );
  return images.some((image) => isObject(image) && (image.image_annotation ?? null) !== null);
}
