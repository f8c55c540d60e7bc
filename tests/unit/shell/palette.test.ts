import { describe, expect, test } from "vitest";
import { PAGES } from "@/app/(workspace)/shell/pages";
import { type CommandGroup, findCommands } from "@/app/(workspace)/shell/palette/command";
import { shortcutOf } from "@/app/(workspace)/shell/palette/shortcuts";

const command = (label: string, words?: string) => ({
  ...{ id: label, label, icon: "models" as const, does: { href: "/" } },
  ...(words && { words }),
});
const GROUPS: CommandGroup[] = [
  { name: "Pages", commands: [command("What changed?"), command("Overview"), command("Models")] },
  { name: "Period", commands: [command("30 days", "range"), command("90 days", "range")] },
];
const labels = (search: string) =>
  findCommands(GROUPS, search).flatMap(({ commands }) => commands.map((one) => one.label));

describe("commands are found", () => {
  test.each([
    ["", ["What changed?", "Overview", "Models", "30 days", "90 days"]],
    ["  MOD ", ["Models"]],
    ["range 90", ["90 days"]],
    ["period", ["30 days", "90 days"]],
    ["o", ["Overview", "Models", "30 days", "90 days"]],
    ["nothing", []],
  ])("by %o", (search, found) => expect(labels(search)).toEqual(found));
});

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe("a press stands for", () => {
  test("the palette with either command key, and for nothing of the browser's own", () => {
    expect(shortcutOf(press("k", { ctrlKey: true }), false)).toBe("palette");
    expect(shortcutOf(press("K", { metaKey: true }), true)).toBe("palette");
    expect(shortcutOf(press("k", { ctrlKey: true, altKey: true }), false)).toBeNull();
    expect(shortcutOf(press("g", { ctrlKey: true }), false)).toBeNull();
    expect(shortcutOf(press("o", { metaKey: true }), true)).toBeNull();
  });

  test("a page after g only", () => {
    expect(shortcutOf(press("o"), false)).toBeNull();
    expect(shortcutOf(press("g"), false)).toBe("first");
    expect(shortcutOf(press("g"), true)).toBe("first");
    expect(shortcutOf(press("o"), true)).toEqual({ href: "/overview" });
    expect(shortcutOf(press("x"), true)).toBeNull();
  });

  test("one page each", () => {
    const letters = PAGES.map(({ letter }) => letter);
    expect(new Set(letters).size).toBe(letters.length);
    expect(letters).not.toContain("g");
  });
});
