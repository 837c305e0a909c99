/** Pieces that the pages of the account share. */
import type { Child } from 'hono/jsx';
import type { Actor } from '../../domain/actor.ts';
import { draw, Frame } from '../layout.tsx';
import type { Site } from '../site.ts';

interface AccountProps {
  readonly site: Site;
  readonly title: string;
  /** Who is signed in. */
  readonly viewer?: string | undefined;
  readonly children?: Child;
}

export function Account({ site, title, viewer, children }: AccountProps) {
  return (
    <Frame site={site} head={{ title, description: title, hidden: true }} {...(viewer === undefined ? {} : { viewer })}>
      <article class="prose account">
        <h1>{title}</h1>
        {children}
      </article>
    </Frame>
  );
}

export function drawAccount(
  { site, actor }: { readonly site: Site; readonly actor?: Actor | null },
  title: string,
  children: Child,
): string {
  return draw(
    <Account site={site} title={title} viewer={actor?.handle}>
      {children}
    </Account>,
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly type?: string;
  readonly value?: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly autocomplete?: string;
  readonly maxlength?: number;
}

export function Field({ id, label, hint, type = 'text', ...rest }: FieldProps) {
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input id={id} name={id} type={type} {...rest} {...(hint ? { 'aria-describedby': `${id}-hint` } : {})} />
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </p>
  );
}

/** Something that happened, for eyes and for screen readers. */
export function Notice({ says, bad = false }: { readonly says: string; readonly bad?: boolean }) {
  return (
    <p class={bad ? 'notice bad' : 'notice'} role={bad ? 'alert' : 'status'}>
      {says}
    </p>
  );
}
