import type { ParsedItem, Reading } from "./formats/format";
import { copyOf, KEPT_OF_REJECT, keptOfReject, type NumberedLine } from "./line-limit";

/** Puts what a format made of a line among the items; answers how many readings carry no usage by design. */
export function addItems(items: ParsedItem[], read: Reading | readonly Reading[], line: NumberedLine): number {
  if (!Array.isArray(read)) return addItem(items, read as Reading, line);
  let ignored = 0;
  for (const reading of read) ignored += addItem(items, reading, line);
  return ignored;
}

function addItem(items: ParsedItem[], reading: Reading, line: NumberedLine): number {
  switch (reading.kind) {
    case "record":
      // Written out: a spread costs as much as all the rest of a line.
      items.push({
        kind: "record",
        line: reading.line ?? line.line,
        record: reading.record,
        grain: reading.grain,
        identity: reading.identity,
      });
      return 0;
    case "billed":
      items.push({ ...reading, line: reading.line ?? line.line });
      return 0;
    case "reject":
      items.push({
        ...reading,
        line: reading.line ?? line.line,
        raw: reading.raw === undefined ? keptOfReject(line) : copyOf(reading.raw.slice(0, KEPT_OF_REJECT)),
      });
      return 0;
    case "ignored":
      return 1;
  }
}
