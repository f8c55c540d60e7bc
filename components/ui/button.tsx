"use client";

import { type ComponentProps, useSyncExternalStore } from "react";
import { type ButtonLook, buttonLook } from "./button-look";
import { Spinner } from "./spinner";

/**
 * A button. While `busy` it shows a spinner and cannot be pressed. One that submits a form can be pressed only once the
 * page's code runs: before, the browser would send the fields, passwords too, as a part of the address.
 */
export function Button({
  variant,
  size,
  busy = false,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ComponentProps<"button"> & ButtonLook & { busy?: boolean }) {
  const isRunning = useSyncExternalStore(subscribeToNothing, isInBrowser, isOnServer);
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy || (type === "submit" && !isRunning)}
      aria-busy={busy || undefined}
      className={buttonLook({ variant, size }, className)}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}

const subscribeToNothing = () => () => undefined;
const isInBrowser = () => true;
const isOnServer = () => false;
