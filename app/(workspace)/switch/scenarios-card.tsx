import { Card } from "@/components/ui/card";
import { listScenarios } from "@/lib/db/queries/scenarios/find-scenarios";
import { type Reader, scenariosToJson } from "@/lib/db/queries/scenarios/scenario-to-json";
import type { ScenarioJson } from "@/lib/switch/scenarios/scenario";
import { monthText } from "./result-sentence";
import { type ListedScenario, ScenarioList } from "./scenario-list";
import { outdatedText } from "./scenario-words";

/** The organisation's scenarios: open, run again, duplicate, compare and delete them. */
export async function ScenariosCard({ reader }: { reader: Reader }) {
  const scenarios = await scenariosToJson(reader, await listScenarios(reader.organizationId));
  if (scenarios.length === 0) {
    return (
      <p className="mt-4 text-sm text-muted print:hidden">
        No scenarios yet: <em>Save as a scenario</em> keeps a question under a name, for everybody in the organisation,
        and says later what has changed.
      </p>
    );
  }
  return (
    <Card
      flush
      title="Scenarios"
      description="Kept what-ifs, for everybody in the organisation, with what they came to when they were last run."
      className="mt-4 print:hidden"
    >
      <ScenarioList
        scenarios={scenarios.map(listed)}
        mayKeep={reader.scopes.includes("ingest")}
        timeZone={reader.timeZone}
      />
    </Card>
  );
}

/** As little as a row needs: a run's rates are many. */
function listed({ lastRun, outdated, ...scenario }: ScenarioJson): ListedScenario {
  const { id, name, createdBy, question, mayDelete } = scenario;
  const { estimatedDifference, fit } = lastRun.result;
  return {
    ...{ id, name, createdBy, question, mayDelete },
    ...{ ranAt: lastRun.ranAt, since: outdatedText(outdated), month: monthText(lastRun.result) },
    result: { estimatedDifference, fit },
  };
}
