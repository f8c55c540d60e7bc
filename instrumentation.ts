/** Runs once before the server answers its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { recoverInterrupted } = await import("@/lib/ingest/recover-interrupted");
  const { resumeReprices } = await import("@/lib/ingest/reprice/run-reprice");
  const { initialOwnerFromSettings } = await import("@/lib/auth/initial-owner");
  const { startAlerts } = await import("@/lib/alerts/start-alerts");
  const { startPreparing } = await import("@/lib/ingest/prepare/start-preparing");
  await recoverInterrupted();
  await resumeReprices();
  await initialOwnerFromSettings();
  startAlerts();
  startPreparing();
}
