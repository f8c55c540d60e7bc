import Link from "next/link";
import { modelHref } from "@/components/catalogue/model-href";
import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icon";
import { ModelPicker } from "./model-picker";

interface ColumnHeadProps {
  id: string;
  name: string;
  deprecated: boolean;
  /** The organisation has a price of its own for it. */
  ownPrice: boolean;
  /** Ids of all columns. */
  ids: readonly string[];
  params: string;
  /** The address without this column; null for the only one. */
  removeHref: string | null;
}

/** A model at the head of its column, to be exchanged or taken away. */
export function ColumnHead({ id, name, deprecated, ownPrice, ids, params, removeHref }: ColumnHeadProps) {
  return (
    <th scope="col" className="min-w-0 px-3 py-2.5 text-left font-normal md:px-4 group-data-tight/compare:max-md:px-2">
      <Link
        href={modelHref(id)}
        className="block rounded-sm text-sm font-semibold break-words hover:underline md:text-lg group-data-tight/compare:max-md:text-xs"
      >
        {name}
      </Link>
      <span className="hidden text-xs wrap-anywhere text-muted sm:block">{id}</span>
      <span className="flex flex-wrap gap-1">
        {deprecated && <Badge variant="warning">deprecated</Badge>}
        {ownPrice && <Badge variant="accent">your price</Badge>}
      </span>
      <span className="mt-1 flex flex-wrap items-center gap-1 print:hidden">
        <ModelPicker replaces={id} replacesName={name} ids={ids} params={params} />
        {removeHref && (
          <Link
            href={removeHref}
            scroll={false}
            prefetch={false}
            aria-label={`Remove ${name}`}
            title="Remove"
            className="grid size-7 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
          >
            <Icon name="close" className="size-3.5" />
          </Link>
        )}
      </span>
    </th>
  );
}
