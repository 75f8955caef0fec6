import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mayImport, mayImportLazily } from './architecture/rules.ts';
import { packageFolders } from './architecture/workspace.ts';
import { captions } from './diagram/captions.ts';
import { type Graph, graphOf } from './diagram/graph.ts';
import { layOut } from './diagram/layout.ts';
import { pictureOf } from './diagram/svg.ts';

const path = join(resolve(__dirname, '..'), 'docs/explanation/packages.svg');
const packages = packageFolders();
const graph = graphOf(packages, mayImport, mayImportLazily);

/** What a reader who cannot see the picture hears. */
const description = packages
  .map((name) => {
    const imported = graph.edges.filter(({ from }) => from === name).map(({ to }) => to);
    return imported.length === 0 ? undefined : `${name} imports ${imported.join(', ')}.`;
  })
  .filter((sentence) => sentence !== undefined)
  .join(' ');

describe('the diagram of the packages (npm run diagram)', () => {
  it('has a caption for every package, and for nothing else', () =>
    expect(Object.keys(captions).sort()).toEqual(packages));

  it('is what the table of the architecture says', () => {
    const picture = pictureOf(graph, captions, {
      title: 'The packages, and who imports whom',
      description,
    });
    if (process.env['PRESALES_WRITE_DIAGRAM'] === '1') writeFileSync(path, picture);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(picture);
  });
});

describe('the graph that is drawn', () => {
  it('leaves out an import that follows from others', () =>
    expect(
      graphOf(['top', 'middle', 'base'], { top: ['base', 'middle'], middle: ['base'] }, {}).edges,
    ).toEqual([
      { from: 'top', to: 'middle', lazy: false },
      { from: 'middle', to: 'base', lazy: false },
    ]));

  it('keeps what is loaded when it is asked for, and leaves out what is not there', () =>
    expect(graphOf(['top', 'store'], { top: ['gone'] }, { top: ['store'] }).edges).toEqual([
      { from: 'top', to: 'store', lazy: true },
    ]));
});

describe('the layout', () => {
  const measures = { box: { width: 100, height: 40 }, beside: 20, between: 30 };
  const of = (...edges: readonly (readonly [string, string])[]): Graph => ({
    nodes: [...new Set(edges.flat())],
    edges: edges.map(([from, to]) => ({ from, to, lazy: false })),
  });

  it('puts what imports above what it imports', () => {
    const { nodes } = layOut(of(['a', 'b'], ['b', 'c'], ['a', 'c']), measures);
    expect(['a', 'b', 'c'].map((name) => nodes.get(name)?.y)).toEqual([20, 90, 160]);
  });

  it('lets no boxes of a layer overlap', () => {
    const { nodes } = layOut(of(['a', 'x'], ['b', 'x'], ['c', 'x'], ['d', 'x']), measures);
    const xs = ['a', 'b', 'c', 'd'].map((name) => nodes.get(name)?.x ?? 0).sort((a, b) => a - b);
    expect(xs.slice(1).map((x, index) => x - (xs[index] ?? 0))).toEqual([120, 120, 120]);
  });

  it('crosses no lines where none need cross', () => {
    const { nodes } = layOut(of(['a', 'y'], ['b', 'x'], ['c', 'y'], ['d', 'x']), measures);
    const x = (name: string): number => nodes.get(name)?.x ?? 0;
    expect(Math.sign(x('a') - x('b'))).toBe(Math.sign(x('y') - x('x')));
    expect(Math.sign(x('c') - x('d'))).toBe(Math.sign(x('y') - x('x')));
  });

  it('passes a long line beside the boxes of the layers between', () => {
    const { nodes, lines } = layOut(of(['a', 'b'], ['b', 'c'], ['a', 'c']), measures);
    const long = lines.find(({ edge }) => edge.from === 'a' && edge.to === 'c');
    expect(long?.points).toHaveLength(4);
    expect(Math.abs((long?.points[1]?.x ?? 0) - (nodes.get('b')?.x ?? 0))).toBeGreaterThan(50);
  });
});
