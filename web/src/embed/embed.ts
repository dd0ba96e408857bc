/**
 * The element that shows an image inside another page of the same origin:
 *
 *     <script type="module" src="image-anatomy/embed.js"></script>
 *     <image-anatomy src="images/nginx.tar" section="files" path="/etc/passwd"></image-anatomy>
 *
 * A script of its own, with nothing of the page in it: it only places a frame with the page, found beside this script. Attributes:
 * `src`; `section` with `path` (files) or `layer` (layers), or `view`, the whole fragment of an address; `lang` and `theme` (`light`,
 * `dark`, `auto`), which otherwise follow the surrounding page; `title`. What is inside the element is for browsers without scripts.
 */
const words = {
  en: {
    title: (name: string) => `Anatomy of the image ${name}`,
    elsewhere: 'This image lies on another site, and is not asked for: only images of this site can be shown here.',
    none: 'No image was named to show here.',
  },
  pt: {
    title: (name: string) => `Anatomia da imagem ${name}`,
    elsewhere: 'Esta imagem está em outro site e não é pedida: aqui só aparecem imagens deste site.',
    none: 'Nenhuma imagem foi indicada para aparecer aqui.',
  },
};

// From source, the script lies two folders below the page.
const page = new URL(import.meta.env.DEV ? '../../' : './', import.meta.url);

// Built by script, which no policy of styles forbids. `height` is only where it starts.
const styles = new CSSStyleSheet();
styles.replaceSync(
  `:host { display: block; box-sizing: border-box; height: 32rem; min-height: 12rem; max-width: 100%; overflow: hidden; resize: vertical }
   :host([hidden]) { display: none }
   iframe { display: block; width: 100%; height: 100%; border: 0 }
   p { margin: 1em }`,
);

class ImageAnatomyElement extends HTMLElement {
  static readonly observedAttributes = ['src', 'section', 'path', 'layer', 'view', 'lang', 'theme', 'title'];

  private readonly root = this.attachShadow({ mode: 'open' });
  private readonly frame = document.createElement('iframe');
  private readonly text = document.createElement('p');
  /** What the frame was told last, to say only what is new. */
  private shown = { address: '', view: '' };
  private readonly surroundings = new MutationObserver(() => this.tellAppearance());
  private readonly system = matchMedia('(prefers-color-scheme: dark)');
  private isDue = false;

  constructor() {
    super();
    this.root.adoptedStyleSheets = [styles];
    this.frame.loading = 'lazy';
    this.frame.addEventListener('load', () => this.tellAppearance());
  }

  connectedCallback(): void {
    const attributes = { attributes: true, attributeFilter: ['lang', 'class', 'style', 'data-theme'] };
    for (const element of [document.documentElement, document.body]) this.surroundings.observe(element, attributes);
    this.system.addEventListener('change', this.tellAppearance);
    this.update();
  }

  disconnectedCallback(): void {
    this.surroundings.disconnect();
    this.system.removeEventListener('change', this.tellAppearance);
    // In its next place the frame begins anew.
    this.shown = { address: '', view: '' };
  }

  /** Several attributes change one after the other; the frame moves once. */
  attributeChangedCallback(): void {
    if (!this.isConnected || this.isDue) return;
    this.isDue = true;
    queueMicrotask(() => {
      this.isDue = false;
      if (this.isConnected) this.update();
    });
  }

  private update(): void {
    const { language, theme } = this.appearance();
    const own = words[language === 'pt-BR' ? 'pt' : 'en'];
    const src = this.getAttribute('src');
    const image = src !== null && URL.canParse(src, document.baseURI) ? new URL(src, document.baseURI) : null;
    if (image?.origin !== page.origin) {
      this.text.textContent = image ? own.elsewhere : own.none;
      this.shown = { address: '', view: '' };
      this.root.replaceChildren(this.text);
      return;
    }
    const path = encodeURIComponent(image.pathname + image.search).replaceAll('%2F', '/');
    const address = `${page.href}?url=${path}&embed`;
    const view = this.view();
    this.frame.title = this.getAttribute('title') || own.title(image.pathname.split('/').at(-1) ?? '');
    if (address !== this.shown.address) {
      this.frame.src = `${address}&lang=${language}&theme=${theme}${view}`;
      this.root.replaceChildren(this.frame);
    } else if (view !== this.shown.view) {
      this.go(`${address}&lang=${language}&theme=${theme}`, view);
    }
    this.shown = { address, view };
    this.tellAppearance();
  }

  private go(address: string, view: string): void {
    const shown = this.frame.contentWindow?.location;
    // Not through `src`: every step would be one for the surrounding page's button Back. A frame that waits to come into sight has nothing.
    if (shown?.href.startsWith(page.href)) shown.replace(shown.href.replace(/(#.*)?$/, view || '#'));
    else this.frame.src = address + view;
  }

  private view(): string {
    const view = this.getAttribute('view');
    if (view !== null) return `#/${view.replace(/^#?\/?/, '')}`;
    const path = this.getAttribute('path');
    const layer = this.getAttribute('layer');
    const section = this.getAttribute('section') ?? (path === null ? '' : 'files');
    if (section === 'files' && path)
      return `#/files/${path.replace(/^\//, '').split('/').map(encodeURIComponent).join('/')}`;
    if (section === 'layers' && layer) return `#/layers/${layer}`;
    return section && `#/${section}`;
  }

  /** The surrounding page's, unless the element says otherwise. */
  private appearance(): { language: string; theme: string } {
    const tag = this.closest<HTMLElement>('[lang]')?.lang || navigator.language;
    // `light`, `dark`, both (the system decides) or `normal`, which is light.
    const scheme = getComputedStyle(this).colorScheme;
    const followed = /light.*dark|dark.*light/.test(scheme) ? 'auto' : scheme.includes('dark') ? 'dark' : 'light';
    return { language: /^pt\b/i.test(tag) ? 'pt-BR' : 'en', theme: this.getAttribute('theme') ?? followed };
  }

  private readonly tellAppearance = (): void => {
    const message = { type: 'image-anatomy', ...this.appearance() };
    if (this.frame.isConnected) this.frame.contentWindow?.postMessage(message, page.origin);
  };
}

// The script may be on the page twice.
if (!customElements.get('image-anatomy')) customElements.define('image-anatomy', ImageAnatomyElement);
