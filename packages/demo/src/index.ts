export { clearPlace, type DemoPlace } from './demo-log.ts';
export { PlaceTaken } from './place-taken.ts';
export { BASE } from './rates.ts';
export { type StorySize, seedOfDemo, shortYear, wholeYear } from './story.ts';
export { type TellOptions, tell } from './tell.ts';
export { YEAR } from './timeline.ts';
