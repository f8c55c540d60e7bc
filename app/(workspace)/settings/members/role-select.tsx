"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiFailure, callApi } from "@/components/api/call-api";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast-store";
import type { Role } from "@/lib/auth/roles";

interface RoleSelectProps {
  userId: string;
  name: string;
  role: Role;
  roles: readonly Role[];
}

export function RoleSelect({ userId, name, role, roles }: RoleSelectProps) {
  const router = useRouter();
  const [chosen, choose] = useState(role);

  async function change(next: Role) {
    choose(next);
    try {
      await callApi("PATCH", `/api/v1/members/${userId}`, { role: next });
      toast(`${name} is ${next} now.`);
      router.refresh();
    } catch (error) {
      choose(role);
      toast(error instanceof ApiFailure ? error.message : "The role could not be changed.", "error");
    }
  }

  return (
    <Select
      className="min-w-24"
      aria-label={`Role of ${name}`}
      value={chosen}
      onChange={(event) => void change(event.target.value as Role)}
    >
      {roles.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </Select>
  );
}
