import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { analyseFile } from '../../server/src/features/file.ts';
import { lint, type Problem } from '../../server/src/rules/lint.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { ALONE, lintText, settings } from '../support.ts';

/** What rules say of objects that refer to pods: places in two documents, and what the fixes of the one change. */

const POD = `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: a}, annotations: {container.apparmor.security.beta.kubernetes.io/ap: unconfined}}
spec:
  initContainers: [{name: proxy, image: acme/proxy, restartPolicy: Always, ports: [{name: proxy, containerPort: 8443}]}]
  containers:
  - {name: app, image: acme/a, ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}
  - {name: log, image: acme/log, ports: [{name: http, containerPort: 8081}], livenessProbe: {httpGet: {port: http}}}
`;

function service(port: string): string {
  return `apiVersion: v1
kind: Service
metadata: {name: s}
spec: {selector: {app: a}, ports: [${port}]}
---
`;
}

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec:
  selector: {matchLabels: {app: d}}
  template:
    metadata: {labels: {app: d}}
    spec:
      containers:
      - {name: app, image: acme/app}
      - name: logs
        image: fluent/fluent-bit:3.1.9
        resources: {limits: {memory: 64Mi}}
`;

function autoscaler(metric: string): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}
  maxReplicas: 5
  metrics: [{${metric}}]
---
`;
}

const CPU = 'type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}';

function problemsOf(text: string, rule: string, minor?: number): Problem[] {
  return lintText(text, settings(minor)).problems.filter((problem) => problem.rule.id === rule);
}

suite('fixes of what refers to pods', () => {
  interface Case {
    readonly name: string;
    readonly rule: string;
    readonly text: string;
    readonly title: string;
    readonly safe: boolean;
    readonly from: string;
    readonly to: string;
    readonly minor?: number;
  }
  const target = 'service-target-port-unknown';
  const cases: readonly Case[] = [
    {
      name: 'a name that was mistyped',
      rule: target,
      text: service('{port: 80, targetPort: htpp}') + POD,
      title: 'Use port "http"',
      safe: true,
      from: 'targetPort: htpp',
      to: 'targetPort: http',
    },
    {
      name: 'https is not http mistyped',
      rule: target,
      text: service("{port: 80, targetPort: 'https'}") + POD,
      title: 'Use port "http"',
      safe: false,
      from: "targetPort: 'https'",
      to: "targetPort: 'http'",
    },
    {
      name: 'the number of a native sidecar',
      rule: target,
      text: service('{port: 80, targetPort: proxy}') + POD,
      title: 'Use the number 8443',
      safe: true,
      from: 'targetPort: proxy',
      to: 'targetPort: 8443',
      minor: 31,
    },
    {
      name: 'the protocol',
      rule: target,
      text: service('{port: 80, targetPort: dns}') + POD,
      title: 'Make the Service port UDP',
      safe: false,
      from: 'targetPort: dns}',
      to: 'targetPort: dns, protocol: UDP}',
    },
    {
      name: 'a number where no port has a name',
      rule: target,
      text: `${service('{port: 80, targetPort: http}')}apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: a}}
spec: {containers: [{name: app, image: acme/a, ports: [{containerPort: 8080}]}]}
`,
      title: 'Use the number 8080',
      safe: false,
      from: 'targetPort: http',
      to: 'targetPort: 8080',
    },
    {
      name: 'not the name of a native sidecar where it is not found',
      rule: target,
      text: service('{port: 80, targetPort: proxi}') + POD,
      title: 'Use port "http"',
      safe: false,
      from: 'targetPort: proxi',
      to: 'targetPort: http',
      minor: 31,
    },
    {
      name: 'a number in quotes',
      rule: target,
      text: service('{port: 80, targetPort: "8080"}') + POD,
      title: 'Remove the quotes',
      safe: true,
      from: 'targetPort: "8080"',
      to: 'targetPort: 8080',
    },
    {
      name: 'another name, in the probe too',
      rule: 'port-name-ambiguous',
      text: POD,
      title: 'Call the port of "log" http-8081',
      safe: false,
      from: '[{name: http, containerPort: 8081}], livenessProbe: {httpGet: {port: http}}',
      to: '[{name: http-8081, containerPort: 8081}], livenessProbe: {httpGet: {port: http-8081}}',
    },
    {
      name: 'a name within a key',
      rule: 'container-reference-unknown',
      text: POD,
      title: 'Name container "app"',
      safe: false,
      from: 'kubernetes.io/ap:',
      to: 'kubernetes.io/app:',
    },
    {
      name: 'a request in flow style',
      rule: 'hpa-missing-container-request',
      text: autoscaler(CPU) + DEPLOYMENT,
      title: 'Request 50m of cpu for "app"',
      safe: false,
      from: 'image: acme/app}',
      to: 'image: acme/app, resources: {requests: {cpu: 50m}}}',
    },
    {
      name: 'the name that an autoscaler means',
      rule: 'container-reference-unknown',
      text:
        autoscaler(
          'type: ContainerResource, containerResource: {name: cpu, container: logz, target: {type: AverageValue, averageValue: 1}}',
        ) + DEPLOYMENT,
      title: 'Name container "logs"',
      safe: true,
      from: 'container: logz',
      to: 'container: logs',
    },
    {
      name: 'the port of the proxy, where none is written',
      rule: 'service-bypasses-proxy',
      text: `${service('{port: 3000}')}apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: a}}
spec:
  containers:
  - {name: a, image: acme/a}
  - {name: auth, image: "quay.io/oauth2-proxy/oauth2-proxy:v7.6.0", args: ["--http-address=0.0.0.0:4180", "--upstream=http://127.0.0.1:3000"]}
`,
      title: 'Lead it to port 4180 of "auth"',
      safe: false,
      from: '{port: 3000}',
      to: '{port: 3000, targetPort: 4180}',
    },
  ];
  for (const { name, rule, text, title, safe, from, to, minor } of cases) {
    test(name, () => {
      const [problem] = problemsOf(text, rule, minor);
      const fix = problem?.fixes[0];
      assert.deepEqual([fix?.title, fix?.safe], [title, safe], problem?.message);
      const edits = fix?.edits();
      assert.ok(edits);
      const fixed = applyEdits(text, edits);
      assert.equal(fixed, text.replace(from, to));
      assert.ok(problemsOf(fixed, rule, minor).every(({ message }) => message !== problem?.message));
    });
  }

  test('what stands behind an alias is not changed', () => {
    const text = `apiVersion: v1
kind: Service
metadata: {name: s, annotations: {port: &port htpp}}
spec: {selector: {app: a}, ports: [{port: 80, targetPort: *port}]}
---
${POD}`;
    const [problem] = problemsOf(text, target);
    assert.equal(problem?.fixes[0]?.edits(), null);
    assert.equal(text.slice(problem?.at.start, problem?.at.end), '*port');
  });

  test('a proxy that is closed to others is no way in', () => {
    const text = `${service('{port: 80, targetPort: 3000}')}apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: a}}
spec:
  containers:
  - {name: a, image: acme/a}
  - {name: auth, image: "quay.io/oauth2-proxy/oauth2-proxy:v7.6.0", args: ["--http-address=127.0.0.1:4180", "--upstream=http://127.0.0.1:3000"]}
`;
    const [problem] = problemsOf(text, 'service-bypasses-proxy');
    assert.equal(problem?.fixes.length, 0);
  });
});

test('a place in another document tells which one', () => {
  const [first, second] = analyseFile(autoscaler(CPU) + DEPLOYMENT, ALONE);
  assert.ok(first && second);
  const found = lint(second.analysis, settings()).problems.filter(({ rule }) => rule.id.startsWith('hpa-'));
  assert.equal(found.length, 2);
  for (const { related } of found) {
    const [place] = related;
    assert.equal(place?.document, first.analysis.document);
    assert.equal(place?.document?.text.slice(place.at.start, place.at.end), 'Resource');
  }
});

test('an overlay may add what is missing in a file that a kustomization names', () => {
  const said = (kustomize: 'none' | 'resource' | 'patch') =>
    analyseFile(
      `${service('{port: 80, targetPort: web}')}${POD}---\n${autoscaler(CPU)}${DEPLOYMENT}`.replaceAll(
        '\n---\n\n',
        '\n---\n',
      ),
      { ...ALONE, kustomize },
    ).flatMap(({ analysis }) =>
      lint(analysis, settings()).problems.flatMap(({ rule, severity }) =>
        /^(?:service|container-reference|hpa-missing)/.test(rule.id) ? [`${rule.id} ${severity}`] : [],
      ),
    );
  const rules = [
    ...['service-target-port-unknown', 'container-reference-unknown'],
    ...['hpa-missing-container-request', 'hpa-missing-container-request'],
  ];
  const as = (severities: string[]) => rules.map((rule, i) => `${rule} ${severities[i]}`);
  assert.deepEqual(said('none'), as(['error', 'error', 'warning', 'warning']));
  assert.deepEqual(said('resource'), as(['warning', 'information', 'information', 'information']));
  assert.deepEqual(said('patch'), []);
});
