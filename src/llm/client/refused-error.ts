/** Headers as fetch gives them. */
export interface HeaderLookup {
  get(name: string): string | null;
}

/** An answer that is a server's refusal, with its words as they came. Never leaves the client. */
export class RefusedError extends Error {
  override readonly name: string = "RefusedError";
  readonly status: number;
  readonly body: string;
  readonly headers: HeaderLookup | null;
  readonly hasBegun: boolean;

  /**
   * @param status - of the answer; 200 for an error that came in the body of one
   * @param hasBegun - whether a part of an answer had come before
   */
  constructor(status: number, body: string, headers: HeaderLookup | null, hasBegun = false) {
    super(`HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
    this.hasBegun = hasBegun;
  }
}
