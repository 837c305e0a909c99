/**
 * Signals that cancel a command. Work on files is synchronous, and no handler can run in it: for a change, which takes
 * milliseconds, that is what we want; while a command only waits for another one, the signal ends it at once, as it ends a
 * program that has no handler.
 */
const handlers = new Map<NodeJS.Signals, () => void>();

/** Until somebody else takes the signal over with `process.removeAllListeners`. */
export function onInterrupt(signal: NodeJS.Signals, act: () => void): void {
  handlers.set(signal, act);
  process.once(signal, act);
}

/** Runs something that blocks and may be ended at any moment. Signals with another handler than ours are left to that. */
export function interruptible<T>(wait: () => T): T {
  const ours = [...handlers].filter(([signal, act]) => process.listeners(signal).includes(act));
  for (const [signal, act] of ours) process.off(signal, act);
  try {
    return wait();
  } finally {
    for (const [signal, act] of ours) process.once(signal, act);
  }
}
