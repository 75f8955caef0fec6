import { tellOfCampaigns } from './campaigns.ts';
import { tellOfInquiries } from './inquiries.ts';
import { tellOfLeads } from './leads.ts';
import { tellOfTeams } from './people.ts';
import { tellOfPipelines } from './pipelines.ts';
import { randomOf } from './random.ts';
import { ratesOf, tellOfRates } from './rates.ts';
import { type Line, scriptOf } from './script.ts';
import { tellOfTargets } from './targets.ts';
import { counting } from './telling.ts';

/** How long the story is. */
export interface StorySize {
  readonly leads: number;
  readonly inquiries: number;
}

/** The year that `presales demo` tells. */
export const wholeYear: StorySize = { leads: 4_000, inquiries: 420 };

/** The year's commands, in the order of their hours: the same for the same seed, always. */
export const storyOf = (seed: number, size: StorySize): readonly Line[] => {
  const script = scriptOf(seed);
  const random = randomOf(seed);
  const rates = ratesOf(random);
  tellOfPipelines(script, demoActor(seed));
  tellOfRates(script, rates);
  tellOfTeams(script);
  tellOfTargets(script);
  tellOfCampaigns(script);
  const telling = { script, random, rates, next: counting() };
  tellOfInquiries(telling, size.inquiries);
  tellOfLeads(telling, size.leads);
  return script.lines();
};

/** Who gives the story's first command: a demo log is recognised, with its seed, by this name. */
export const demoActor = (seed: number): string => `presales-demo/seed-${seed}`;

/** The seed of the demo that an actor's name tells of. */
export const seedOfDemo = (actor: string): number | undefined => {
  const found = /^presales-demo\/seed-(\d+)$/.exec(actor);
  return found?.[1] === undefined ? undefined : Number(found[1]);
};
