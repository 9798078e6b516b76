/** Lines of offsets, from 1. @param offsets - ascending */
export function linesOf(source: string, offsets: readonly number[]): readonly number[] {
  let line = 1;
  let end = source.indexOf("\n");
  return offsets.map((at) => {
    for (; end !== -1 && end < at; end = source.indexOf("\n", end + 1)) line += 1;
    return line;
  });
}
