/** Names of today that browsers and Node.js know and do not list: they list what the places were called before. */
const NAMES_OF_TODAY = [
  ...["America/Nuuk", "Asia/Ho_Chi_Minh", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Yangon", "Atlantic/Faroe"],
  ...["Europe/Kyiv", "Pacific/Chuuk", "Pacific/Kanton", "Pacific/Pohnpei"],
];

/** Names of the time zones an organisation can report in, UTC first. */
export function timeZones(): string[] {
  const listed = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"));
  const known = NAMES_OF_TODAY.filter(isKnown);
  return ["UTC", ...[...new Set([...listed, ...known])].sort()];
}

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}
