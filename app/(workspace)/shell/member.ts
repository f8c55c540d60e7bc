/** What the shell shows of who is logged in, and where. */
export interface ShellMember {
  user: { name: string | null; email: string };
  organization: { id: number; name: string };
  organizations: readonly { id: number; name: string }[];
}
