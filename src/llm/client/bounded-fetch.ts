/** Largest answer that is read, bytes (32 MiB). */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** `fetch` whose body errors once it is larger than {@link MAX_ANSWER_BYTES}, so that no server can fill the memory. */
export async function boundedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  if (response.body === null || length <= MAX_ANSWER_BYTES) return response;
  let read = 0;
  const body = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        read += chunk.byteLength;
        if (read > MAX_ANSWER_BYTES) controller.error(new Error("the answer is too large"));
        else controller.enqueue(chunk);
      },
    }),
  );
  return new Response(body, response);
}
