import { parseImage } from '../helpers/image.ts';
import { isHelper } from '../helpers/role.ts';
import { concurrent } from '../traffic/team.ts';
import { usedAt } from '../yaml/span.ts';
import { isUnresolved } from '../yaml/tree.ts';
import type { Rule } from './rule.ts';

/** Tags that mean another image every other day, whatever it is built on: `latest`, `stable-alpine`. */
const FLOATING = /^(?:latest|stable|edge|nightly|main|mainline|master|dev)(?:-[a-z]+)*$/;

export const helperImageFloating: Rule = {
  id: 'helper-image-floating',
  title: 'A helper has no fixed version beside containers that have one',
  severity: 'information',
  group: 'operations',
  fix: null,
  messages: { default: 'Helper "{c}" uses {image} without a fixed version, so a restart may bring another version.' },
  why: 'Each node pulls what the tag means at that moment. The application is pinned, but its helper may change when a Pod is created anew, or only a container restarts and its image is pulled again, as it is for `latest`, without any change in the manifest; and it may differ from one replica to the next.',
  silent: 'Silent if all containers float (linters for images say that), and where a kustomization may set the tags.',
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  speaksInPartial: false,
  needs: ['siblings', 'helper'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: logs
          mountPath: /var/log/app
    - name: shipper
      image: «fluent/fluent-bit:latest»
      volumeMounts:
        - name: logs
          mountPath: /var/log/app
          readOnly: true
  volumes:
    - name: logs
      emptyDir:
        sizeLimit: 100Mi
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: logs
          mountPath: /var/log/app
    - name: shipper
      image: fluent/fluent-bit:3.0
      volumeMounts:
        - name: logs
          mountPath: /var/log/app
          readOnly: true
  volumes:
    - name: logs
      emptyDir:
        sizeLimit: 100Mi
`,
    },
  ],
  *check(team) {
    if (team.pod.kustomized) return;
    for (const member of concurrent(team)) {
      const image = member.container.image;
      if (!image || !isHelper(member) || !floats(image.value)) continue;
      const pinned = team.members.some(({ container: other }) => {
        if (!other.image || other === member.container || isUnresolved(other.image.value)) return false;
        return !floats(other.image.value);
      });
      if (!pinned) continue;
      yield {
        at: usedAt(image),
        message: 'default',
        args: { c: member.container.label, image: image.value },
        container: member,
      };
    }
  },
};

function floats(reference: string): boolean {
  if (isUnresolved(reference)) return false;
  const { tag, digest } = parseImage(reference);
  return digest === null && (tag === null || FLOATING.test(tag));
}
