import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Card } from "@/components/ui/card";
import { hasUsers } from "@/lib/auth/initial-owner";
import { timeZones } from "@/lib/spend/time-zones";
import { WelcomeForm } from "./welcome-form";

export const metadata: Metadata = { title: "Welcome" };
export const dynamic = "force-dynamic";

/** The first visit: whoever opens a new Outlay becomes its owner. */
export default async function WelcomePage() {
  if (await hasUsers()) redirect("/sign-in");
  return (
    <>
      <div className="text-center">
        <h1 className="text-2xl font-semibold tracking-tight">Welcome to Outlay</h1>
        <p className="mt-1.5 text-muted">
          Know what your LLM calls cost, why, and what they would cost on another model. First, create the owner’s
          account.
        </p>
      </div>
      <Card>
        <WelcomeForm zones={timeZones()} />
      </Card>
    </>
  );
}
