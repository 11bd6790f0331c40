/** Pods with flow collections, KYAML and JSON; see `yaml-edit-documents.ts`. */
export const FLOWS: Readonly<Record<string, string>> = {
  flow: `spec:
  containers: [{name: a, image: "a:1"}, { name: b }, {image: c, name: d, }]
  initContainers: [ { name: x, args: [a, b] } ]
`,
  flowItems: `spec:
  containers:
  - {name: a, image: b}
  - { name: c, image: d }
  - name: e
    image: f
  initContainers: []
`,
  flowLines: `spec:
  containers: [
    # one
    {name: a, image: b}, # first
    {name: c,
     image: d}
  ]
  initContainers: [{
      name: x,
      image: y # last
    }
  ]
`,
  kyaml: `---
{
  apiVersion: "v1",
  kind: "Pod",
  spec: {
    initContainers: [{
      name: "i",
      image: "i:1",
    }],
    containers: [
      {
        name: "a", # a
        image: "a:1",
        ports: [{
          containerPort: 80,
        }],
      },
      # b
      {
        name: "b",
      },
    ],
  },
}
`,
  json: `{
  "kind": "Pod",
  "spec": {
    "initContainers": [],
    "containers": [
      {
        "name": "a",
        "image": "a:1",
        "ports": [{"containerPort": 80}]
      },
      {
        "name": "b",
        "env": {
          "x": "y"
        }
      }
    ]
  }
}
`,
  jsonFourColumns: `{
    "containers": [
        {
            "name": "a"
        },
        {
            "image": "b",
            "name": "c"
        }
    ]
}
`,
  jsonLine: '{"spec":{"containers":[{"name":"a","image":"b"},{"name":"c"}]}}\n',
  jsonSpaced: '{"spec": {"containers": [{"name": "a", "image": "b"}, {"name": "c"}]}}\n',
  arguments: `spec:
  containers:
  - args:
    - --a=b
    - -c
    - |
      set -e
      run
    command: ["sh", '-c']
    name: a
  - args: [
      "--x", # x
      "--y"
    ]
    name: b
`,
};
