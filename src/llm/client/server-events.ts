/** One server-sent event (HTML Living Standard, 9.2). */
export interface ServerEvent {
  /** Its name; empty for the usual one. */
  readonly name: string;
  readonly data: string;
}

/**
 * Reads server-sent events from pieces of text: any line end, comments, several lines of data, a last event
 * without its blank line. Time is linear in the text.
 *
 * @param onStray - told lines that belong to no event
 */
export async function* readServerEvents(
  pieces: AsyncIterable<string>,
  onStray: (line: string) => void = () => {},
): AsyncGenerator<ServerEvent> {
  let name = "";
  let data: string[] = [];
  for await (const line of linesOf(pieces)) {
    if (line === "") {
      if (data.length > 0) yield { name, data: data.join("\n") };
      name = "";
      data = [];
      continue;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "data") data.push(value);
    else if (field === "event") name = value.trim();
    else if (field !== "" && field !== "id" && field !== "retry") onStray(line);
  }
  if (data.length > 0) yield { name, data: data.join("\n") };
}

/**
 * The lines of a text that comes in pieces; what a line has so far is kept in parts, so that a long one costs
 * no more than its length.
 */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let parts: string[] = [];
  let endsInReturn = false;
  for await (const piece of pieces) {
    const text = endsInReturn && piece.startsWith("\n") ? piece.slice(1) : piece;
    if (piece !== "") endsInReturn = piece.endsWith("\r");
    if (text === "") continue;
    const lines = text.split(/\r\n|\n|\r/);
    for (const [at, line] of lines.entries()) {
      parts.push(line);
      if (at === lines.length - 1) break;
      yield parts.join("");
      parts = [];
    }
  }
  const rest = parts.join("");
  if (rest !== "") yield rest;
}
