/**
 * A key in words, so that two people can compare it by telephone: twelve words, one for each of the first twelve bytes of
 * SHA-256 over the key. 96 bits are out of reach for whoever wants another key with the same words.
 *
 *     ribbon cedar lantern moss · otter valley piano chalk · heron quartz river ember
 *
 * The list never changes: its order is what gives a key its words.
 */
import { createHash } from 'node:crypto';

const WORDS: readonly string[] = `
  apple arrow autumn bacon badge bamboo banana barrel basket beacon beaver berry bishop blanket blossom bottle
  bracket branch bread breeze bridge bronze bucket butter button cabin cactus camel camera candle canoe canvas
  carbon cargo carpet carrot castle cattle cedar cellar cement chalk cherry chimney cinema circus citrus cliff
  clover cobalt cobra coconut coffee comet compass copper coral cotton cradle crayon cricket crown crystal cuckoo
  cushion dagger daisy dancer desert diamond dinner dolphin donkey dragon drawer drum eagle echo eclipse elbow
  elephant ember emerald engine envelope fabric falcon farmer feather fiddle finger flame flute forest fossil
  fountain freight frost galaxy garden garlic gazelle ginger giraffe glacier globe goblet granite grape guitar
  hammer harbour harvest hazel helmet heron hollow honey horizon hunter iceberg igloo indigo island ivory jacket
  jaguar jasmine jigsaw juniper kayak kernel kettle kitten ladder lagoon lantern laurel lemon leopard lettuce
  library lily linen lizard lobster lotus magnet magpie mango maple marble meadow melon mercury meteor mirror
  monkey moss mountain mustard napkin nectar needle nickel nutmeg oasis ocean octopus olive onion orange orbit
  orchid otter oyster paddle palace panda panther paper parrot peanut pebble pelican pencil pepper petal piano
  pigeon pilot pirate planet plaza pocket poem polar pony poppy potato prairie puzzle quartz quilt rabbit radar
  raven ribbon river robin rocket rubber saddle salmon sandal saturn scarf school shadow shark silver sketch
  sparrow spider squid stable statue summer sunset swan table tiger timber tomato tower tractor trumpet tulip
  tunnel turtle umbrella valley vanilla velvet village violet walnut whale willow winter wizard wolf yellow zebra
  zinc zipper`
  .trim()
  .split(/\s+/);

const COUNT = 12;
const GROUP = 4;

/** @param key the bytes that make it what it is: 32 of Ed25519, or the DER form */
export function keyWords(key: Uint8Array): string {
  const digest = createHash('sha256').update(key).digest().subarray(0, COUNT);
  const words = [...digest].map((byte) => WORDS[byte] ?? '');
  const groups = Array.from({ length: COUNT / GROUP }, (_, at) => words.slice(at * GROUP, (at + 1) * GROUP).join(' '));
  return groups.join(' · ');
}
