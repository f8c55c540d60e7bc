import { FactSources } from "@/components/catalogue/fact-sources";
import type { FactText } from "@/components/catalogue/fact-text";
import { StateMark } from "@/components/catalogue/state-mark";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";

/** A fact with its name. */
export interface NamedFact {
  name: string;
  fact: FactText;
  /** The fact is whether the model can do something: only its state is shown. */
  isYesOrNo?: boolean;
}

interface FactTableProps {
  title: string;
  description?: string;
  facts: readonly NamedFact[];
}

/** Facts with their states, and who says so; those nobody states share a line. */
export function FactTable({ title, description, facts }: FactTableProps) {
  const stated = facts.filter(({ fact }) => fact.state !== "unknown");
  const unknown = facts.filter(({ fact }) => fact.state === "unknown").map(({ name }) => name);
  return (
    <Card title={title} description={description} flush className="break-inside-avoid">
      <Table caption={title} className="table-fixed">
        <thead className="sr-only">
          <tr>
            <Th>Fact</Th>
            <Th>Value</Th>
            <Th>Source</Th>
          </tr>
        </thead>
        <tbody>
          {stated.map(({ name, fact, isYesOrNo = false }) => (
            <Tr key={name}>
              <Th scope="row" className="w-2/5 align-top font-normal text-muted sm:w-1/3">
                {name}
              </Th>
              <Td className="align-top">
                <FactValue fact={fact} isYesOrNo={isYesOrNo} />
                <FactSources sources={fact.sources} shown={shownAlone(fact, isYesOrNo)} className="mt-0.5 @xl:hidden" />
              </Td>
              <Td className="hidden align-top @xl:table-cell">
                <FactSources sources={fact.sources} shown={shownAlone(fact, isYesOrNo)} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {unknown.length > 0 && (
        <div className="border-t border-line px-4 py-2.5 sm:px-5">
          <StateMark state="unknown" />
          <p className="text-sm text-muted">No source says: {unknown.join(", ")}.</p>
        </div>
      )}
    </Card>
  );
}

function FactValue({ fact: { text, state }, isYesOrNo }: { fact: FactText; isYesOrNo: boolean }) {
  if (isYesOrNo || text === null) return <StateMark state={state} />;
  return (
    <>
      <span className="block break-words tabular-nums">{text}</span>
      {state === "conflicting" && <StateMark state={state} className="text-xs" />}
    </>
  );
}

/** What is shown already; the mark of a conflict alone says less than the sources. */
function shownAlone({ text, state }: FactText, isYesOrNo: boolean): string | null {
  return isYesOrNo && state === "conflicting" ? null : text;
}
