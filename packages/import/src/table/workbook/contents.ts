import { posix } from 'node:path';
import type { Archive } from './archive.ts';
import { plainText } from './cell-text.ts';
import { type Shown, shownAs } from './number-format.ts';
import { type Attributes, readWholeXml, type XmlHandlers } from './xml.ts';

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  /** Whether a person who opens the workbook does not see it. */
  readonly hidden: boolean;
  /** Its part of the archive. */
  readonly part: string;
}

/** What a workbook holds beside its rows. */
export interface Contents {
  readonly sheets: readonly Sheet[];
  readonly from1904: boolean;
  /** The texts that cells refer to by number. */
  readonly texts: readonly string[];
  /** What numbers are shown as, by the number of a cell's style. */
  readonly styles: readonly Shown[];
}

/** Characters of all shared texts, each with what it takes to hold one: half a gibibyte. */
const textLimit = 536_870_912;
const weightOfOne = 32;

/** Bytes of each of the parts that list sheets, styles and other parts: 64 MiB. */
const partLimit = 67_108_864;

/**
 * What a workbook says of itself.
 *
 * @throws Error when it is no workbook, or broken
 */
export const readContents = async (file: string, archive: Archive): Promise<Contents> => {
  const read = (part: string, handlers: XmlHandlers) =>
    readWholeXml(file, upTo(partLimit, archive.bytes(part)), handlers);
  const readWhole = (part: string, handlers: XmlHandlers) =>
    readWholeXml(file, archive.bytes(part), handlers);
  const [workbook] = (await relationsOf(read, archive, '')).filter(is('officeDocument'));
  if (workbook === undefined)
    throw new Error('the archive holds no workbook; save it from the spreadsheet as .xlsx');
  if (workbook.part.endsWith('.bin'))
    throw new Error('it is a binary workbook (.xlsb); save it as .xlsx');
  const relations = await relationsOf(read, archive, workbook.part);
  const { listed, from1904 } = await workbookOf(read, workbook.part);
  const worksheets = new Map(
    relations.filter(is('worksheet')).map(({ id, part }) => [id, part] as const),
  );
  const sheets = listed.flatMap(({ id, name, hidden }) => {
    const part = worksheets.get(id);
    return part === undefined ? [] : [{ name, hidden, part }];
  });
  const partOf = (type: string) => relations.find(is(type))?.part;
  const texts = partOf('sharedStrings');
  const styles = partOf('styles');
  return {
    sheets,
    from1904,
    texts: texts === undefined ? [] : await textsOf(readWhole, texts),
    styles: styles === undefined ? [] : await stylesOf(read, styles),
  };
};

/** The bytes of a part that is held in memory. */
async function* upTo(limit: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limit) throw new Error(`its styles or sheets take more than ${limit} bytes`);
    yield chunk;
  }
}

type Read = (part: string, handlers: XmlHandlers) => Promise<void>;

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly part: string;
}

/** Types are URLs of two standards that end alike. */
const is =
  (type: string) =>
  (relation: Relation): boolean =>
    relation.type.endsWith(`/${type}`);

/** What a part refers to; the archive itself is the part without a name. */
const relationsOf = async (
  read: Read,
  archive: Archive,
  part: string,
): Promise<readonly Relation[]> => {
  const folder = posix.dirname(part);
  const relations: Relation[] = [];
  const at = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(at)) return relations;
  await read(at, {
    open: (name, { Id: id = '', Type: type = '', Target: target = '' }) => {
      if (name !== 'Relationship') return;
      const whole = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      relations.push({ id, type, part: whole });
    },
  });
  return relations;
};

const workbookOf = async (read: Read, part: string) => {
  const listed: { readonly id: string; readonly name: string; readonly hidden: boolean }[] = [];
  let from1904 = false;
  await read(part, {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') from1904 = isTrue(attributes['date1904']);
      if (tag !== 'sheet') return;
      const { name = '', state = 'visible' } = attributes;
      listed.push({ id: relationId(attributes), name, hidden: state !== 'visible' });
    },
  });
  return { listed, from1904 };
};

/** The attribute `r:id`, whatever the prefix. */
const relationId = (attributes: Attributes): string =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';

const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true';

/** Texts may be in runs of different fonts; how they are pronounced (`rPh`) is not part of them. */
const textsOf = async (read: Read, part: string): Promise<readonly string[]> => {
  const texts: string[] = [];
  let text = '';
  let wanted = false;
  let pronounced = false;
  let weight = 0;
  await read(part, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') pronounced = true;
      else if (name === 't') wanted = !pronounced;
    },
    text: (piece) => {
      if (wanted) text += piece;
    },
    close: (name) => {
      if (name === 't') wanted = false;
      else if (name === 'rPh') pronounced = false;
      else if (name === 'si') {
        weight += text.length + weightOfOne;
        if (weight > textLimit) throw new Error('its texts come to more than half a gibibyte');
        texts.push(plainText(text));
      }
    },
  });
  return texts;
};

const stylesOf = async (read: Read, part: string): Promise<readonly Shown[]> => {
  const formats = new Map<number, string>();
  const ids: number[] = [];
  let inCells = false;
  await read(part, {
    open: (name, { numFmtId = '0', formatCode }) => {
      if (name === 'cellXfs') inCells = true;
      else if (name === 'numFmt' && formatCode !== undefined)
        formats.set(Number(numFmtId), formatCode);
      else if (name === 'xf' && inCells) ids.push(Number(numFmtId));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return ids.map((id) => shownAs(id, formats.get(id)));
};
