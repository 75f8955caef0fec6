import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Attack } from '../attack.ts';
import { disorder } from '../checks/events.ts';
import { readEvents, verified } from '../checks/looked-at.ts';
import { onCopy } from '../harness/copies.ts';
import { Tally } from '../harness/tally.ts';
import { leftOpen } from '../works/left-open.ts';
import { lineOf } from '../works/work.ts';

const header = 32;
const frame = 24 + 4_096;

/** A power cut leaves the end of the write-ahead log away: a prefix is left, and that it is one is told. */
export const cuts: Attack = {
  name: 'cuts',
  about: 'the write-ahead log is cut at frames and at bytes: a whole prefix, and the loss is told',
  rounds: 30,
  round: 'cuts',
  run: async ({ random, rounds, folder, progress }) => {
    const whole = await leftOpen(join(folder, 'whole'), random.whole(0, 2 ** 31));
    const all = await readEvents(join(whole, 'log.db'));
    if ('code' in all) throw new Error(`a log that was left open ends with ${all.code}`);
    const lines = all.value.map((event) => lineOf(event, true));
    const bytes = statSync(join(whole, 'log.db-wal')).size;
    const frames = Math.floor((bytes - header) / frame);
    const places = Array.from({ length: rounds }, (_, nth) =>
      nth % 2 === 0 ? header + random.whole(0, frames) * frame : random.whole(0, bytes),
    );
    const tally = new Tally();
    tally.add('frames to cut at', frames);
    const findings: string[] = [];
    for (const [nth, cut] of places.entries()) {
      const { what, findings: found } = await onCopy(
        whole,
        join(folder, `cut-${cut}-${nth}`),
        (copy) => cutAt(copy, cut, lines),
      );
      tally.add(what);
      findings.push(...found.map((each) => `cut at byte ${cut} of ${bytes}: ${each}`));
      if ((nth + 1) % 10 === 0) progress(`${nth + 1} cuts`);
    }
    return { counts: tally.counts(), findings };
  },
};

const cutAt = async (copy: string, cut: number, lines: readonly string[]) => {
  const file = join(copy, 'log.db');
  truncateSync(`${file}-wal`, cut);
  const found = await readEvents(file);
  if ('code' in found) return { what: `refused: ${found.code}`, findings: [] };
  const left = found.value.map((event) => lineOf(event, true));
  const prefix = [
    ...disorder(found.value),
    ...(left.every((line, nth) => line === lines[nth]) ? [] : ['what is left is no prefix']),
  ];
  if (left.length === lines.length) return { what: 'whole', findings: prefix };
  const { how, said } = await verified(`sqlite:${file}`, 'memory:');
  const told = how === 1 || how === 2;
  return {
    what: told ? 'a prefix, told by verify' : 'a prefix, in silence',
    findings: [
      ...prefix,
      ...(told
        ? []
        : [`${lines.length - left.length} events are gone, verify ends with ${how} ${said}`]),
    ],
  };
};
