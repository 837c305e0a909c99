/**
 * One text, from characters to findings. It is judged once as it stands; then everything that hides in it is made plain
 * and judged again: what invisible characters spell, what is encoded (three deep), what is enciphered or cut apart, what
 * a parser makes of its front matter.
 */
import { contextOf, weigh } from './context.ts';
import { forgedSpots, invisibleSpots, zoneSpots } from './hidden.ts';
import { judge } from './judge.ts';
import { encodedSpots, trickSpots } from './plain.ts';
import { type Finding, step } from './report.ts';
import { HIDDEN } from './rules/hidden.ts';
import { findingsOf, type Spot } from './spots.ts';
import { strip } from './text/invisible.ts';
import { valuesOf } from './text/values.ts';
import { markupOf } from './text/zones.ts';

export function scanSource(text: string, file: string): readonly Finding[] {
  return findingsOf([...spotsIn(text), ...valueSpots(text, file)], text, file);
}

function spotsIn(text: string): readonly Spot[] {
  const shown = strip(text);
  return [...invisibleSpots(shown.runs), ...shownSpots(shown.text).map((spot) => moved(spot, shown.at))];
}

/** What is in the values that a reader of the source does not see. It weighs more where it was made to be missed. */
function valueSpots(text: string, file: string): readonly Spot[] {
  const values = valuesOf(text, file);
  if (values === undefined) return [];
  return spotsIn(values.text)
    .flatMap((spot): Spot[] => {
      if (!values.isMade(spot.start, spot.end)) return [spot];
      const { start, end } = spot;
      const encoded: Spot = { rule: HIDDEN.encoded, severity: HIDDEN.encoded.severity, start, end };
      return [{ ...spot, severity: step(spot.severity, 1) }, encoded];
    })
    .map((spot) => moved(spot, values.at));
}

/** What is in the text without its invisible characters. */
function shownSpots(text: string): readonly Spot[] {
  const markup = markupOf(text);
  const judged = judge(text);
  const context = contextOf(text, markup, judged);
  return [
    ...judged.places.map((place) => ({
      rule: place.rule,
      severity: weigh(place, context),
      start: place.start,
      end: place.end,
      ...(place.why && { why: place.why }),
    })),
    ...zoneSpots(judged, markup, text),
    ...forgedSpots(judged),
    ...encodedSpots(text, markup),
    ...trickSpots(text, judged),
  ];
}

/** Back to offsets in the file, where invisible characters were taken out. */
function moved(spot: Spot, at: Int32Array | undefined): Spot {
  if (at === undefined) return spot;
  return { ...spot, start: at[spot.start] ?? spot.start, end: at[spot.end] ?? spot.end };
}
