/** Whether what was thrown says that packed data is damaged or ends early. */
export function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(Z|ZSTD)_/.test(String(error.code));
}
