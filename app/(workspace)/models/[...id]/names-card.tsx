import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";

interface NamesCardProps {
  id: string;
  snapshots: readonly string[];
  /** Names or patterns the organisation says mean this model. */
  aliases: readonly string[];
}

/** What the model is called in usage. */
export function NamesCard({ id, snapshots, aliases }: NamesCardProps) {
  const names = [
    ...snapshots.map((name) => ({ name, kind: "snapshot" })),
    ...aliases.map((name) => ({ name, kind: "your alias" })),
  ];
  return (
    <Card title="Names" description="What usage may call it." className="break-inside-avoid">
      <ul className="flex flex-col gap-2">
        <li className="flex items-center justify-between gap-3">
          <code className="min-w-0 text-sm wrap-anywhere">{id}</code>
          <CopyButton text={id} />
        </li>
        {names.map(({ name, kind }) => (
          <li key={`${kind} ${name}`} className="flex items-center justify-between gap-3">
            <code className="min-w-0 text-sm wrap-anywhere">{name}</code>
            <Badge>{kind}</Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
