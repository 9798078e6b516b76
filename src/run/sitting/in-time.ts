/** A result that comes before the signal aborts; `null` where it was too late. */
export async function inTime<T>(coming: Promise<T>, late: AbortSignal): Promise<T | null> {
  try {
    return await coming;
  } catch (error) {
    if (late.aborted && error === late.reason) return null;
    throw error;
  }
}
