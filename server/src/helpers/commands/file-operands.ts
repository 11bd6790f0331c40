import { basename } from './command.ts';

/** `writes`: puts content there. `changes`: makes, moves or removes a file, or sets who may use it. `reads`. */
export type FileAccess = 'writes' | 'changes' | 'reads';

/** A path that a program is given, as it is written. */
export interface FileOperand {
  readonly access: FileAccess;
  readonly path: string;
  /** Whether the program may succeed without touching anything there: `rm -f`, `cp -n`, `mkdir -p`. */
  readonly mayPass?: true;
}

/** What a program does with the files it is given. */
export interface FileWork {
  readonly operands: readonly FileOperand[];
  /** Whether what it does is known and done with these files: nothing else is written, sent or changed. */
  readonly known: boolean;
}

/** What a command line, without redirections, does with files. Where it writes to its working directory: `.`. */
export function fileWorkOf(words: readonly string[]): FileWork {
  const program = basename(words[0] ?? '');
  const line = new Line(words.slice(1));
  const own = PROGRAMS.get(program);
  if (own) return own(line);
  return { operands: [], known: program === '' || HARMLESS.test(program) };
}

const HARMLESS =
  /^(?:true|false|:|test|\[|\[\[|echo|printf|sleep|set|export|unset|local|read|shift|wait|exit|return|break|continue|trap|umask|ulimit|date|hostname|id|whoami|uname|which|command|type|ls|stat|du|df|basename|dirname|realpath|readlink|nslookup|nc|getent|dig|host|ping|seq|apk|apt|apt-get|yum|dnf|microdnf|tdnf|envsubst|sync|cd|tr|expr|pwd|history|timeout|nproc|mktemp)$/;

type Reader = (line: Line) => FileWork;

/** The arguments of a program, apart: flags with their values, and operands. */
class Line {
  readonly words: readonly string[];

  constructor(words: readonly string[]) {
    this.words = words;
  }

  /** Whether a switch is set: a long name, or a letter in a group of short ones. */
  has(letter: string, long = ''): boolean {
    return this.words.some(
      (word) => (letter !== '' && /^-[A-Za-z]+$/.test(word) && word.includes(letter)) || (long !== '' && word === long),
    );
  }

  /** The values of a flag: `-o x`, `-ox`, `-fso x`, `--output x`, `--output=x`. */
  values(letter: string, ...long: readonly string[]): string[] {
    return this.words.flatMap((word, i): string[] => {
      const equals = word.indexOf('=');
      const name = equals < 0 ? word : word.slice(0, equals);
      if (long.includes(name)) return [equals < 0 ? (this.words[i + 1] ?? '') : word.slice(equals + 1)];
      if (letter === '' || !/^-[^-]/.test(word)) return [];
      const at = word.indexOf(letter);
      if (at < 1 || !/^-[A-Za-z]*$/.test(word.slice(0, at))) return [];
      return [word.slice(at + 1) || (this.words[i + 1] ?? '')];
    });
  }

  /** What is no flag and no value of one; `taking` are the flags that take the next word. */
  operands(taking: RegExp): string[] {
    const found: string[] = [];
    let only = false;
    for (let i = 0; i < this.words.length; i++) {
      const word = this.words[i] ?? '';
      if (only || word === '-' || !word.startsWith('-')) found.push(word);
      else if (word === '--') only = true;
      else if (taking.test(word)) i++;
    }
    return found;
  }
}

const NO_FLAG = /^$/;

function work(operands: readonly FileOperand[], known = true): FileWork {
  return { operands, known };
}

function paths(access: FileAccess, all: readonly string[], mayPass = false): FileOperand[] {
  return all.flatMap((path) => (path === '' || path === '-' ? [] : [{ access, path, ...(mayPass && MAY_PASS) }]));
}

const MAY_PASS = { mayPass: true } as const;

/** `cp`, `mv`, `install`, `ln`: the last operand is where it goes. */
function copies(line: Line, taking: RegExp, mayPass: boolean): FileWork {
  const operands = line.operands(taking);
  const [folder] = line.values('t', '--target-directory');
  const to = folder ?? (operands.length > 1 ? operands.at(-1) : '.');
  const from = folder === undefined && operands.length > 1 ? operands.slice(0, -1) : operands;
  return work([...paths('reads', from), ...paths('writes', [to ?? '.'], mayPass)]);
}

const TAKES_OF_COPIES = /^-[A-Za-z]*[tSmogZ]$|^--(?:target-directory|suffix|mode|owner|group|context)$/;

const copy: Reader = (line) => {
  const mayPass = line.has('n', '--no-clobber') || line.has('u', '--update');
  return copies(line, /^-[A-Za-z]*[tS]$|^--(?:target-directory|suffix)$/, mayPass);
};

const install: Reader = (line) => {
  if (line.has('d', '--directory')) return work(paths('changes', line.operands(TAKES_OF_COPIES), true));
  return copies(line, TAKES_OF_COPIES, false);
};

const link: Reader = (line) => {
  const all = copies(line, /^-[A-Za-z]*[tS]$/, false);
  return line.has('s', '--symbolic') ? work(all.operands.filter(({ access }) => access === 'writes')) : all;
};

/** `chmod`, `chown`: the first operand says what, the others where. */
const own: Reader = (line) => {
  const dashed = line.words.some((word) => /^-[rwxXst]+$/.test(word));
  const operands = line.operands(/^--(?:from)$/);
  const named = dashed || line.words.some((word) => word.startsWith('--reference'));
  return work(paths('changes', named ? operands : operands.slice(1)));
};

const remove: Reader = (line) => work(paths('changes', line.operands(NO_FLAG), line.has('f', '--force')));

const makeFolder: Reader = (line) => {
  return work(paths('changes', line.operands(/^-[A-Za-z]*m$|^--mode$/), line.has('p', '--parents')));
};

const touch: Reader = (line) => {
  const operands = line.operands(/^-[A-Za-z]*[dtr]$|^--(?:date|reference)$/);
  return work(paths('changes', operands, line.has('c', '--no-create')));
};

const changeInPlace: Reader = (line) => work(paths('changes', line.operands(/^-[A-Za-z]*s$|^--size$/)));

const sed: Reader = (line) => {
  const operands = line.operands(/^-[A-Za-z]*[ef]$|^--(?:expression|file)$/);
  const scripted = line.words.some((word) => /^-[A-Za-z]*[ef]$|^--(?:expression|file)\b/.test(word));
  const files = scripted ? operands : operands.slice(1);
  const inPlace = line.words.some((word) => /^-[nErsz]*i|^--in-place/.test(word));
  return work(paths(inPlace ? 'changes' : 'reads', files));
};

const reads: Reader = (line) => work(paths('reads', line.operands(NO_FLAG).filter(isPath)));

/** The first operand is an expression. */
const filters: Reader = (line) => {
  const operands = line.operands(/^-[A-Za-z]*[ef]$|^--(?:arg|argjson|regexp|file)$/);
  return work(paths('reads', operands.slice(1).filter(isPath)), !line.has('i', '--inplace'));
};

function isPath(word: string): boolean {
  return /^(?:\.{0,2}\/|[\w.-]+$)/.test(word);
}

const tee: Reader = (line) => work(paths('writes', line.operands(NO_FLAG)));

const TAKES_OF_CURL =
  /^-[A-Za-z]*[oHdXuFTbcAemwKQExUyYzCrP]$|^--(?:output|output-dir|header|data|data-raw|data-binary|request|user|form|upload-file|cookie|user-agent|max-time|connect-timeout|retry|retry-delay|cacert|cert|key|proxy|write-out|config)$/;

const curl: Reader = (line) => {
  const folder = line.values('', '--output-dir').at(-1);
  const named = line.values('o', '--output').map((path) => (folder ? `${folder}/${path}` : path));
  const remote = line.has('O', '--remote-name') || line.has('', '--remote-name-all');
  const sends = line.values('X', '--request').some((method) => !/^(?:GET|HEAD)$/i.test(method));
  const posts = line.words.some((word) => /^-[A-Za-z]*[dFT]$|^--(?:data|form|upload-file|json)/.test(word));
  const written = [...named, ...(remote ? [folder ?? '.'] : [])];
  return work(paths('writes', written), !sends && !posts && line.operands(TAKES_OF_CURL).length > 0);
};

const wget: Reader = (line) => {
  const [named] = line.values('O', '--output-document');
  const [folder] = line.values('P', '--directory-prefix');
  const sends = line.words.some((word) => /^--(?:post|method|body)/.test(word));
  if (line.has('', '--spider')) return work([], !sends);
  return work(paths('writes', [named ?? folder ?? '.']), !sends);
};

const tar: Reader = (line) => {
  // `tar xzf f` is `tar -xzf f`.
  const [first = '', ...rest] = line.words;
  const dashed = new Line(/^[A-Za-z]+$/.test(first) ? [`-${first}`, ...rest] : line.words);
  const [archive = '-'] = dashed.values('f', '--file');
  const [folder = '.'] = dashed.values('C', '--directory');
  if (dashed.has('x', '--extract') || dashed.has('', '--get')) {
    const printed = dashed.has('O', '--to-stdout');
    return work([...paths('reads', [archive]), ...(printed ? [] : paths('writes', [folder]))]);
  }
  if (dashed.has('c', '--create')) {
    const packed = dashed.operands(/^-[A-Za-z]*[fCXT]$|^--(?:file|directory|exclude|exclude-from|files-from)$/);
    return work([
      ...paths(
        'reads',
        packed.filter((path) => path.startsWith('/')),
      ),
      ...paths('writes', [archive]),
    ]);
  }
  return work(paths('reads', [archive]), dashed.has('t', '--list'));
};

const unzip: Reader = (line) => {
  const [archive = ''] = line.operands(/^-[A-Za-z]*[dxP]$/);
  if (line.has('p') || line.has('l') || line.has('t')) return work(paths('reads', [archive]));
  const [folder = '.'] = line.values('d');
  return work([...paths('reads', [archive]), ...paths('writes', [folder], line.has('n'))]);
};

const gunzip: Reader = (line) => {
  const operands = line.operands(/^-[A-Za-z]*S$/);
  const printed = line.has('c', '--stdout') || line.has('t', '--test');
  return work(paths(printed ? 'reads' : 'writes', operands));
};

const TAKES_OF_GIT =
  /^-[bcojuC]$|^--(?:branch|depth|origin|config|reference|template|separate-git-dir|jobs|filter|shallow-since|git-dir|work-tree)$/;

const git: Reader = (line) => {
  const at = line.words.findIndex((word) => /^(?:clone|pull|fetch|checkout|reset|submodule|config|init)$/.test(word));
  const command = line.words[at];
  const [root = '.'] = new Line(line.words.slice(0, Math.max(at, 0))).values('C');
  if (command === 'config') return work([]);
  if (command !== 'clone') return work(command ? paths('writes', [root]) : [], command !== undefined);
  const [url = '', folder] = new Line(line.words.slice(at + 1)).operands(TAKES_OF_GIT);
  const to = folder ?? basename(url.replace(/\/+$/, '')).replace(/\.git$/, '');
  return work(paths('writes', [to.startsWith('/') || root === '.' ? to : `${root}/${to}`]));
};

const TAKES_OF_STORES =
  /^--(?:region|profile|endpoint-url|exclude|include|bucket|key|project|account|config|acl|sse|page-size|cli-read-timeout|cli-connect-timeout)$/;

/** `aws s3 cp`, `gsutil cp`, `gcloud storage cp`, `rsync`: from one place to another, of which one may be elsewhere. */
function transfers(line: Line, verbs: RegExp, remote: RegExp): FileWork {
  const operands = line.operands(TAKES_OF_STORES);
  const at = operands.findIndex((word) => verbs.test(word));
  const [from, ...rest] = operands.slice(at + 1);
  const to = rest.at(-1);
  if (at < 0 || from === undefined || to === undefined) return work([], false);
  const read = paths('reads', remote.test(from) ? [] : [from]);
  if (remote.test(to)) return work(read, false);
  return work([...read, ...paths('writes', [to])]);
}

const dd: Reader = (line) => {
  const value = (key: string) => line.words.flatMap((word) => (word.startsWith(`${key}=`) ? [word.slice(3)] : []));
  return work([...paths('reads', value('if')), ...paths('writes', value('of'))]);
};

const find: Reader = (line) => {
  const acts = line.words.some((word) => /^-(?:exec|execdir|delete|ok|fprint)/.test(word));
  return work(paths('reads', line.operands(NO_FLAG).slice(0, 1).filter(isPath)), !acts);
};

const tail: Reader = (line) => work(paths('reads', line.operands(/^-[nc]$|^--(?:lines|bytes|pid)$/).filter(isPath)));

/** Fluent Bit keeps its positions in the files of `db` and `storage.path`, and fails if it cannot (docs, inputs/tail). */
const fluentBit: Reader = (line) => {
  const kept = line.values('p', '--prop').flatMap((word) => /^(?:db|storage\.path)=(.+)$/i.exec(word)?.[1] ?? []);
  return work(paths('changes', kept), false);
};

const PROGRAMS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...['cp', 'mv'].map((name) => [name, copy] as const),
  ['install', install],
  ['ln', link],
  ...['chmod', 'chown', 'chgrp'].map((name) => [name, own] as const),
  ...['rm', 'rmdir', 'unlink'].map((name) => [name, remove] as const),
  ['mkdir', makeFolder],
  ['touch', touch],
  ['truncate', changeInPlace],
  ['sed', sed],
  ...['cat', 'less', 'wc', 'sort', 'base64', 'md5sum', 'sha256sum', 'diff', 'cmp'].map(
    (name) => [name, reads] as const,
  ),
  ...['head', 'tail'].map((name) => [name, tail] as const),
  ...['grep', 'egrep', 'awk', 'jq', 'yq', 'cut'].map((name) => [name, filters] as const),
  ['tee', tee],
  ['curl', curl],
  ['wget', wget],
  ['tar', tar],
  ['unzip', unzip],
  ...['gunzip', 'bunzip2', 'gzip', 'unxz'].map((name) => [name, gunzip] as const),
  ['git', git],
  ['aws', (line) => transfers(line, /^(?:cp|sync|mv)$/, /^s3:/)],
  ['gsutil', (line) => transfers(line, /^(?:cp|rsync|mv)$/, /^gs:/)],
  ['gcloud', (line) => transfers(line, /^(?:cp|rsync|mv)$/, /^gs:/)],
  ['mc', (line) => transfers(line, /^(?:cp|mirror|mv)$/, /^(?![./])/)],
  ['rsync', (line) => transfers(new Line(['rsync', ...line.words]), /^rsync$/, /^[\w.@-]+:/)],
  ['dd', dd],
  ['find', find],
  ['fluent-bit', fluentBit],
]);
