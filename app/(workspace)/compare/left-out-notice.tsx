import Link from "next/link";
import { MOST_COMPARED } from "@/components/catalogue/model-href";
import { hrefWith } from "@/components/filters/page-params";
import { Notice } from "@/components/ui/notice";
import type { CompareView } from "./compare-view";

type Left = CompareView["left"][number];

/** Says which models of the address are not shown, and why. */
export function LeftOutNotice({ left }: { left: readonly Left[] }) {
  if (left.length === 0) return null;
  return (
    <Notice variant="warning" title="Not everything in the address can be shown" className="mb-4">
      <ul>
        {left.map((one) => (
          <li key={one.text} className="break-words">
            “{one.text}”: {reasonOf(one)}{" "}
            {one.reason !== "too_many" && (
              <Link
                href={hrefWith("/models", new URLSearchParams(), { search: lastPart(one.text) })}
                className="font-medium text-ink underline underline-offset-2"
              >
                Search the catalogue
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function reasonOf({ reason }: Left): string {
  switch (reason) {
    case "too_many":
      return `only ${MOST_COMPARED} models fit beside each other.`;
    case "ambiguous_provider":
      return "more than one provider has a model of that name: choose one.";
    case "unknown_provider":
      return "no provider that is known sells it.";
    case "unknown_model":
      return "the catalogue does not have it.";
  }
}

function lastPart(text: string): string {
  return text.split("/").at(-1) ?? text;
}
