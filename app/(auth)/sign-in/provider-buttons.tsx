"use client";

import { signIn } from "next-auth/react";
import { Button } from "@/components/ui/button";

interface ProviderButtonsProps {
  providers: readonly { id: string; name: string }[];
  target: string;
}

/** Ways to sign in besides a password, as far as they are set up. */
export function ProviderButtons({ providers, target }: ProviderButtonsProps) {
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-5">
      {providers.map(({ id, name }) => (
        <Button key={id} onClick={() => void signIn(id, { callbackUrl: target })}>
          Continue with {name}
        </Button>
      ))}
    </div>
  );
}
