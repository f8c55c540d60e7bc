import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail that came. */
export interface ReceivedMail {
  from: string;
  to: string[];
  /** As it came over the wire. */
  raw: string;
}

/** A real SMTP server of this machine that keeps what it gets. */
export interface MailServer {
  url: string;
  mails: ReceivedMail[];
  /** Turns down every recipient with this, where it is set. */
  refusal: { code: number; message: string } | null;
  close(): Promise<void>;
}

/** Starts an SMTP server with one account on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const mail: MailServer = {
    ...{ url: "", mails: [], refusal: null },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = new SMTPServer({
    ...{ authOptional: false, disabledCommands: ["STARTTLS"], allowInsecureAuth: true, logger: false },
    onAuth({ username, password }, _, done) {
      if (username === "outlay" && password === "pass-word") return done(null, { user: username });
      done(Object.assign(new Error("Invalid login"), { responseCode: 535 }));
    },
    onRcptTo(_, __, done) {
      done(mail.refusal && Object.assign(new Error(mail.refusal.message), { responseCode: mail.refusal.code }));
    },
    async onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      const from = envelope.mailFrom ? envelope.mailFrom.address : "";
      mail.mails.push({
        from,
        to: envelope.rcptTo.map(({ address }) => address),
        raw: Buffer.concat(parts).toString(),
      });
      done();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  mail.url = `smtp://outlay:pass-word@127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return mail;
}
