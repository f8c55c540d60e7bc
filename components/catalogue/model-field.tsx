"use client";

import { type ComponentProps, useId, useState } from "react";
import { Input } from "../ui/input";
import { useFoundModels } from "./use-found-models";

/** Text for a model of the catalogue (`provider/model`), with those that fit it to choose from. */
export function ModelField({ defaultValue = "", ...rest }: Omit<ComponentProps<"input">, "value" | "list">) {
  const list = useId();
  const [text, setText] = useState(String(defaultValue));
  const { found } = useFoundModels(true, text);
  return (
    <>
      <Input {...rest} list={list} value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} />
      <datalist id={list}>
        {found?.models.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}
