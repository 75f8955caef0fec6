/** One package may import another: always, or only when a connection string or an option asks for it. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly lazy: boolean;
}

/** What is drawn: names, and who imports whom. Nothing in it leads back to itself. */
export interface Graph {
  readonly nodes: readonly string[];
  readonly edges: readonly Edge[];
}

type Table = Readonly<Record<string, readonly string[]>>;

/**
 * The graph of some packages by the tables of the architecture test. An import that follows from others
 * is left out: the command may import the kernel, but so may everything that it is made of, and an arrow
 * for each such pair would hide the few that say something.
 */
export const graphOf = (nodes: readonly string[], always: Table, lazily: Table): Graph => {
  const edgesOf = (table: Table, lazy: boolean): readonly Edge[] =>
    nodes.flatMap((from) =>
      (table[from] ?? []).filter((to) => nodes.includes(to)).map((to) => ({ from, to, lazy })),
    );
  const direct = edgesOf(always, false);
  const essential = direct.filter(
    ({ from, to }) =>
      !direct.some(
        (first) => first.from === from && first.to !== to && reaches(direct, first.to, to),
      ),
  );
  return { nodes, edges: [...essential, ...edgesOf(lazily, true)] };
};

const reaches = (edges: readonly Edge[], from: string, to: string): boolean =>
  from === to || edges.some((edge) => edge.from === from && reaches(edges, edge.to, to));
