// Telling the story, and making room for it.
export { clearPlace, type DemoPlace } from './demo-log.ts';
export { PlaceTaken } from './place-taken.ts';
// What questions about it need to know.
export { BASE } from './rates.ts';
export { type StorySize, shortYear, wholeYear } from './story.ts';
export { type TellOptions, tell } from './tell.ts';
export { YEAR } from './timeline.ts';
