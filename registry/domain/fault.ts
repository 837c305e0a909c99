/**
 * Ends this process on purpose, for the tests that kill a hub at every step of publishing:
 *
 *     SOULHUB_FAULT=hub-blobs=kill        SIGKILL to ourselves when a publication comes to `blobs`
 *     SOULHUB_FAULT=hub-blobs@3=kill      when the third one does
 *
 * In normal use that is one comparison for each step.
 */
const WISH = /^hub-([a-z-]+)(?:@(\d+))?=kill$/;

/** @param wish of the environment */
export function faultAt(wish: string | undefined): (step: string) => void | Promise<void> {
  const [, at, count = '1'] = WISH.exec(wish ?? '') ?? [];
  let left = Number(count);
  return (step) => {
    if (step !== at || --left > 0) return;
    process.kill(process.pid, 'SIGKILL');
    // The signal arrives a moment later: nothing more may happen until then.
    return new Promise(() => undefined);
  };
}
