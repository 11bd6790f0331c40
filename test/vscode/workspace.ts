import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { samples } from '../../bench/manifests.ts';

/** The folder beside the examples for what no example should be; the Explorer does not show it. */
export const oddities = 'oddities';

/** A file with two pods, each with one container: `first` and `second`. */
export const twoPods = `${oddities}/two-pods.yaml`;

/** A file of the same pod `one` that a check commits. */
export const tracked = `${oddities}/tracked/pod.yaml`;

/** A file of 20 KB with ten documents, as the benchmark has it. */
export const large = `${oddities}/large.yaml`;

/** A Service, and the pod that it selects in another file of the folder, whose log volume has no limit. */
export const service = `${oddities}/service.yaml`;
export const pod = `${oddities}/pod.yaml`;

/** One pod each: with CRLF, with lists that are no further in than their keys, with a port that PgBouncer wants, with two apps. */
export const crlf = `${oddities}/crlf.yaml`;
export const flush = `${oddities}/flush.yaml`;
export const portTaken = `${oddities}/port-taken.yaml`;
export const twoApps = `${oddities}/two-apps.yaml`;

/** Fills a folder with a copy of the examples and with oddities: the suite may change them all. */
export function makeWorkspace(folder: string, examples: string): void {
  cpSync(examples, folder, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, oddities, name), text);
  mkdirSync(join(folder, oddities, 'tracked'), { recursive: true });
  write('tracked/pod.yaml', podOf('one', 'first'));
  write('no-pod.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: words\ndata:\n  a: b\n');
  write('two-pods.yaml', [podOf('one', 'first'), podOf('two', 'second')].join('---\n'));
  write('large.yaml', samples()[0]?.text ?? '');
  write('service.yaml', SERVICE);
  write('pod.yaml', POD);
  write('crlf.yaml', podOf('one', 'first').replaceAll('\n', '\r\n'));
  write('flush.yaml', podOf('one', 'first').replace(/^ {2}(?= *(?:- name: first|image))/gm, ''));
  write('port-taken.yaml', `${podOf('one', 'first')}      ports:\n        - containerPort: 6432\n`);
  write('two-apps.yaml', `${podOf('one', 'first')}    - name: second\n      image: acme/second:1.0\n`);
  write('garbage.yaml', garbage(2_100_000));
  write('deep.yaml', `kind: Pod\nspec: ${'{containers: ['.repeat(10_000)}`);
}

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  selector: { app: shop }\n  ports:\n    - port: 80\n      targetPort: web\n';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: shop
  labels: { app: shop }
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      ports:
        - name: http
          containerPort: 8080
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop
    - name: index
      image: acme/index:1.0
      volumeMounts:
        - name: logs
          mountPath: /var/log/shop
  volumes:
    - name: logs
      emptyDir: {}
`;

const podOf = (name: string, container: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n    - name: ${container}\n      image: acme/${container}:1.0\n`;

/** Text that looks like YAML wherever one looks, and is none: the same at each run. */
function garbage(length: number): string {
  const parts = [
    '- ',
    'kind: Job\n',
    '  containers:\n',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&a ',
    '*a ',
    ': ',
    '\n',
    '\t',
    '|\n',
    '{{ ',
    '# ',
    'name',
    '---\n',
  ];
  let text = '';
  for (let state = 1; text.length < length; ) {
    state = (state * 48271) % 2147483647;
    text += parts[state % parts.length];
  }
  return text;
}
