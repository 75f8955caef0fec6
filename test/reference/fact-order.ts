import type { Aspect, AspectTable } from '@presales/kernel';
import type { Behaviour } from './behaviour.ts';
import { code, table } from './markdown.ts';

/**
 * Which facts each command is never dated before, as the aggregate's table and its decider have it: what
 * it undoes or rests on, and what its events settle anew.
 */
export const whatFollowsWhat = (
  order: { readonly settles: AspectTable; readonly follows: AspectTable } | undefined,
  commands: readonly string[],
  { events }: Behaviour,
): readonly string[] => {
  if (order === undefined)
    return [
      'What happens says itself from which day on it holds, so it may be entered in any order.',
    ];
  const { settles, follows } = order;
  const aspects = [...new Set(Object.values(settles).flat().map(nameOf))];
  return [
    `A command takes the time of the last fact that it follows, where it can have been meant so, and is
else refused with \`before-fact\` ([B21](../../decisions/business.md#b21)).`,
    table(
      ['command', 'follows the last fact about'],
      commands.map((type) => {
        const own = (events.get(type) ?? []).flatMap((event) => settles[event] ?? []);
        const followed = [...new Set([...(follows[type] ?? []), ...own].map(textOf))];
        return [code(type), followed.join('; ') || 'nothing: it may be entered late'];
      }),
    ),
    table(
      ['what', 'facts about it'],
      aspects.map((aspect) => [
        aspect,
        Object.keys(settles)
          .filter((type) => settles[type]?.some((settled) => nameOf(settled) === aspect))
          .map(code)
          .join(', '),
      ]),
    ),
  ];
};

/** An aspect, and by which fields one of several is told apart. */
const textOf = (aspect: Aspect): string =>
  typeof aspect === 'string'
    ? aspect
    : `${aspect.aspect} (of the same ${aspect.by.map(code).join(' and ')})`;

const nameOf = (aspect: Aspect): string => (typeof aspect === 'string' ? aspect : aspect.aspect);
