"use client";

import { useState } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatPeriod } from "@/lib/spend/format-time";
import type { BackTestJson } from "@/lib/switch/back-test/back-test-to-json";
import { backTestSentence, causeName, driverText, partText, unpricedSentence } from "../../back-test-words";

/** After a switch really happened: what was predicted against what came of it, cause by cause. */
export function BackTestCard({ id, timeZone }: { id: string; timeZone: string }) {
  const [found, setFound] = useState<BackTestJson | null>(null);
  const { busy, problem, fields, submit } = useAction<FormData>(async (entered) => {
    const at = String(entered.get("at"));
    const body = { ...(at ? { at } : {}), days: Number(entered.get("days")) };
    // What was found before answers another question.
    setFound(null);
    setFound(await callApi<BackTestJson>("POST", `/api/v1/scenarios/${id}/back-test`, body));
  });
  return (
    <Card
      title="Did it come true?"
      description="After the switch really happened: predicted from the traffic before it, against what ran on the targets afterwards."
    >
      <form onSubmit={submit} className="flex flex-wrap items-start gap-3 print:hidden">
        <Field
          label="Day of the switch"
          hint="Left open, it is looked for in the traffic."
          error={fields.at}
          className="w-56"
        >
          <Input type="date" name="at" />
        </Field>
        <Field label="Days on both sides" error={fields.days} className="w-36">
          <Input type="number" name="days" min={1} max={90} defaultValue={14} required />
        </Field>
        <Button type="submit" busy={busy} className="mt-6.5">
          Back-test
        </Button>
      </form>
      {problem && (
        <Notice variant="error" className="mt-4">
          {problem}
        </Notice>
      )}
      {found && <Findings found={found} timeZone={timeZone} />}
    </Card>
  );
}

function Findings({ found, timeZone }: { found: BackTestJson; timeZone: string }) {
  const { before, after, parts, difference, drivers } = found;
  const period = ({ from, to }: BackTestJson["before"]) =>
    formatPeriod({ from: new Date(from), to: new Date(to) }, timeZone);
  const unpriced = unpricedSentence(found);
  return (
    <div className="mt-4" aria-live="polite">
      <p className="font-medium text-pretty">{backTestSentence(found, timeZone)}</p>
      <p className="mt-1 text-sm text-muted">
        Predicted from {period(before)}, actual of {period(after)}.{unpriced && ` ${unpriced}`}
      </p>
      <div className="mt-3 overflow-hidden rounded-md border border-line">
        <Table caption="From predicted to actual" className="text-sm">
          <thead>
            <Tr>
              <Th>Cause</Th>
              <Th numeric className="hidden @lg:table-cell">
                Predicted
              </Th>
              <Th numeric className="hidden @lg:table-cell">
                Actual
              </Th>
              <Th numeric>Difference</Th>
            </Tr>
          </thead>
          <tbody>
            {parts.map(({ cause, cost }) => {
              const driver = drivers.find((one) => one.driver === cause);
              const predicted = driver && driverText(cause, driver.predicted);
              const actual = driver && driverText(cause, driver.actual);
              return (
                <Tr key={cause}>
                  <Th scope="row" className="font-normal">
                    {causeName(cause)}
                    {driver && (
                      <span className="block text-xs text-muted tabular-nums @lg:hidden">
                        predicted {predicted}, actual {actual}
                      </span>
                    )}
                  </Th>
                  <Td numeric className="hidden @lg:table-cell">
                    {predicted}
                  </Td>
                  <Td numeric className="hidden @lg:table-cell">
                    {actual}
                  </Td>
                  <Td numeric>{partText(cost)}</Td>
                </Tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr className="border-t border-line-strong font-medium">
              <Th scope="row">Together</Th>
              <Td className="hidden @lg:table-cell" />
              <Td className="hidden @lg:table-cell" />
              <Td numeric>{partText(difference)}</Td>
            </tr>
          </tfoot>
        </Table>
      </div>
    </div>
  );
}
