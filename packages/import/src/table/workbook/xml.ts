import { loadPackage, missingPackages } from '../load-package.ts';
import { recordLimit } from '../table-format.ts';

/** What is told of a part of a workbook while it is read. Names are without their prefix. */
export interface XmlHandlers {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Attributes by their whole name: `r:id`. */
export type Attributes = Readonly<Record<string, string>>;

/** What is used of the package saxes; only this file knows it. */
interface Saxes {
  readonly SaxesParser: new () => {
    readonly on: (<Handler>(event: string, handler: Handler) => void) &
      ((event: 'opentag', handler: (tag: Tag) => void) => void);
    readonly write: (text: string) => unknown;
    readonly close: () => unknown;
  };
}

interface Tag {
  readonly name: string;
  readonly attributes: Attributes;
}

/** How deep elements may stand in one another; in a workbook they stand a dozen deep. */
const depthLimit = 256;

/**
 * Reads XML strictly. It yields nothing after each chunk, so that whoever iterates takes what the
 * handlers have gathered before more is read.
 *
 * @throws Error where it is not well-formed, has a document type, or its elements are larger or
 *   deeper than those of any workbook
 */
export async function* readXml(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
): AsyncGenerator<undefined> {
  const saxes = await loadPackage<Saxes>('saxes');
  if (saxes === undefined) throw missingPackages(file, 'a workbook', ['yauzl', 'saxes']);
  const parser = new saxes.SaxesParser();
  let depth = 0;
  let unheard = 0;
  parser.on('error', (error: Error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('it has a document type, which no workbook has');
  });
  parser.on('opentag', ({ name, attributes }) => {
    unheard = 0;
    depth += 1;
    if (depth > depthLimit) throw new Error(`elements stand more than ${depthLimit} deep`);
    handlers.open?.(local(name), attributes);
  });
  parser.on('text', (text: string) => handlers.text?.(text));
  parser.on('cdata', (text: string) => handlers.text?.(text));
  parser.on('closetag', ({ name }: Tag) => {
    unheard = 0;
    depth -= 1;
    handlers.close?.(local(name));
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of chunks) {
    unheard += chunk.length;
    parser.write(decoder.decode(chunk, { stream: true }));
    if (unheard > recordLimit) throw new Error(`an element is longer than ${recordLimit} bytes`);
    yield;
  }
  parser.write(decoder.decode());
  parser.close();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads XML to its end; what it says is with the handlers. */
export const readWholeXml = async (
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
): Promise<void> => {
  for await (const _ of readXml(file, chunks, handlers));
};
