"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { toast } from "@/components/ui/toast";
import type { ShellMember } from "../member";
import type { Command } from "./command";
import { useCommands } from "./use-commands";

interface PaletteProps extends ShellMember {
  onClose: () => void;
  onShortcuts: () => void;
}

/** Finds pages, models, saved views and whatever else can be done, by a few letters. */
export function Palette({ onClose, onShortcuts, ...member }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const router = useRouter();
  const id = useId();
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const groups = useCommands(search, member, onShortcuts);
  const all = groups.flatMap(({ commands }) => commands);
  const current = Math.min(at, all.length - 1);
  const optionId = (index: number) => `${id}-${index}`;

  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: "nearest" });
  }, [id, current]);

  function run({ does }: Command) {
    onClose();
    if (typeof does === "object") return router.push(does.href);
    Promise.resolve(does()).catch((problem: Error) => toast(problem.message, "error"));
  }

  function onKeyDown(event: KeyboardEvent) {
    const last = all.length - 1;
    const to = { ArrowDown: current < last ? current + 1 : 0, ArrowUp: current > 0 ? current - 1 : last }[event.key];
    const chosen = all[current];
    if (to !== undefined) setAt(to);
    else if (event.key === "Enter" && chosen) run(chosen);
    else return;
    event.preventDefault();
  }

  let index = 0;
  return (
    // The press that closes is a shortcut for the pointer; the keyboard has Escape.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog element handles Escape itself.
    <dialog
      ref={dialog}
      aria-label="Search and commands"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      className="mx-auto mt-[12dvh] mb-auto w-[calc(100vw-2rem)] max-w-xl animate-rise rounded-xl border border-line bg-raised p-0 text-ink shadow-high"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Icon name="search" className="text-muted" />
        <input
          type="text"
          role="combobox"
          aria-label="Search pages, models, saved views and commands"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={all.length > 0 ? optionId(current) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          placeholder="Where to, or what to do?"
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent outline-none placeholder:text-faint"
        />
        <span aria-hidden="true" className="rounded-sm border border-line-strong px-1.5 font-mono text-2xs text-muted">
          Esc
        </span>
      </div>
      <div id={`${id}-list`} role="listbox" aria-label="Found" className="h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
        {groups.map(({ name, commands }) => (
          <fieldset key={name} aria-label={name} className="min-w-0">
            <p aria-hidden="true" className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
              {name}
            </p>
            {commands.map((command) => {
              const own = index++;
              return (
                <Option
                  key={command.id}
                  id={optionId(own)}
                  command={command}
                  isCurrent={own === current}
                  onPoint={() => setAt(own)}
                  onChoose={() => run(command)}
                />
              );
            })}
          </fieldset>
        ))}
      </div>
      {all.length === 0 && (
        <p role="status" className="px-4 pb-4 text-muted">
          Nothing is called that.
        </p>
      )}
    </dialog>
  );
}

interface OptionProps {
  id: string;
  command: Command;
  isCurrent: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Option({ id, command, isCurrent, onPoint, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the focus stays in the box above, whose keys choose.
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      onMouseMove={isCurrent ? undefined : onPoint}
      onClick={onChoose}
      className={classNames(
        "flex cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5",
        isCurrent && "bg-accent-soft text-accent",
      )}
    >
      <Icon name={command.icon} className={isCurrent ? undefined : "text-muted"} />
      <span className="min-w-0 flex-1 truncate">{command.label}</span>
      {command.hint && <span className={isCurrent ? "text-xs" : "text-xs text-muted"}>{command.hint}</span>}
    </div>
  );
}
