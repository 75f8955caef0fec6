/** Measures one contender once, in a process of its own. */
export type Measure<Result> = (contender: string) => Promise<Result>;

/**
 * Every contender once a round. Odd rounds run backwards, and each round begins one further on, so
 * that nobody is always first, nor always after the same one.
 */
export const interleaved = async <Result>(
  contenders: readonly string[],
  rounds: number,
  measure: Measure<Result>,
): Promise<ReadonlyMap<string, readonly Result[]>> => {
  const results = new Map<string, Result[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < rounds; round++)
    for (const contender of orderOf(contenders, round))
      results.get(contender)?.push(await measure(contender));
  return results;
};

/** The order of a round. */
export const orderOf = <One>(contenders: readonly One[], round: number): readonly One[] => {
  const first = Math.floor(round / 2) % Math.max(1, contenders.length);
  const turned = [...contenders.slice(first), ...contenders.slice(0, first)];
  return round % 2 === 0 ? turned : turned.reverse();
};
