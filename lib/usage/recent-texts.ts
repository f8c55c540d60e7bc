const PLACES = 4096;
const LONGEST = 64;
const HASHED = 8;

/** Short texts read lately, so that the same text need not be made anew for every line it stands in. */
export class RecentTexts {
  private readonly texts: string[] = new Array(PLACES).fill("");

  /** What stands between two places of a text. */
  between(text: string, start: number, end: number): string {
    const length = end - start;
    if (length > LONGEST) return text.slice(start, end);
    let hash = length;
    // The end of a name is what tells it from others of its kind.
    for (let at = length > HASHED ? end - HASHED : start; at < end; at += 1)
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const known = this.texts[place] as string;
    if (known.length === length && text.startsWith(known, start)) return known;
    // A slice would keep the whole text it was cut from in memory.
    const fresh = Buffer.from(text.slice(start, end), "utf16le").toString("utf16le");
    this.texts[place] = fresh;
    return fresh;
  }
}
