/** The three kinds of package. Alone in its file, because commands that must be quick need nothing else of the manifest. */
export const KINDS = ['soul', 'skill', 'team'] as const;
export type Kind = (typeof KINDS)[number];
