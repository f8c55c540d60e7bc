import type { ReactNode } from "react";
import { requireMember } from "@/lib/auth/current-member";
import { Keyboard } from "./shell/palette/keyboard";
import { PhoneBar } from "./shell/phone-bar";
import { Sidebar } from "./shell/sidebar";

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const { user, organization, organizations } = await requireMember();
  const member = {
    user: { name: user.name, email: user.email },
    organization: { id: organization.id, name: organization.name },
    organizations,
  };
  return (
    <div className="md:flex">
      <a
        href="#content"
        className="sr-only z-40 rounded-md bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <Sidebar {...member} />
      <PhoneBar {...member} />
      <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 py-6 outline-none sm:px-6 lg:px-8">
        <div className="mx-auto max-w-7xl">{children}</div>
      </main>
      <Keyboard {...member} />
    </div>
  );
}
