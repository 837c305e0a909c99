/** A text of a package, as it is read on a page. */
import type { Rendered } from './markdown.ts';
import type { Site } from './site.ts';

interface PersonaProps {
  readonly site: Site;
  readonly shown: Rendered;
  readonly lang: string;
  readonly raw: string;
}

export function Persona({ site, shown, lang, raw }: PersonaProps) {
  return (
    <>
      <div class="persona" lang={lang === 'und' ? undefined : lang} dangerouslySetInnerHTML={{ __html: shown.html }} />
      {shown.cut && (
        <p class="notice">
          {site.say('The text is longer than a page should be. ', '全文过长，未完整显示。')}
          <a href={raw}>{site.say('Read all of it', '阅读全文')}</a>
        </p>
      )}
    </>
  );
}
