// Jest loads reporters as they are; this one hands over to TypeScript.
import { tsImport } from 'tsx/esm/api';

const { RequirementsReporter } = await tsImport('./reporter.ts', import.meta.url);
export default RequirementsReporter;
