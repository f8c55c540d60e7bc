import { KeyTable } from "./key-table";

/** Groups of a piece's settings that are alike in what a table keeps of them, apart by outcomes of conditions. */
export class SettingGroups {
  private readonly groups: KeyTable;
  private readonly group: Int32Array;
  /** For each setting the group it was last in, and under which code. */
  private readonly known: Int32Array;
  private readonly knownCodes: Int32Array;

  /** `fill` puts what is kept of a setting into a group's words, but for the last one: that is the code. */
  constructor(
    settings: number,
    words: number,
    private readonly fill: (setting: number, group: Int32Array) => void,
  ) {
    this.groups = new KeyTable(words);
    this.group = new Int32Array(words);
    this.known = new Int32Array(settings).fill(-1);
    this.knownCodes = new Int32Array(settings);
  }

  /** The group of records with a setting and a code. */
  of(setting: number, code: number): number {
    const known = this.known[setting] as number;
    if (known >= 0 && this.knownCodes[setting] === code) return known;
    this.fill(setting, this.group);
    this.group[this.group.length - 1] = code;
    const number = this.groups.numberOf(this.group);
    this.known[setting] = number;
    this.knownCodes[setting] = code;
    return number;
  }

  /** The words of all groups, one after another. */
  keys(): Int32Array {
    return this.groups.keys();
  }
}
