import fc from "fast-check";
import { expect, test } from "vitest";
import { Places } from "@/lib/ingest/places";

test("never more than there are, nor more of one owner than may be, and everybody gets in", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ owner: fc.constantFrom("a", "b", "c"), fails: fc.boolean() }), { maxLength: 30 }),
      fc.scheduler(),
      async (visits, scheduler) => {
        const places = new Places(4, 2);
        const inside: string[] = [];
        let entered = 0;
        const visiting = visits.map(({ owner, fails }) =>
          places
            .within(owner, async () => {
              inside.push(owner);
              entered += 1;
              expect(inside.length).toBeLessThanOrEqual(4);
              expect(inside.filter((one) => one === owner).length).toBeLessThanOrEqual(2);
              await scheduler.schedule(Promise.resolve());
              inside.splice(inside.indexOf(owner), 1);
              if (fails) throw new Error("failed inside");
            })
            .catch((error: Error) => expect(error.message).toBe("failed inside")),
        );
        await scheduler.waitFor(Promise.all(visiting));
        expect(entered).toBe(visits.length);
      },
    ),
  );
});
