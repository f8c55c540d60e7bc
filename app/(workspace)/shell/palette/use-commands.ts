"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { signOut } from "next-auth/react";
import { useEffect, useState } from "react";
import { callApi } from "@/components/api/call-api";
import { modelHref } from "@/components/catalogue/model-href";
import { useFoundModels } from "@/components/catalogue/use-found-models";
import { hrefWith } from "@/components/filters/page-params";
import { THEMES } from "@/components/theme/apply-theme";
import { chooseTheme, THEME_LABELS } from "@/components/theme/chosen-theme";
import { VIEW_PAGE_NAMES } from "@/components/views/view-page-names";
import { RANGE_PRESETS } from "@/lib/spend/range-presets";
import { type SavedView, VIEW_PATHS, viewHref } from "@/lib/spend/saved-view";
import type { ShellMember } from "../member";
import { PAGES } from "../pages";
import { switchOrganization } from "../switch-organization";
import { type CommandGroup, findCommands } from "./command";

/** So many models are listed. */
const MOST_MODELS = 6;

/** Pages that are no part of the navigation. */
const FURTHER_PAGES = [
  { href: "/explore/records", label: "Records", words: "requests calls receipts" },
  { href: "/models/unknown", label: "Models without a price", words: "unknown unpriced" },
  { href: "/budgets/alerts", label: "Alerts that fired", words: "budgets thresholds anomalies" },
  { href: "/settings/alerts", label: "Where alerts go", words: "channels e-mail slack webhook" },
  { href: "/uploads/reconciliation", label: "Reconciliation", words: "overlap billed invoice" },
  { href: "/settings/alerts", label: "Alert channels", words: "e-mail slack webhook notifications" },
  { href: "/budgets/alerts", label: "Alerts", words: "anomalies delivery log fired" },
  { href: "/settings/prices", label: "Prices and names", words: "overrides aliases reprice" },
  { href: "/settings/rate-limits", label: "Rate limits", words: "own limits usage tier tokens per minute" },
  { href: "/settings/api-keys", label: "API keys", words: "tokens" },
  { href: "/settings/members", label: "Members", words: "people invite roles" },
  { href: "/settings/organization", label: "Organisation", words: "time zone sample data" },
  { href: "/settings/profile", label: "Profile", words: "name password" },
] as const;

/** What the palette can do that has to do with a search. */
export function useCommands(search: string, member: ShellMember, onShortcuts: () => void): CommandGroup[] {
  const views = useViews();
  const period = usePeriodHref();
  const router = useRouter();
  const words = search.trim();
  const { found } = useFoundModels(words !== "", words);
  const switchTo = async (id: number) => {
    await switchOrganization(id);
    router.refresh();
  };
  const groups: CommandGroup[] = [
    {
      name: "Pages",
      commands: [
        ...PAGES.map(({ href, label, icon, letter }) => {
          return { id: href, label, icon, hint: `g ${letter}`, does: { href } };
        }),
        ...FURTHER_PAGES.map(({ href, label, words: more }) => {
          return { id: href, label, words: more, icon: "chevronRight" as const, does: { href } };
        }),
      ],
    },
    {
      name: "Saved views",
      commands: views.map((view) => ({
        ...{ id: view.id, label: view.name, icon: "bookmark" as const, hint: VIEW_PAGE_NAMES[view.page] },
        does: { href: viewHref(view) },
      })),
    },
    {
      name: "Period",
      commands: Object.entries(RANGE_PRESETS).map(([range, label]) => ({
        ...{ id: range, label, words: "range time", icon: "calendar" as const, does: { href: period(range) } },
      })),
    },
    {
      name: "Theme",
      commands: THEMES.map((theme) => ({
        ...{ id: `theme ${theme}`, label: `${THEME_LABELS[theme]} theme`, words: "mode colours" },
        ...{ icon: "settings" as const, does: () => chooseTheme(theme) },
      })),
    },
    {
      name: "Organisations",
      commands: member.organizations
        .filter(({ id }) => id !== member.organization.id)
        .map(({ id, name }) => ({
          ...{ id: `organization ${id}`, label: name, words: "switch organization", icon: "people" as const },
          does: () => switchTo(id),
        })),
    },
    {
      name: "More",
      commands: [
        {
          id: "shortcuts",
          label: "Keyboard shortcuts",
          words: "keys help",
          icon: "question",
          hint: "?",
          does: onShortcuts,
        },
        { id: "print", label: "Print this page", words: "paper pdf", icon: "file", does: () => window.print() },
        {
          ...{ id: "log out", label: "Log out", words: "sign out", icon: "logOut" },
          does: () => signOut({ callbackUrl: "/sign-in" }) as Promise<void>,
        },
      ],
    },
  ];
  const models = words === "" ? [] : (found?.models ?? []);
  return [
    ...findCommands(groups, search),
    // The search of models has its own idea of what fits.
    ...(models.length > 0 ? [{ name: "Models", commands: models.slice(0, MOST_MODELS).map(modelCommand) }] : []),
  ];
}

function modelCommand({ id, name, provider }: { id: string; name: string; provider: string }) {
  return { id, label: name, icon: "models" as const, hint: provider, does: { href: modelHref(id) } };
}

/** The saved views, asked for when the palette opens; without them it works too. */
function useViews(): readonly SavedView[] {
  const [views, setViews] = useState<readonly SavedView[]>([]);
  useEffect(() => {
    let isWanted = true;
    callApi<{ views: SavedView[] }>("GET", "/api/v1/views").then(
      (answer) => isWanted && setViews(answer.views),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return views;
}

/** Where a period leads: the same page where it is about spend, otherwise the overview. */
function usePeriodHref(): (range: string) => string {
  const path = usePathname();
  const params = new URLSearchParams(useSearchParams());
  const isAboutSpend = Object.values<string>(VIEW_PATHS).includes(path);
  return (range) =>
    isAboutSpend
      ? hrefWith(path, params, { range, from: null, to: null, cursor: null })
      : hrefWith(VIEW_PATHS.overview, new URLSearchParams(), { range });
}
