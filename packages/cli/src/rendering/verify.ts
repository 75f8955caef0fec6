import type { Finding } from '@presales/kernel/store';
import type { Verification } from '@presales/runtime';
import { harmless } from '../harmless.ts';
import type { Style } from '../style.ts';

/** A finding as a line: how bad it is, where, and what. */
export const renderFinding = (finding: Finding, style: Style): string => {
  const { changesFigures, code, message } = finding;
  const weight = changesFigures ? style.heading('changes figures') : 'other';
  return `${weight}  ${harmless(placeOf(finding))}: ${harmless(message)} ${style.faint(`[${code}]`)}`;
};

const placeOf = ({ position, stream, revision, table, key, code }: Finding): string => {
  const place = [
    ...(position === undefined ? [] : [`position ${position}`]),
    ...(stream === undefined ? [] : [stream]),
    ...(revision === undefined ? [] : [`revision ${revision}`]),
    ...(table === undefined ? [] : [`table ${table}`]),
    ...(key === undefined ? [] : [`row ${key}`]),
  ];
  if (place.length > 0) return place.join(', ');
  return code.startsWith('log/') ? 'log' : 'read models';
};

/** What a verification came to. */
export const renderVerification = (
  { head, events, changingFigures, others, readModels }: Verification,
  notShown: number,
): string => {
  const lines = notShown > 0 ? [`… and ${counted(notShown, 'finding')} more`] : [];
  lines.push(`${counted(events, 'event')} read, up to position ${head}`);
  for (const { name, position } of readModels)
    lines.push(
      position === undefined || position < 0n
        ? `read model ${name}: not there yet, or of another version`
        : `read model ${name}: compared up to position ${position}${position < head ? `, ${head - position} behind the log` : ''}`,
    );
  lines.push(
    changingFigures + others === 0
      ? 'Nothing was found'
      : `${counted(changingFigures, 'finding')} that ${changingFigures === 1 ? 'changes' : 'change'} figures, ${others} ${others === 1 ? 'other' : 'others'}`,
  );
  return lines.join('\n');
};

const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
