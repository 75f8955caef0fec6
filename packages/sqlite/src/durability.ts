/**
 * What an acknowledged commit survives. `full` waits until the disk has it, so that it survives the
 * loss of power. `normal` survives the death of the process, yet the last commits before a power
 * cut may be gone, silently; it is several times faster.
 */
export type Durability = 'full' | 'normal';
