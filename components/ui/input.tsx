import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { CONTROL_LOOK } from "./control-look";

/** A box for text, numbers and dates. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={classNames(CONTROL_LOOK, "h-9 px-3 placeholder:text-faint", className)} />;
}
