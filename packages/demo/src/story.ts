import { tellOfCampaigns } from './campaigns.ts';
import { tellOfCatalogue } from './catalogue.ts';
import { tellOfCustomers, tellOfInquiries } from './inquiries.ts';
import { tellOfLeads } from './leads.ts';
import { tellOfMailings } from './mailings.ts';
import { marketOf } from './market.ts';
import { tellOfTeams } from './people.ts';
import { tellOfPipelines } from './pipelines.ts';
import { houseProcesses } from './processes.ts';
import { randomOf } from './random.ts';
import { ratesOf, tellOfRates } from './rates.ts';
import { type Rehearsal, rehearse } from './rehearsal.ts';
import { type Line, scriptOf } from './script.ts';
import { tellOfShop } from './shop.ts';
import { tellOfTargets } from './targets.ts';
import { counting } from './telling.ts';

/** How long the story is. */
export interface StorySize {
  readonly leads: number;
  readonly inquiries: number;
}

/** The year that `presales demo` tells. */
export const wholeYear: StorySize = { leads: 2_400, inquiries: 300 };

/** The same people and campaigns with far fewer leads, for tests and quick tries. */
export const shortYear: StorySize = { leads: 60, inquiries: 12 };

/**
 * The year's commands in the order in which they are given, those of the processes among them: always
 * the same for the same seed.
 */
export const storyOf = async (seed: number, size: StorySize): Promise<readonly Line[]> =>
  (await rehearsalOf(seed, size)).lines;

/** The year as it was played through, with the lines that were refused. */
export const rehearsalOf = (seed: number, size: StorySize): Promise<Rehearsal> => {
  const script = scriptOf(seed);
  const random = randomOf(seed);
  const rates = ratesOf(random);
  tellOfPipelines(script, demoActor(seed));
  tellOfRates(script, rates);
  tellOfTeams(script);
  tellOfTargets(script);
  const market = marketOf(tellOfCatalogue(script));
  tellOfCampaigns(script);
  const telling = { script, random, rates, market, next: counting() };
  const customers = tellOfCustomers(telling, Math.ceil(size.inquiries / 3));
  tellOfInquiries(telling, size.inquiries, customers);
  tellOfMailings(telling, customers);
  tellOfShop(telling, Math.ceil(size.inquiries / 2), customers);
  tellOfLeads(telling, size.leads, customers);
  return rehearse(script.lines(), houseProcesses());
};

/** Who gives the story's first command. By this name a demo log and its seed are recognised. */
export const demoActor = (seed: number): string => `presales-demo/seed-${seed}`;

/** The seed of the demo that an actor's name tells of. */
export const seedOfDemo = (actor: string): number | undefined => {
  const found = /^presales-demo\/seed-(\d+)$/.exec(actor);
  return found?.[1] === undefined ? undefined : Number(found[1]);
};
