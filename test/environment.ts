import { TestEnvironment } from 'jest-environment-node';

const leave = (): void => process.exit();

/**
 * Node as it is, but for its end. A worker that has nothing left to do takes down its heap piece by
 * piece, which takes longer than the half second that jest waits before it kills a worker and calls
 * it a leak. Here it leaves at once. A test that does leak still keeps the worker, and is still told.
 */
export default class extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    if (!process.listeners('beforeExit').includes(leave)) process.once('beforeExit', leave);
  }
}
