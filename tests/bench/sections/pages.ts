import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "@playwright/test";
import type { Application } from "../application";
import { quantiles } from "../measure";
import type { Section } from "../section";
import { FILE_FROM, FILE_TO } from "../usage-file";

const TIMES = 15;

/** What one visit of the overview page measured. */
interface Visit {
  /** Milliseconds from navigation until the chart's canvas shows something. */
  drawnMs: number;
  layoutShift: number;
  scriptBytes: number;
  scriptBytesGzipped: number;
}

/** The overview page in a browser. */
export const pagesSection: Section = {
  name: "pages",
  title: "the overview page in Chromium, 1440 × 900, nothing cached",
  async run({ records }, applications) {
    const application = await applications.filledWith(records);
    const executablePath = process.env.OUTLAY_TEST_BROWSER;
    const browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      // Browsers do not start sandboxed as root, as in most containers.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    try {
      const visits: Visit[] = [];
      const state = await signIn(browser, application);
      for (let time = 0; time < TIMES; time += 1) visits.push(await visit(browser, application, state));
      const drawn = quantiles(visits.map(({ drawnMs }) => drawnMs));
      const [last] = visits.slice(-1) as [Visit];
      return [
        { what: "first-load JavaScript, gzipped", value: last.scriptBytesGzipped / 1000, unit: "kB" },
        { what: "the same, unpacked", value: last.scriptBytes / 1000, unit: "kB" },
        { what: "navigation to drawn chart, median", value: drawn.median, unit: "ms" },
        { what: "navigation to drawn chart, 95th percentile", value: drawn.p95, unit: "ms" },
        { what: "layout shift", value: Math.max(...visits.map((one) => one.layoutShift)), unit: "", atMost: 0 },
      ];
    } finally {
      await browser.close();
    }
  },
};

type SignedIn = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>;

async function signIn(browser: Browser, { url, email, password }: Application): Promise<SignedIn> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/overview/);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function visit(browser: Browser, { url }: Application, storageState: SignedIn): Promise<Visit> {
  const context = await browser.newContext({ storageState, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const scripts: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.body());
  });
  // tsx names functions by a helper that the page does not have.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.addInitScript(watchPage);
  await page.goto(`${url}/overview?from=${FILE_FROM}&to=${FILE_TO}`);
  const drawnMs = await untilDrawn(page);
  await page.waitForLoadState("networkidle");
  const layoutShift = await page.evaluate(() => (window as unknown as Watched).layoutShift);
  const bodies = await Promise.all(scripts);
  await context.close();
  return {
    ...{ drawnMs, layoutShift },
    scriptBytes: bodies.reduce((sum, body) => sum + body.length, 0),
    scriptBytesGzipped: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0),
  };
}

/** What `watchPage` leaves in the page. */
interface Watched {
  layoutShift: number;
  drawnMs?: number;
}

async function untilDrawn(page: Page): Promise<number> {
  const drawn = await page.waitForFunction(() => (window as unknown as Watched).drawnMs);
  return (await drawn.jsonValue()) as number;
}

/** Runs in the page before anything else of it: adds up layout shifts and notes when a canvas shows something. */
function watchPage(): void {
  const watched = window as unknown as Watched;
  watched.layoutShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.layoutShift += (entry as unknown as { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
  const small = document.createElement("canvas");
  small.width = small.height = 16;
  const look = () => {
    const canvas = document.querySelector("canvas");
    const context = small.getContext("2d", { willReadFrequently: true });
    if (canvas && context && canvas.width > 0) {
      context.drawImage(canvas, 0, 0, 16, 16);
      if (context.getImageData(0, 0, 16, 16).data.some((byte) => byte > 0)) {
        watched.drawnMs = performance.now();
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
