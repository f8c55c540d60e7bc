/** Runs once before the server answers its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { takeUpInterrupted } = await import("@/lib/ingest/take-up-interrupted");
  const { initialOwnerFromSettings } = await import("@/lib/auth/initial-owner");
  const { startAlerts } = await import("@/lib/alerts/start-alerts");
  const { startPreparing } = await import("@/lib/ingest/prepare/start-preparing");
  await takeUpInterrupted();
  await initialOwnerFromSettings();
  startAlerts();
  startPreparing();
}
