/**
 * Letters of other alphabets that look like Latin ones, after case folding. A small part of the confusables of UTS 39:
 * only what can stand unnoticed inside an English word.
 */
const PAIRS =
  'аaвbсcеeнhіiјjкkмmоoрpѕsтtуyхxԁdԛqԝwһhӏlѵvгrпnүyґr' + // Cyrillic
  'αaβbεeηnιiκkνvοoρpτtυuχxγyωwςcσo' + // Greek
  'օoսuհhոnցgյjսuաw' + // Armenian
  'ꭰdꮯcꮇmꮋhꮪsꭺaꭼe'; // Cherokee, small letters

let table: Map<number, number> | undefined;

function build(): Map<number, number> {
  const built = new Map<number, number>();
  for (let at = 0; at + 1 < PAIRS.length; at += 2) built.set(PAIRS.charCodeAt(at), PAIRS.charCodeAt(at + 1));
  return built;
}

/** The Latin letter a character is mistaken for, or 0. */
export function latinTwin(code: number): number {
  table ??= build();
  return table.get(code) ?? 0;
}
