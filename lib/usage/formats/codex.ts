import { CodexSession } from "./codex-session";
import { isObject, type JsonFormat } from "./format";

const TYPES =
  /^(session_meta|turn_context|event_msg|response_item|compacted|token_usage_record|world_state|inter_agent_communication(_metadata)?|server_request(_resolved)?)$/;

/**
 * Codex's session logs. `token_count` events state the session's usage so far, often several times the same: a call is what
 * changed it. Newer logs have a record of each response besides; where there is any, only these count.
 */
export const codex: JsonFormat = {
  name: "codex",
  recognises: ({ type, payload }) => typeof type === "string" && TYPES.test(type) && isObject(payload),
  open: (context) => {
    const session = new CodexSession(context);
    return { read: (value, line) => session.read(value, line), end: () => session.end() };
  },
};
