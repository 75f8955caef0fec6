import type { Edge, Graph } from './graph.ts';

/** How large things are drawn, in pixels. */
export interface Measures {
  readonly box: { readonly width: number; readonly height: number };
  /** Between two things side by side. */
  readonly beside: number;
  /** Between one layer and the next. */
  readonly between: number;
}

/** The middle of a thing, or a point that a line passes. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything stands. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Point>;
  /**
   * Each edge with its points from top to bottom: the first and the last on a box, and two at every
   * layer between, where the line runs straight down.
   */
  readonly lines: readonly { readonly edge: Edge; readonly points: readonly Point[] }[];
}

/** A place in a layer: a box, or the point where a long line passes the layer. */
interface Place {
  readonly name: string;
  readonly width: number;
  readonly above: Place[];
  readonly below: Place[];
  x: number;
}

const LINE_WIDTH = 14;
const SWEEPS = 24;

/**
 * Draws a graph in layers (Sugiyama): whatever imports stands above what it imports, lines pass the
 * layers between at places of their own, the order within a layer keeps crossings few, and things stand
 * near the middle of what they are joined with. The same graph is always laid out the same way.
 */
export const layOut = (graph: Graph, measures: Measures): Layout => {
  const layerOf = layersOf(graph);
  const top = Math.max(...layerOf.values());
  const layers: Place[][] = Array.from({ length: top + 1 }, () => []);
  const put = (layer: number, name: string, width: number): Place => {
    const place: Place = { name, width, above: [], below: [], x: 0 };
    layers[layer]?.push(place);
    return place;
  };
  const boxes = new Map(
    graph.nodes.map((name) => [name, put(layerOf.get(name) ?? 0, name, measures.box.width)]),
  );
  const chains = graph.edges.map((edge) => chainOf(edge, layerOf, boxes, put));

  arrange(layers);
  const spread = (places: readonly Place[]): void => space(places, measures.beside);
  for (const layer of layers) spread(layer);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1)
    for (const layer of sweep % 2 === 0 ? layers : layers.toReversed()) {
      for (const place of layer) place.x = pull(place);
      spread(layer);
    }
  return drawn(layers, chains, layerOf, measures);
};

/** The layer of each node: one above the highest of what it imports. */
const layersOf = ({ nodes, edges }: Graph): ReadonlyMap<string, number> => {
  const layers = new Map<string, number>();
  const layerOf = (node: string): number => {
    const known = layers.get(node);
    if (known !== undefined) return known;
    const below = edges.filter(({ from }) => from === node).map(({ to }) => layerOf(to));
    const layer = below.length === 0 ? 0 : Math.max(...below) + 1;
    layers.set(node, layer);
    return layer;
  };
  for (const node of nodes) layerOf(node);
  return layers;
};

type Put = (layer: number, name: string, width: number) => Place;

/** An edge as the places it passes from top to bottom, each joined with the next. */
const chainOf = (
  edge: Edge,
  layerOf: ReadonlyMap<string, number>,
  boxes: ReadonlyMap<string, Place>,
  put: Put,
): { readonly edge: Edge; readonly places: readonly Place[] } => {
  const first = boxes.get(edge.from);
  const last = boxes.get(edge.to);
  if (first === undefined || last === undefined) throw new Error(`no box for ${edge.from}`);
  const places = [first];
  const end = layerOf.get(edge.to) ?? 0;
  for (let layer = (layerOf.get(edge.from) ?? 0) - 1; layer > end; layer -= 1)
    places.push(put(layer, `${edge.from} ${edge.to}`, LINE_WIDTH));
  places.push(last);
  places.forEach((place, index) => {
    const next = places[index + 1];
    if (next === undefined) return;
    place.below.push(next);
    next.above.push(place);
  });
  return { edge, places };
};

/** Orders every layer by the middle of its neighbours, up and down, and keeps the best order met. */
const arrange = (layers: Place[][]): void => {
  const index = (): void => {
    for (const layer of layers)
      layer.forEach((place, at) => {
        place.x = at;
      });
  };
  index();
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings(layers);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const layer of down ? layers.toReversed() : layers) {
      const middles = new Map(
        layer.map((place) => [place, mean(down ? place.above : place.below) ?? place.x]),
      );
      layer.sort((one, other) => (middles.get(one) ?? 0) - (middles.get(other) ?? 0));
      index();
    }
    exchange(layers);
    index();
    const now = crossings(layers);
    if (now >= fewest) continue;
    fewest = now;
    best = layers.map((layer) => [...layer]);
  }
  for (const [at, layer] of layers.entries()) layer.splice(0, layer.length, ...(best[at] ?? []));
  index();
};

/** Exchanges neighbours in a layer wherever that saves a crossing. */
const exchange = (layers: readonly Place[][]): void => {
  for (const layer of layers)
    for (let at = 1; at < layer.length; at += 1) {
      const [left, right] = [layer[at - 1], layer[at]];
      if (left === undefined || right === undefined) continue;
      const before = crossings(layers);
      [left.x, right.x] = [at, at - 1];
      if (crossings(layers) < before) layer.splice(at - 1, 2, right, left);
      else [left.x, right.x] = [at - 1, at];
    }
};

/** How many pairs of lines cross between two layers, all over. */
const crossings = (layers: readonly (readonly Place[])[]): number => {
  let count = 0;
  for (const layer of layers) {
    const lines = layer.flatMap((place) => place.below.map((end) => [place.x, end.x] as const));
    for (const [start, end] of lines)
      for (const [otherStart, otherEnd] of lines)
        if (start < otherStart && end > otherEnd) count += 1;
  }
  return count;
};

const mean = (places: readonly Place[]): number | undefined =>
  places.length === 0 ? undefined : places.reduce((sum, { x }) => sum + x, 0) / places.length;

/** Where a place would stand for its neighbours' sake. Long lines are the stiffer, so that they run straight. */
const pull = (place: Place): number => {
  const stiffness = (other: Place): number =>
    [place, other].filter(({ width }) => width === LINE_WIDTH).length * 4 + 1;
  const neighbours = [...place.above, ...place.below];
  if (neighbours.length === 0) return place.x;
  const whole = neighbours.reduce((sum, other) => sum + stiffness(other), 0);
  return neighbours.reduce((sum, other) => sum + stiffness(other) * other.x, 0) / whole;
};

/**
 * Moves the places of a layer apart until none overlap, each as little as may be: places that push one
 * another form a block, which stands where its members would stand on average.
 */
const space = (layer: readonly Place[], beside: number): void => {
  interface Block {
    readonly members: { readonly place: Place; readonly offset: number }[];
    start: number;
    width: number;
  }
  const blocks: Block[] = [];
  const settle = (block: Block): void => {
    const wished = block.members.map(({ place, offset }) => place.x - offset);
    block.start = wished.reduce((sum, start) => sum + start, 0) / wished.length;
  };
  for (const place of layer) {
    let block: Block = {
      members: [{ place, offset: place.width / 2 }],
      start: 0,
      width: place.width,
    };
    settle(block);
    for (;;) {
      const left = blocks.at(-1);
      if (left === undefined || left.start + left.width + beside <= block.start) break;
      blocks.pop();
      const shift = left.width + beside;
      block = {
        members: [
          ...left.members,
          ...block.members.map((each) => ({ ...each, offset: each.offset + shift })),
        ],
        start: 0,
        width: shift + block.width,
      };
      settle(block);
    }
    blocks.push(block);
  }
  for (const { members, start } of blocks)
    for (const { place, offset } of members) place.x = start + offset;
};

/** The finished drawing, from its top left corner, in whole pixels. */
const drawn = (
  layers: readonly (readonly Place[])[],
  chains: readonly { readonly edge: Edge; readonly places: readonly Place[] }[],
  layerOf: ReadonlyMap<string, number>,
  { box, between }: Measures,
): Layout => {
  const all = layers.flat();
  const left = Math.min(...all.map(({ x, width }) => x - width / 2));
  const right = Math.max(...all.map(({ x, width }) => x + width / 2));
  const yOf = (layer: number): number =>
    (layers.length - 1 - layer) * (box.height + between) + box.height / 2;
  const levels = new Map(layers.flatMap((layer, at) => layer.map((place) => [place, yOf(at)])));
  const at = (place: Place): Point => ({
    x: Math.round(place.x - left),
    y: Math.round(levels.get(place) ?? 0),
  });
  /** Lines that share a box leave it side by side, in the order of where they lead. */
  const port = (place: Place, neighbours: readonly Place[], to: Place): number => {
    const order = [...neighbours].sort((one, other) => one.x - other.x);
    const step = Math.min(26, (box.width - 40) / Math.max(1, order.length - 1));
    return Math.round(at(place).x + (order.indexOf(to) - (order.length - 1) / 2) * step);
  };
  return {
    width: Math.round(right - left),
    height: layers.length * box.height + (layers.length - 1) * between,
    nodes: new Map(
      all.filter(({ name }) => layerOf.has(name)).map((place) => [place.name, at(place)]),
    ),
    lines: chains.map(({ edge, places }) => ({
      edge,
      points: places.flatMap((place, index) => {
        const { x, y } = at(place);
        const [top, bottom] = [y - box.height / 2, y + box.height / 2];
        const [before, after] = [places[index - 1], places[index + 1]];
        if (before === undefined && after !== undefined)
          return { x: port(place, place.below, after), y: bottom };
        if (after === undefined && before !== undefined)
          return { x: port(place, place.above, before), y: top };
        return [
          { x, y: top },
          { x, y: bottom },
        ];
      }),
    })),
  };
};
