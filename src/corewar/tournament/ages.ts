/** Ages of a hill's members: how many warriors have got on it since they did, themselves counted. */
export type Ages = Readonly<Record<string, number>>;

/**
 * Ages after a challenge. Who has just got on is 1; everybody else is older by the number of those; a member of which nothing is known,
 * as on a hill that was begun by hand, is taken for 1 before.
 *
 * @param members - names of those that are on the hill now
 * @param arrived - names of those among them that have just got on
 */
export function agesAfter(ages: Ages, members: readonly string[], arrived: readonly string[]): Ages {
  const came = arrived.filter((id) => members.includes(id));
  return Object.fromEntries(
    members.map((id) => [
      id,
      came.includes(id) ? 1 : (Object.hasOwn(ages, id) ? (ages[id] ?? 1) : 1) + came.length,
    ]),
  );
}
