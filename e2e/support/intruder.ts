/** What a script that got into the page would do. */
import type { Page } from '@playwright/test';

export interface Outcome {
  /** Directives of the policy that refused something. */
  directives: string[];
  /** Whether the network was out of reach. */
  isBlocked: boolean;
  /** `taken over`, had any code run. */
  title: string;
}

/** Asks other origins for data and for an image, and runs code from a string, as a module and as a script. */
export const intrude = (page: Page): Promise<Outcome> =>
  page.evaluate(async () => {
    const directives: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective));
    const isBlocked = await fetch('http://127.0.0.2:9/').then(
      () => false,
      () => true,
    );
    const image = new Image();
    await new Promise((resolve) => {
      image.onerror = resolve;
      image.src = 'http://127.0.0.2:9/pixel.png';
    });
    const code = 'document.title = "taken over"';
    await import(`data:text/javascript,${code}`).catch(() => undefined);
    const script = document.createElement('script');
    try {
      script.textContent = code;
    } catch {
      // A string that becomes a script is refused; a node with the same text is another way.
      script.append(code);
    }
    document.body.append(script);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { directives, isBlocked, title: document.title };
  });
