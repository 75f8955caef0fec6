import type { LogMark } from '@presales/kernel/store';

/** The mark of a log as the store keeps it: JSON, in which whole numbers of any size are text. */
export const markText = ({ id, stream, revision, position, recordedAt }: LogMark): string =>
  JSON.stringify({
    id,
    stream,
    revision: String(revision),
    position: String(position),
    recordedAt,
  } satisfies WrittenMark);

/** The mark that was kept, if there was one. */
export const markOf = (text: string | null): LogMark | undefined => {
  if (text === null) return undefined;
  // Nobody but `markText` writes it, in the transaction that checks the version of the file.
  const { revision, position, ...mark } = JSON.parse(text) as WrittenMark;
  return { ...mark, revision: BigInt(revision), position: BigInt(position) };
};

type WrittenMark = Readonly<Record<keyof LogMark, string>>;
