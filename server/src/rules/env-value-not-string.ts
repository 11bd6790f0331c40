import { quoteValue } from '../edits/quotes.ts';
import { refusalOf } from '../kubernetes/refusal.ts';
import type { Rule } from './rule.ts';

export const envValueNotString: Rule = {
  id: 'env-value-not-string',
  title: 'The value of an environment variable is no string',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  messages: { default: '{k} of "{c}" must be a string, not a {type}: quote {v}.' },
  why: 'Values of environment variables are strings in the API. YAML reads an unquoted `8080`, `1e3`, `true` or `yes` as a number or a boolean, and the API server refuses the object: "cannot unmarshal number into Go struct field EnvVar.value of type string". `yes`, `no`, `on` and `off` are booleans too, since kubectl reads YAML 1.1. Quotes make it a string.',
  silent:
    'Silent for values that a template or a variable fills in. A missing value (`null`) is accepted, and means an empty one.',
  references: [
    'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
    'https://github.com/kubernetes/kubernetes/issues/12889',
  ],
  speaksInPartial: true,
  needs: ['env'],
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
      env:
        - name: PORT
          value: «8080» # the proxy dials it
        - name: TRACING
          value: «on»
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      env:
        - name: PORT
          value: "8080" # the proxy dials it
        - name: TRACING
          value: "on"
`,
    },
  ],
  *check({ pod, members }) {
    const severity = refusalOf(pod).certain ? 'error' : 'warning';
    for (const member of members) {
      for (const { name, value, type } of member.container.env) {
        if (!value || type === 'string') continue;
        // Behind an alias for the value alone stands something that may well be a number; behind one for more, the mistake.
        const at = value.via && value.via.start !== name.via?.start ? value.via : value.at;
        yield {
          at,
          message: 'default',
          args: { k: name.value, c: member.container.label, type, v: value.value },
          severity,
          container: member,
          fixes: [{ title: 'Put it in quotes', safe: true, edits: () => quoteValue(pod, 'value', value) }],
        };
      }
    }
  },
};
