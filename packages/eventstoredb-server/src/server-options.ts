import type { ServerVersion } from './calls/call-context.ts';
import type { SecurityOptions } from './security/security.ts';

/** How a server is started. */
export interface EventStoreDbServerOptions {
  /** The version to behave as where versions differ; by default '24.10'. */
  readonly version?: ServerVersion;
  /** How many nodes the cluster has; by default 1. They share one log. */
  readonly nodes?: number;
  /** The ports to listen at, one for each node; by default free ones. */
  readonly ports?: readonly number[];
  /** The greatest number of bytes of data in one append; by default 1 MiB as on a real server. */
  readonly maxAppendSize?: number;
  /** How many HTTP/2 streams a connection may have open at a time; by default 100 as on a real server. */
  readonly maxConcurrentStreams?: number;
  /** Whether BatchAppend is offered; without it clients append with one call each. By default true. */
  readonly batchAppend?: boolean;
  /** TLS, users and access lists; by default none, as with `--insecure`. */
  readonly security?: boolean | SecurityOptions;
  /** Whether `$by_category` runs, which links every event in `$ce-<category>`. By default false. */
  readonly categoryLinks?: boolean;
  /** Whether nodes can be silenced, by way of a relay that costs time. By default false. */
  readonly relayed?: boolean;
  /** How often consumer groups look at the clock, in milliseconds; by default 1000 as on a real server. */
  readonly groupTick?: number;
  /** Whether the log begins with the events that a real server writes for itself; by default true. */
  readonly systemEvents?: boolean;
  /** The clock, in milliseconds since 1970; by default that of the machine. */
  readonly now?: () => number;
}
