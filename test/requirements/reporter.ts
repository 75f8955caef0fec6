import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { carried, requirementsPage, uncarried } from './coverage.ts';

/** What we read of jest's configuration of a run. */
interface RunConfig {
  readonly rootDir: string;
  readonly testPathPatterns: { readonly patterns: readonly string[] };
  readonly testNamePattern?: string;
  readonly onlyChanged: boolean;
  readonly onlyFailures: boolean;
  readonly shard?: unknown;
}

/** What we read of a run's results: every file with the titles of its tests. */
interface RunResults {
  readonly testResults: readonly {
    readonly testFilePath: string;
    readonly testResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
    }[];
  }[];
}

/**
 * Compares the page of requirements with the tests that jest has just listed, and fails the run when
 * it is stale or a number in scope has no test. A run of some tests only says nothing about it.
 */
export class RequirementsReporter {
  readonly #config: RunConfig;
  #fault: Error | undefined;

  constructor(config: RunConfig) {
    this.#config = config;
  }

  onRunComplete(_: unknown, { testResults }: RunResults): void {
    const { rootDir } = this.#config;
    if (!isComplete(this.#config)) return;
    const all = carried(
      testResults.flatMap(({ testFilePath, testResults: tests }) =>
        tests.map(({ ancestorTitles, title }) => ({
          file: relative(rootDir, testFilePath),
          titles: [...ancestorTitles, title],
        })),
      ),
    );
    const page = requirementsPage(all);
    const path = join(rootDir, 'docs/reference/requirements.md');
    if (process.env['PRESALES_WRITE_REQUIREMENTS'] === '1') writeFileSync(path, page);
    const missing = uncarried(all);
    if (missing.length > 0)
      this.#fault = new Error(`no test carries ${missing.join(', ')} in its title`);
    else if (!existsSync(path) || readFileSync(path, 'utf8') !== page)
      this.#fault = new Error(
        'docs/reference/requirements.md is stale: npm run requirements writes it anew',
      );
    if (this.#fault !== undefined) process.stderr.write(`\n${this.#fault.message}\n`);
  }

  getLastError(): Error | undefined {
    return this.#fault;
  }
}

/** Whether every test file was asked for. */
const isComplete = (config: RunConfig): boolean =>
  config.testPathPatterns.patterns.length === 0 &&
  !config.onlyChanged &&
  !config.onlyFailures &&
  config.shard === undefined &&
  (config.testNamePattern === undefined || process.env['PRESALES_WRITE_REQUIREMENTS'] === '1');
