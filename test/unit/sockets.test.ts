import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { socketsOf } from '../../server/src/traffic/volumes/sockets.ts';
import { analysisOf } from '../support.ts';

const PROVISIONER = 'image: registry.k8s.io/sig-storage/csi-provisioner:v5';

suite('Unix sockets', () => {
  const rows: readonly (readonly [says: string, containers: string, sockets: readonly string[]])[] = [
    [
      'a CSI driver and its sidecar',
      `{name: d, image: acme/d, args: ["--endpoint=unix:///csi/csi.sock"], volumeMounts: [{name: v, mountPath: /csi}]},
       {name: p, ${PROVISIONER}, args: [--csi-address=/csi/csi.sock], volumeMounts: [{name: v, mountPath: /csi/}]}`,
      ['v csi.sock: d serves, p dials'],
    ],
    [
      'by variables',
      `{name: d, image: acme/d, args: ["--endpoint=$(CSI_ENDPOINT)"], env: [{name: CSI_ENDPOINT, value: "unix:/plugin/csi.sock"}], volumeMounts: [{name: v, mountPath: /plugin}]},
       {name: p, ${PROVISIONER}, args: ["--csi-address=$(ADDRESS)"], env: [{name: ADDRESS, value: /run/csi.sock}], volumeMounts: [{name: v, mountPath: /run}]}`,
      ['v csi.sock: d serves, p dials'],
    ],
    [
      'Docker in Docker',
      `{name: b, image: acme/b, env: [{name: DOCKER_HOST, value: "unix:///var/run/docker.sock"}], volumeMounts: [{name: v, mountPath: /var/run}]},
       {name: d, image: "docker:27-dind", args: ["--host=unix:///var/run/docker.sock"], volumeMounts: [{name: v, mountPath: /var/run}]}`,
      ['v docker.sock: b dials, d serves'],
    ],
    [
      'a socket without an ending, in two words',
      `{name: a, image: acme/a, args: [--listen, "unix:/run/app"], volumeMounts: [{name: v, mountPath: /run}]},
       {name: b, image: acme/b, args: [--upstream-url, "unix:///s/app"], volumeMounts: [{name: v, mountPath: /s}]}`,
      ['v app: a serves, b dials'],
    ],
    [
      'directories of a volume',
      `{name: a, image: acme/a, args: [--listen=/run/a.sock], volumeMounts: [{name: v, mountPath: /run, subPath: x}]},
       {name: b, image: acme/b, args: [--connect=/all/x/a.sock, --connect=/all/a.sock], volumeMounts: [{name: v, mountPath: /all}]}`,
      ['v x/a.sock: a serves, b dials', 'v a.sock: b dials'],
    ],
    [
      'socat',
      `{name: a, image: acme/a, command: [socat, "TCP-LISTEN:80,fork", "unix-connect:/run/a.sock"], volumeMounts: [{name: v, mountPath: /run}]},
       {name: b, image: acme/b, command: [socat, "UNIX-LISTEN:/run/a.sock", "TCP:db:5432"], volumeMounts: [{name: v, mountPath: /run}]}`,
      ['v a.sock: a dials, b serves'],
    ],
    [
      'nothing tells which side it is',
      '{name: a, image: acme/a, args: [/run/a.sock], volumeMounts: [{name: v, mountPath: /run}]}',
      ['v a.sock: a names'],
    ],
    [
      'the mount is the socket',
      '{name: a, image: acme/a, env: [{name: DOCKER_HOST, value: "unix:///var/run/docker.sock"}], volumeMounts: [{name: v, mountPath: /var/run/docker.sock}]}',
      ['v : a dials'],
    ],
    [
      'on no volume',
      '{name: a, image: acme/a, args: [--listen=/run/a.sock], volumeMounts: [{name: v, mountPath: /ru}]}',
      [],
    ],
    [
      'no socket',
      '{name: a, image: acme/a, args: [--file=/run/a.socks, --x=/run/a.sock.bak, "http://db/run/a.sock"], volumeMounts: [{name: v, mountPath: /run}]}',
      [],
    ],
  ];
  for (const [says, containers, sockets] of rows) {
    test(says, () => {
      const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes: [{name: v, emptyDir: {}}]\n  containers: [${containers}]\n`;
      const [team] = analysisOf(text).teams;
      assert.ok(team);
      const found = socketsOf(team).map(({ volume, path, uses }) => {
        return `${volume} ${path}: ${uses.map(({ member, side }) => `${member.container.label} ${side}`).join(', ')}`;
      });
      assert.deepEqual(found, sockets);
    });
  }
});
