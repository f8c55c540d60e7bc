/** The input is no format Outlay knows (or is empty); the message says what was found and what is nearest. */
export class UnrecognisedFormat extends Error {
  readonly code: "unrecognised_format" | "empty_input";

  constructor(code: "unrecognised_format" | "empty_input", message: string) {
    super(message);
    this.name = "UnrecognisedFormat";
    this.code = code;
  }
}
