import type { Graph } from './graph.ts';
import { type Layout, layOut, type Measures, type Point } from './layout.ts';

/** What a box says beside its name, and which colour it has. */
export interface Caption {
  readonly group: Group;
  readonly lines: readonly [string, string];
}

export type Group = keyof typeof groups;

/** What the colours mean. */
const groups = {
  core: { fill: '#e7f0fd', stroke: '#3b6fb6', says: 'the business' },
  store: { fill: '#e6f5ea', stroke: '#3b8a55', says: 'where events and read models are kept' },
  use: { fill: '#fdf0dc', stroke: '#b97a1b', says: 'what a program or a person uses' },
  test: { fill: '#f1edf8', stroke: '#7a62ad', says: 'for tests and measurements' },
} as const;

const measures: Measures = { box: { width: 198, height: 68 }, beside: 26, between: 58 };
const MARGIN = 24;
const LEGEND = 76;
const INK = '#24292f';
const FAINT = '#57606a';

/** A graph as an SVG picture, a caption in each box. */
export const pictureOf = (
  graph: Graph,
  captions: Readonly<Record<string, Caption>>,
  words: { readonly title: string; readonly description: string },
): string => {
  const layout = layOut(graph, measures);
  const width = layout.width + 2 * MARGIN;
  const height = layout.height + 2 * MARGIN + LEGEND;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">`,
    `<title id="title">${escaped(words.title)}</title>`,
    `<desc id="description">${escaped(words.description)}</desc>`,
    '<defs>',
    `<marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 1 L10 5 L0 9 z" fill="${FAINT}"/></marker>`,
    '</defs>',
    `<rect width="${width}" height="${height}" rx="10" fill="#ffffff"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})">`,
    ...layout.lines.map(({ edge, points }) => lineOf(points, edge.lazy)),
    ...graph.nodes.map((name) => boxOf(name, layout, captions[name])),
    '</g>',
    legend(MARGIN, layout.height + MARGIN + 34),
    '</svg>',
    '',
  ].join('\n');
};

const boxOf = (name: string, layout: Layout, caption: Caption | undefined): string => {
  const centre = layout.nodes.get(name);
  if (centre === undefined || caption === undefined) throw new Error(`no caption for ${name}`);
  const { fill, stroke } = groups[caption.group];
  const { width, height } = measures.box;
  const { x, y } = { x: centre.x - width / 2, y: centre.y - height / 2 };
  const [first, second] = caption.lines;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`,
    textAt({ x: centre.x, y: y + 23 }, name, { size: 15, ink: INK, bold: true }),
    textAt({ x: centre.x, y: y + 42 }, first, { size: 11.5, ink: FAINT }),
    textAt({ x: centre.x, y: y + 57 }, second, { size: 11.5, ink: FAINT }),
  ].join('\n');
};

/** A line through its points, upright at each of them. */
const lineOf = (points: readonly Point[], lazy: boolean): string => {
  const path = points.map(({ x, y }, index) => {
    const before = points[index - 1];
    if (before === undefined) return `M${x} ${y}`;
    if (before.x === x) return `L${x} ${y}`;
    const middle = Math.round((before.y + y) / 2);
    return `C${before.x} ${middle} ${x} ${middle} ${x} ${y}`;
  });
  return stroke(path.join(' '), lazy);
};

const stroke = (path: string, lazy: boolean): string =>
  `<path d="${path}" fill="none" stroke="${FAINT}" stroke-width="1.4"${lazy ? ' stroke-dasharray="5 4"' : ''} marker-end="url(#arrow)"/>`;

const legend = (x: number, y: number): string => {
  const colours = Object.values(groups).map(({ fill, stroke: line, says }, index) => {
    const corner = { x: x + (index % 2) * 272, y: y + Math.floor(index / 2) * 26 };
    return [
      `<rect x="${corner.x}" y="${corner.y}" width="18" height="14" rx="3" fill="${fill}" stroke="${line}"/>`,
      textAt({ x: corner.x + 26, y: corner.y + 11.5 }, says, { size: 12, ink: FAINT, start: true }),
    ].join('\n');
  });
  const lines = ['imports', 'loads only when it is asked for'].map((says, index) => {
    const start = { x: x + 590, y: y + index * 26 + 7 };
    return [
      stroke(`M${start.x} ${start.y} L${start.x + 40} ${start.y}`, index === 1),
      textAt({ x: start.x + 50, y: start.y + 4.5 }, says, { size: 12, ink: FAINT, start: true }),
    ].join('\n');
  });
  return [...colours, ...lines].join('\n');
};

interface Font {
  readonly size: number;
  readonly ink: string;
  readonly bold?: true;
  readonly start?: true;
}

const textAt = ({ x, y }: Point, text: string, { size, ink, bold, start }: Font): string =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${ink}"${bold ? ' font-weight="600"' : ''}${start ? '' : ' text-anchor="middle"'}>${escaped(text)}</text>`;

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
