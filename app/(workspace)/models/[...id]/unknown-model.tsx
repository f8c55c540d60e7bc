import { hrefWith } from "@/components/filters/page-params";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { UnknownModel as Unknown } from "@/lib/pricing/match-model";

const PROBLEMS: Readonly<Record<Unknown["reason"], string>> = {
  unknown_model: "The catalogue has no model of that name.",
  unknown_provider: "No provider that is known sells a model of that name.",
  ambiguous_provider: "More than one provider has a model of that name: choose one.",
};

/** There is no model of the name in the address. */
export function UnknownModelPage({ id, reason }: { id: string; reason: Unknown["reason"] }) {
  const search = id.split("/").at(-1) ?? id;
  return (
    <EmptyState
      wholePage
      icon="search"
      title={`No model “${id}”`}
      description={
        <p className="break-words">{PROBLEMS[reason]} Usage under such a name has no price until you say what it is.</p>
      }
      actions={
        <>
          <ButtonLink variant="primary" href={hrefWith("/models", new URLSearchParams(), { search })}>
            Search the catalogue
          </ButtonLink>
          <ButtonLink href="/models/unknown">Say what it is</ButtonLink>
        </>
      }
    />
  );
}
