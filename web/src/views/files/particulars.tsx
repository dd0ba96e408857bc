/** What a path is: its attributes, each with what it means where that is not plain. */
import type { ComponentChildren } from 'preact';
import type { EntryDetails, TreeRow } from '../../engine/api.ts';
import { ownerNames } from '../../format/accounts.ts';
import { CAPABILITY_XATTR, capabilityNames } from '../../format/capabilities.ts';
import { resolveLink } from '../../format/links.ts';
import { octalMode, symbolicMode } from '../../format/mode.ts';
import type { Messages } from '../../i18n/en.ts';
import { useI18n } from '../../state/app.ts';
import { Bytes } from '../parts/bytes.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { PathLink } from './path_link.tsx';
import type { Accounts } from './use_accounts.ts';

export function Particulars({ details, accounts }: { details: EntryDetails; accounts: Accounts }) {
  const { t } = useI18n();
  const { row, path } = details;
  const isSymlink = row.type === 'symlink';
  return (
    <dl class="particulars">
      <Row label={t.details.type}>{t.files.types[row.type]}</Row>
      <Row label={t.details.size}>
        <Bytes value={row.size} />
      </Row>
      {!row.implicit && <Attributes row={row} accounts={accounts} />}
      {details.device && (
        <Row label={t.details.device}>
          <code>
            {details.device.major}:{details.device.minor}
          </code>
        </Row>
      )}
      {row.link && (
        <Row label={t.details.link}>
          <PathLink path={resolveLink(isSymlink ? path : '/', row.link)} text={row.link} />
        </Row>
      )}
      {details.otherNames.length > 0 && (
        <Row label={t.details.otherNames} hint={t.details.otherNamesWhat}>
          <ul class="lines">
            {details.otherNames.map((name) => (
              <li key={name}>
                <PathLink path={name} />
              </li>
            ))}
          </ul>
        </Row>
      )}
      {Object.entries(details.xattrs).map(([name, value]) =>
        name === CAPABILITY_XATTR ? (
          <Capabilities key={name} text={value} />
        ) : (
          <Row label={name} hint={t.details.xattrs} key={name} literal>
            <code>
              <VisibleText text={value} />
            </code>
          </Row>
        ),
      )}
    </dl>
  );
}

function Attributes({ row, accounts }: { row: TreeRow; accounts: Accounts }) {
  const { t, format } = useI18n();
  const names = ownerNames(row.uid, row.gid, accounts.users, accounts.groups);
  const date = Math.abs(row.mtime) <= 8.64e12 ? new Date(row.mtime * 1000).toISOString() : undefined;
  return (
    <>
      <Row label={t.details.mode}>
        <code>
          {symbolicMode(row.mode, row.type)} · {octalMode(row.mode)}
        </code>
        {modeRemarks(t, row).map((remark) => (
          <div class="soft" key={remark}>
            {remark}
          </div>
        ))}
      </Row>
      <Row label={t.details.owner}>
        <code>
          {row.uid}:{row.gid}
          {names && (
            <>
              {' '}
              (<VisibleText text={names} />)
            </>
          )}
        </code>
      </Row>
      <Row label={t.details.modified}>
        <time dateTime={date} title={t.preview.secondsSince1970(String(row.mtime), date ?? '')}>
          {format.moment(row.mtime)}
        </time>
      </Row>
    </>
  );
}

/** What the bits mean that letters alone do not tell. */
function modeRemarks(t: Messages, { mode, type }: TreeRow): string[] {
  const isDir = type === 'dir';
  return [
    mode & 0o4000 && !isDir ? t.preview.setuid : '',
    mode & 0o2000 ? (isDir ? t.preview.setgidDir : t.preview.setgid) : '',
    mode & 0o1000 && isDir ? t.preview.sticky : '',
    mode & 0o002 && type !== 'symlink' ? t.preview.worldWritable : '',
  ].filter(Boolean);
}

function Capabilities({ text }: { text: string }) {
  const { t } = useI18n();
  const names = capabilityNames(text);
  return (
    <Row label={t.preview.capabilities} hint={t.preview.capabilitiesWhat}>
      <code>
        <VisibleText text={text} />
      </code>
      {/^=\S*[ip]/.test(text) && <div class="soft">{t.preview.allCapabilities}</div>}
      {names.map((name) => (
        <div class="soft" key={name}>
          {t.preview.capability[name]}
        </div>
      ))}
    </Row>
  );
}

function Row(props: { label: string; hint?: string; literal?: boolean; children: ComponentChildren }) {
  return (
    <div class={props.literal ? 'literal' : ''}>
      <dt title={props.hint}>{props.literal ? <VisibleText text={props.label} /> : props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
