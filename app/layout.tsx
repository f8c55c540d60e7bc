import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { APPLY_THEME } from "@/components/theme/apply-theme";
import { Toasts } from "@/components/ui/toast";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Outlay", template: "%s · Outlay" },
  description: "What your LLM calls cost, why, and what they would cost on another model.",
  applicationName: "Outlay",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f8f9" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1216" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The theme script sets data-theme before React takes over.
    <html lang="en" suppressHydrationWarning>
      <body>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant; it has to run before the first paint. */}
        <script dangerouslySetInnerHTML={{ __html: APPLY_THEME }} />
        {children}
        <Toasts />
      </body>
    </html>
  );
}
