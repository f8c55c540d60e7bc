const HOME = "/overview";

/** Where to go after signing in: a path of ours, whatever an address asks for. */
export function localPath(wanted: string | null): string {
  if (!wanted) return HOME;
  const base = "http://outlay.invalid";
  if (!URL.canParse(wanted, base)) return HOME;
  const url = new URL(wanted, base);
  const isOurs = url.origin === base && wanted.startsWith("/") && !url.pathname.startsWith("//");
  return isOurs && !url.pathname.startsWith("/sign-in") ? `${url.pathname}${url.search}` : HOME;
}
