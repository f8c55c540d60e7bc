import { Notice } from "@/components/ui/notice";

/** Shown to members who may look but not change. */
export function AdminsOnly({ what }: { what: string }) {
  return <Notice>Owners and admins {what}. Ask one of them if you need a change.</Notice>;
}
