import { actSqlite } from './act-sqlite.ts';
import type { Contender } from './contender.ts';
import { emmettSqlite, emmettSqliteSingle } from './emmett-sqlite.ts';
import { evtstore, evtstoreCached, evtstoreWal } from './evtstore.ts';
import { floor, sealedFloor } from './floor.ts';
import { isInstalled } from './peers.ts';
import { presales, presalesUncached } from './presales.ts';

/** All contenders by their names. */
export const contenders: ReadonlyMap<string, Contender> = new Map(
  [
    floor,
    sealedFloor,
    presales,
    presalesUncached,
    evtstore,
    evtstoreWal,
    evtstoreCached,
    actSqlite,
    emmettSqliteSingle,
    emmettSqlite,
  ].map((contender) => [contender.name, contender]),
);

/** Those of some contenders that can run here: a peer must have been installed. */
export const present = (names: readonly string[]): readonly string[] =>
  names.filter((name) => {
    const peer = contenders.get(name)?.peer;
    return peer === undefined || isInstalled(peer);
  });

/** The peers that are not installed here. */
export const missingPeers = (): readonly string[] => [
  ...new Set(
    [...contenders.values()].flatMap(({ peer }) =>
      peer === undefined || isInstalled(peer) ? [] : [peer],
    ),
  ),
];
