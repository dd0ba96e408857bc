/**
 * Turns the `created_by` of a history entry back into the Dockerfile line it came from. Builders dress it differently:
 *
 *     /bin/sh -c #(nop)  CMD ["nginx" "-g" "daemon off;"]      classic docker build, buildah
 *     |1 VERSION=1 /bin/sh -c make                             classic, with one build argument
 *     RUN |1 VERSION=1 /bin/sh -c make # buildkit              BuildKit
 */

export interface Instruction {
  /** `RUN`, `COPY`, …; empty when the text is not an instruction we know. */
  keyword: string;
  /** What follows the keyword. */
  text: string;
  /** Build arguments that were in force, as found: `VERSION=1 DEBUG=`. */
  buildArguments: string;
}

const keywords =
  /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+(.*)$/s;
/** A shell with its options up to and with `-c`: `/bin/sh -c`, `/bin/bash -o pipefail -ec`, `cmd /S /C`. */
const shell =
  /^(?:\/(?:usr\/)?(?:local\/)?bin\/(?:ba|da|a|z|k)?sh(?: -(?!\w*c )[\w-]+(?: pipefail)?)* -\w*c|cmd(?:\.exe)? \/S \/C|powershell(?:\.exe)? -Command)\s+/i;

export function parseInstruction(createdBy: string): Instruction {
  let text = createdBy.replace(/\s*# buildkit\s*$/, '').trim();
  let buildArguments = '';

  const isRun = /^RUN\s/.test(text);
  if (isRun) text = text.slice(4).trim();
  const withArguments = /^\|\d+ (.*?)\s?(?=\/\S*sh -|cmd \/S|powershell)(.*)$/s.exec(text);
  if (withArguments) {
    buildArguments = withArguments[1]?.trim() ?? '';
    text = withArguments[2] ?? '';
  }

  const withoutShell = text.replace(shell, '');
  const hadShell = withoutShell !== text;
  const nop = /^#\(nop\)\s*/.exec(withoutShell);
  if (isRun || (hadShell && !nop)) return { keyword: 'RUN', text: withoutShell.trim(), buildArguments };

  text = nop ? withoutShell.slice(nop[0].length).trim() : text;
  const known = keywords.exec(text);
  if (!known) return { keyword: '', text, buildArguments };
  const [, keyword = '', rest = ''] = known;
  return { keyword, text: tidyArguments(keyword, rest.trim()), buildArguments };
}

function tidyArguments(keyword: string, text: string): string {
  switch (keyword) {
    case 'ADD':
    case 'COPY':
      // `file:<hex> in /etc/` is how the classic builder writes what it copied.
      return text.replace(/\b(file|dir|multi):([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1:$2…').replace(/ in (?=\S+$)/, ' ');
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return goList(text) ?? text;
    case 'EXPOSE':
      return text.replace(/^(?:map)?\[(.*)\]$/, '$1').replaceAll(':{}', '');
    case 'VOLUME':
      return text.replace(/^\[([^"]*)\]$/, '$1');
    case 'HEALTHCHECK':
      return healthcheck(text) ?? text;
    default:
      return text;
  }
}

/** Go prints a list of strings without commas: `["a" "b"]`. */
function goList(text: string): string | null {
  const strings = /^\[((?:"(?:[^"\\]|\\.)*"\s*)*)\]$/.exec(text)?.[1]?.match(/"(?:[^"\\]|\\.)*"/g);
  return strings ? `[${strings.join(', ')}]` : null;
}

/** `&{["CMD-SHELL" "curl …"] "30s" "3s" "0s" "0s" '\x03'}`: test, interval, timeout, start period, start interval, retries. */
function healthcheck(text: string): string | null {
  const match = /^&\{(\[.*\])((?: "[^"]*")*)(?: '(.*)')?\}$/s.exec(text);
  const test = match?.[1]?.match(/"(?:[^"\\]|\\.)*"/g);
  if (!match || !test) return null;
  const durations = (match[2]?.match(/"[^"]*"/g) ?? []).map((duration) => duration.slice(1, -1));
  const options = ['interval', 'timeout', 'start-period']
    .map((name, index) => ({ name, value: durations[index] ?? '0s' }))
    .filter(({ value }) => value !== '0s')
    .map(({ name, value }) => `--${name}=${value}`);
  const [kind, ...words] = test.map(unquote);
  if (kind === 'NONE') return 'NONE';
  const command = kind === 'CMD-SHELL' ? words.join(' ') : `[${test.slice(1).join(', ')}]`;
  return [...options, 'CMD', command].join(' ');
}

function unquote(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    // Go has escapes that JSON has not (\x03, \a): then the source form is the most honest one.
    return quoted.slice(1, -1);
  }
}
