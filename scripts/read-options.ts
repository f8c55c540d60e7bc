import { type ParseArgsConfig, parseArgs } from "node:util";

/** The options of a command, which ends with `code` and how it is used when it is given others. */
export function readOptions<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  usage: string,
  options: Options,
  code = 1,
) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${(error as Error).message.split(". ")[0]}. Usage: ${usage}`);
    process.exit(code);
  }
}
