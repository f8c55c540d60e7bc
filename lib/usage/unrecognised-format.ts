type UnrecognisedCode = "unrecognised_format" | "empty_input" | "mapping_does_not_fit";

/** The input is no format Outlay knows (or is empty); the message says what was found and what is nearest. */
export class UnrecognisedFormat extends Error {
  readonly code: UnrecognisedCode;

  constructor(code: UnrecognisedCode, message: string) {
    super(message);
    this.name = "UnrecognisedFormat";
    this.code = code;
  }
}
